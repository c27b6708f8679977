/** An author as the API takes it. */
export interface NamedAuthor {
  readonly name: string;
  readonly email?: string;
}

/** Words of names that begin with a small letter. */
const PARTICLES = new Set(
  'al bin da das de del della den der di dos du e el ibn la le te ten ter van von y zu'.split(' '),
);

// Capital letters, and letters of scripts without capitals.
const NAME_WORD = /^[\p{Lu}\p{Lt}\p{Lo}][\p{L}\p{M}.'’-]*$/u;

/** `Ann Li <ann@news.example>`, and RSS's `ann@news.example (Ann Li)`. */
const WITH_ADDRESS = [
  /^(?<name>[^<>]*[^<>\s])\s*<(?<email>[^<>\s@]+@[^<>\s@]+)>$/,
  /^(?<email>[^\s()@]+@[^\s()@]+)\s+\((?<name>[^()]+)\)$/,
];

const BETWEEN = /\s*,\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+/i;

/** Whether a text is surely the name of one person: two to five words, each of which begins as names do. */
export function isPersonName(text: string): boolean {
  const words = text.split(/\s+/);
  return (
    words.length >= 2 &&
    words.length <= 5 &&
    NAME_WORD.test(words.at(-1) ?? '') &&
    words.every((word) => NAME_WORD.test(word) || PARTICLES.has(word))
  );
}

/** A name, perhaps with an e-mail address, as an author. */
export function authorOf(text: string): NamedAuthor {
  for (const form of WITH_ADDRESS) {
    const { name, email } = form.exec(text.trim())?.groups ?? {};
    if (name !== undefined && email !== undefined) return { name: name.trim(), email };
  }
  return { name: text.trim() };
}

/**
 * The authors that a text names. Semicolons part them. Commas, `and` and `&` do so only where every part is surely a person:
 * `King, Jr., Martin` and `Ministry of Health and Care` are one author. `By` at the beginning is dropped.
 */
export function authorsOf(text: string): NamedAuthor[] {
  const names = text.trim().replace(/^by\s+(?=\S)/i, '');
  if (names.includes(';')) return splitNames(names, ';').map(authorOf);
  const authors = splitNames(names, BETWEEN).map(authorOf);
  const arePersons = authors.every(({ name, email }) => email !== undefined || isPersonName(name));
  return authors.length > 1 && arePersons ? authors : [authorOf(names)];
}

const splitNames = (text: string, separator: string | RegExp): string[] =>
  text
    .split(separator)
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** The longest second line that can be a byline, in characters. */
const MAX_BYLINE = 60;

/** The authors of a line such as `By Ann Li and Ben Ode`; undefined for a line that is not surely a byline. */
export function authorsOfByline(line: string): NamedAuthor[] | undefined {
  const text = line.trim();
  const names = /^by\s+(.+)$/i.exec(text)?.[1];
  if (names === undefined || text.length > MAX_BYLINE || text.includes('.')) return undefined;
  const authors = authorsOf(names);
  return authors.every(({ name, email }) => email === undefined && isPersonName(name)) ? authors : undefined;
}

/** Authors in one line of a note. */
export function describeAuthors(authors: readonly NamedAuthor[]): string {
  const names = authors.map(({ name, email }) => (email === undefined ? name : `${name}, ${email}`)).join('; ');
  return authors.length === 1 ? names : `read as ${authors.length} authors: ${names}`;
}
