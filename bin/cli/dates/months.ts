/** Languages of month names that feeds use, although RFC 822 allows English only. */
const LANGUAGES = ['en', 'de', 'es', 'fr', 'it', 'nl', 'pt'];

const lettersOf = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();

const MONTHS = LANGUAGES.flatMap((language) => {
  const { format } = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => ({
    name: lettersOf(format(Date.UTC(2000, month))),
    number: month + 1,
  }));
});

/** The number, from 1, of a month by at least three letters of its name; undefined for no month or several. */
export function monthNumber(name: string): number | undefined {
  const letters = lettersOf(name);
  if (letters.length < 3) return undefined;
  const numbers = new Set(MONTHS.filter((month) => month.name.startsWith(letters)).map(({ number }) => number));
  return numbers.size === 1 ? [...numbers][0] : undefined;
}
