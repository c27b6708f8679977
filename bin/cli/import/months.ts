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
  return Array.from({ length: 12 }, (_, month) => ({ name: plain(format(Date.UTC(2000, month))), number: month + 1 }));
});

/** The number, from 1, of a month by its name or the beginning of it; undefined where it is of none, or of several. */
export function monthNumber(name: string): number | undefined {
  const letters = plain(name);
  if (letters.length < 3) return undefined;
  const numbers = new Set(MONTHS.filter((month) => month.name.startsWith(letters)).map(({ number }) => number));
  return numbers.size === 1 ? [...numbers][0] : undefined;
}
