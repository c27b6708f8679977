import { AUDIO_FIELDS, AUTHOR_FIELDS, IMAGE_FIELDS } from '../../../lambdas/news/upload/field-names';
import { authorOf, authorsOf, describeAuthors } from './author-names';
import type { FieldLog } from './field-log';
import { exampleOf, type StoryField } from './field-names';
import type { FrontMatter } from './front-matter/front-matter';
import type { ReadingRules } from './parsed-story';
import { isNo, isYes } from './yes-or-no';

/** A field that is read: its name in the file, and how the file writes values. */
export interface ValueReading extends FieldLog, Pick<FrontMatter, 'sourceOf'> {
  readonly name: string;
  readonly field: StoryField;
  readonly form: 'yaml' | 'json';
  readonly rules: ReadingRules;
}

type Path = readonly (string | number)[];
type Members = Readonly<Record<string, unknown>>;

/** Reads the value of a field into the form of the API. A literal value stays as it is; any other reading gives a note. */
export function readValue(value: unknown, reading: ValueReading): unknown {
  if (value === null || value === undefined) return value;
  switch (reading.field) {
    case 'tags':
      return readTags(value, reading);
    case 'formerUrls':
      return readFormerUrls(value, reading);
    case 'authors':
      return readAuthors(value, reading);
    case 'image':
      return readMedia(value, 'picture', IMAGE_FIELDS, reading);
    case 'audio':
      return readMedia(value, 'sound', AUDIO_FIELDS, reading);
    case 'correction':
      return readCorrection(value, reading);
    case 'breaking':
    case 'significant':
      return readFlag(value, reading);
    // Dates are read when the time zone is known.
    case 'publishedAt':
    case 'breakingUntil':
      return value;
    default:
      return readText(value, [], reading);
  }
}

/** A note about the value; none for an import. */
const noteReading = ({ name, note, rules }: ValueReading, detail: string): void => {
  if (!rules.isImport) note(name, detail);
};

/** Refuses a value. A story of an import does without an odd field that is optional. */
function refuseValue(reading: ValueReading, path: Path = []): undefined {
  if (reading.rules.isImport && reading.field !== 'headline' && reading.field !== 'body')
    return reading.note(reading.name, 'left out: its value is of another form') as undefined;
  const example = exampleOf(reading.field, reading.form);
  reading.refuse([reading.name, ...path.map(String)], `cannot be read: write it like ${example}`);
}

/** Reads a text. A number or a yes becomes its text as it is written, and of a single text in brackets the brackets go. */
function readText(value: unknown, path: Path, reading: ValueReading): string | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.length === 1 && typeof value[0] === 'string') {
    noteReading(reading, 'read as a text without brackets');
    return value[0];
  }
  if (typeof value !== 'number' && typeof value !== 'boolean') return refuseValue(reading, path);
  const text = reading.sourceOf([reading.name, ...path]) ?? String(value);
  noteReading(reading, `${text} is read as a text`);
  return text;
}

/** Old addresses: a list, or a text with one or several. White space parts them, for an address may hold a comma. */
function readFormerUrls(value: unknown, reading: ValueReading): unknown {
  if (Array.isArray(value)) return value.map((one, i) => (one === null ? one : readText(one, [i], reading)));
  const addresses = readText(value, [], reading)
    ?.split(/,?\s+/)
    .filter((address) => address !== '');
  if (addresses !== undefined)
    noteReading(reading, `read as ${addresses.length === 1 ? 'one address' : `${addresses.length} addresses`}`);
  return addresses;
}

function readTags(value: unknown, reading: ValueReading): unknown {
  if (Array.isArray(value)) return value.map((tag, i) => (tag === null ? tag : readText(tag, [i], reading)));
  const text = readText(value, [], reading);
  if (text === undefined) return undefined;
  const { name, form, note } = reading;
  // In Jekyll `a b c` is three tags, in Hugo, Hexo and Eleventy one, and the file does not say which program it is for.
  if (/\S\s+\S/.test(text) && !/[,;]/.test(text)) {
    const words = text.trim().split(/\s+/);
    const several = form === 'json' ? JSON.stringify(words) : `[${words.join(', ')}]`;
    note(name, `"${text}" counts as one tag; for several tags write ${several}`);
    return [text.trim()];
  }
  const tags = text
    .split(/[,;]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  noteReading(reading, tags.length > 1 ? `read as ${tags.length} tags: ${tags.join('; ')}` : 'read as one tag');
  return tags;
}

function readAuthors(value: unknown, reading: ValueReading): unknown {
  if (Array.isArray(value)) {
    if (value.some((one) => typeof one === 'string' || typeof one === 'number'))
      noteReading(reading, 'read as the names of authors');
    return value.map((one, i) => {
      if (isMembers(one)) return readMembers(one, [i], AUTHOR_FIELDS, reading);
      const name = one === null ? undefined : readText(one, [i], reading);
      return name === undefined ? one : authorOf(name);
    });
  }
  if (isMembers(value)) {
    noteReading(reading, 'read as one author');
    return [readMembers(value, [], AUTHOR_FIELDS, reading)];
  }
  const text = readText(value, [], reading);
  if (text === undefined || text.trim() === '') return undefined;
  const authors = authorsOf(text);
  const isOne = authors.length === 1;
  noteReading(reading, isOne ? `read as one author: ${describeAuthors(authors)}` : describeAuthors(authors));
  return authors;
}

function readMedia(value: unknown, kind: string, members: readonly string[], reading: ValueReading): unknown {
  if (isMembers(value)) return readMembers(value, [], members, reading);
  if (typeof value !== 'string') return refuseValue(reading);
  noteReading(reading, `read as the address of the ${kind}`);
  return { url: value.trim() };
}

function readCorrection(value: unknown, reading: ValueReading): unknown {
  if (isMembers(value)) return readMembers(value, [], ['note'], reading);
  const text = readText(value, [], reading);
  if (text === undefined) return undefined;
  noteReading(reading, 'read as the note of the correction');
  return { note: text };
}

function readFlag(value: unknown, reading: ValueReading): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  if (!isYes(word) && !isNo(word)) return refuseValue(reading);
  noteReading(reading, `${word} is read as ${isYes(word)}`);
  return isYes(word);
}

/** Members that are numbers in the API. */
const NUMBERS = new Set(['length', 'duration', 'width', 'height']);

/** The members of a value, with numbers as texts where the API takes a text. Unknown members stay for the server. */
function readMembers(value: Members, path: Path, known: readonly string[], reading: ValueReading): Members {
  const read = Object.entries(value).map(([name, member]) => {
    const isText = known.includes(name) && !NUMBERS.has(name) && member !== null;
    return [name, isText ? readText(member, [...path, name], reading) : member] as const;
  });
  return Object.fromEntries(read);
}

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
