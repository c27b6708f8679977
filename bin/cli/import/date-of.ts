/** Languages whose names of months are found in the dates of feeds, against RFC 822. */
const LANGUAGES = ['en', 'de', 'es', 'fr', 'it', 'nl', 'pt'];

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();

/** The names of months, with their numbers. */
const MONTHS = LANGUAGES.flatMap((language) => {
  const { format } = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => ({
    name: plain(format(Date.UTC(2000, month))),
    number: String(month + 1).padStart(2, '0'),
  }));
});

/**
 * A date of a feed in the one form of an instant: RFC 822 (with years of two figures and months of other languages), ISO 8601,
 * or whatever else JavaScript can read; in UTC where it names no zone. Undefined for what is none.
 */
export function dateOf(given: string | undefined): string | undefined {
  const text = given?.trim() ?? '';
  if (text === '' || text.length > 100) return undefined;
  // Names of days are often wrong, and decide nothing.
  const dayless = text.replace(/^\p{L}{2,12}\.?,\s*/u, '');
  const rfc822 =
    /^(\d{1,2})[\s-]+(\p{L}{3,12})\.?[\s-]+(\d{4}|\d\d)\b(?:\s+(\d{1,2}):(\d\d)(?::(\d\d))?)?\s*(.*)$/u.exec(dayless);
  const time = rfc822 ? ofRfc822(rfc822.slice(1)) : ofOther(dayless);
  const date = new Date(time);
  if (Number.isNaN(time) || date.getUTCFullYear() < 1900 || date.getUTCFullYear() > 9998) return undefined;
  return `${date.toISOString().slice(0, 19)}Z`;
}

function ofRfc822([
  day = '',
  name = '',
  year = '',
  hour = '00',
  minute = '00',
  second = '00',
  zone = '',
]: string[]): number {
  const letters = plain(name);
  const month = letters.length < 3 ? undefined : MONTHS.find((one) => one.name.startsWith(letters))?.number;
  if (month === undefined) return Number.NaN;
  // RFC 5322 §4.3: which century two figures are of.
  const full = year.length === 4 ? year : `${Number(year) < 50 ? 20 : 19}${year}`;
  const at = `${full}-${month}-${day.padStart(2, '0')} ${hour.padStart(2, '0')}:${minute}:${second}`;
  const known = /^(?:UT|GMT|UTC|Z|[ECMP][SD]T|[+-]\d\d:?\d\d)\b/.exec(zone)?.[0];
  return Date.parse(`${at} ${known === undefined || known === 'UT' ? 'UTC' : known}`);
}

function ofOther(text: string): number {
  // JavaScript finds a year where there is none.
  if (!/\b\d{4}\b/.test(text)) return Number.NaN;
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  const isZoned = isDay || /(?:Z|UTC|GMT|[ECMP][SD]T|[+-]\d\d:?\d\d)$/i.test(text);
  if (isZoned) return Date.parse(text);
  return Date.parse(/^\d{4}-\d\d-\d\dT/.test(text) ? `${text}Z` : `${text} UTC`);
}
