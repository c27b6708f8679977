import { authorsOfByline, describeAuthors } from './author-names';
import type { FrontMatter } from './front-matter/front-matter';
import { splitFrontMatter } from './front-matter/front-matter';
import { type Note, type ReadingRules, type UndatedStory, UnreadableStory } from './parsed-story';
import { readFields, type StoryFields } from './read-fields';

/** The value of a field, taken from the text of a file, and its line. */
export interface Part {
  readonly text: unknown;
  readonly line: number;
}

/** The fields and the text of a file. */
export interface FileParts extends StoryFields, Pick<FrontMatter, 'text' | 'line'> {
  /** The headline of a file that has no other: generators make one of its name. */
  readonly fileTitle?: string;
}

/** Splits a file into fields and text, and reads the fields. Throws an UnreadableStory. */
export function readFrontMatter(whole: string, rules: ReadingRules): FileParts {
  const front = splitFrontMatter(whole, rules);
  const read = readFields({ ...front, form: 'yaml' }, rules);
  const yamlNotes = front.yamlNotes.filter(({ detail }) => !rules.isImport || detail.startsWith('left out'));
  const notes = [...yamlNotes, ...read.notes];
  return { ...read, notes, text: front.text, line: front.line };
}

/**
 * Joins the fields and the parts of the text into a story; fields win. Throws an UnreadableStory for a story without a headline,
 * and for one with two bodies; `remedy` says how this kind of file can name a headline.
 */
export function withHeadline(
  front: FileParts,
  parts: { readonly body: Part } & Readonly<Record<string, Part | undefined>>,
  { remedy = 'write one', notes = [] }: { readonly remedy?: string; readonly notes?: readonly Note[] } = {},
): UndatedStory {
  const present = Object.entries(parts).filter((part): part is [string, Part] => part[1] !== undefined);
  const value: Record<string, unknown> = {
    ...Object.fromEntries(present.map(([name, { text }]) => [name, text])),
    ...front.fields,
  };
  const bodyLine = front.lineOf(['body']);
  if (bodyLine !== undefined && Object.hasOwn(front.fields, 'body') && String(parts.body.text).trim() !== '')
    throw new UnreadableStory(bodyLine, 'the text stands twice, here and below the fields: keep one of the two.');
  const isNamed = Object.hasOwn(value, 'headline') || front.fileTitle === undefined;
  if (!isNamed) value.headline = front.fileTitle;
  if (!Object.hasOwn(value, 'headline')) {
    const line = front.lineOf(['headline']) ?? front.line;
    throw new UnreadableStory(line, `there is no headline: ${remedy}, or write headline: … in front matter.`);
  }
  return {
    value,
    dates: front.dates,
    notes: [...front.notes, ...(isNamed ? [] : [NAMED_BY_FILE]), ...notes],
    draft: front.draft,
    isPrivate: front.isPrivate,
    unclear: front.unclear,
    lineOf: (path) =>
      front.lineOf(path) ??
      (path[0] === undefined || Object.hasOwn(front.fields, path[0]) ? undefined : parts[path[0]]?.line),
  };
}

const NAMED_BY_FILE: Note = { pointer: '#/headline', detail: 'missing: the name of the file is the headline' };

/** How many of the first lines of a text may say that it must not appear yet. */
const HEAD_LINES = 3;

/** The beginnings of a line that holds a story back, without the signs before it and the marks for bold and italics. */
const HOLD_LINES: readonly RegExp[] = [
  /^(?:strictly |under |still )?embargo(?:ed)? ?(?:$|[:：]|(?:until|till|date)\b|(?:[-–—] ?)?\d|to \d|for release\b)/i,
  /^publish ?date ?[:：]/i,
  // Without a sign it is a line of its own: "Draft law passes" is a headline.
  /^draft(?: (?:version|copy|only|\d+))? ?(?:$|[:：]| [-–—])/i,
  /^(?:do not|don[’']t) publish ?(?:$|[!.:–—-]|(?:yet|before|until|till)\b)/i,
  /^not for (?:publication|release|broadcast)\b/i,
  /^(?:hold for release|not to be (?:published|released|broadcast))\b/i,
  /^for release ?(?:$|[:：]|(?:at|on|after)\b|\d)/i,
  /^status ?[:：] ?(?:draft|embargo|hold|on hold|pending|private|unpublished)/i,
  /^published ?[:：] ?(?:no|false|off)\b/i,
  // An order, alone in its line.
  /^(?:do not|not to be|don['’]t) (?:publish|release|run)(?:ed)?(?: yet| before\b.*| until\b.*)?[^\p{L}]*$/iu,
  /^(?:draft|(?:strictly |under |still )?embargo(?:ed)?)[^\p{L}]*(?:$|not for\b)|^(?:draft|embargo(?:ed)?|hold)\]/iu,
  // German, French, Spanish.
  /^(?:sperrfrist|sous embargo|embargado hasta)\b/i,
];

/** The lines of a text. */
export const linesOf = ({ text, line }: Pick<FileParts, 'text' | 'line'>): Part[] =>
  text.split('\n').map((one, i) => ({ text: one, line: line + i }));

/** Throws an UnreadableStory for a text that begins with an embargo: as text it would hold nothing back. */
export function refuseHeldText(lines: readonly Part[]): void {
  const words = ({ text }: Part): string =>
    String(text)
      .replace(/[*_]/g, '')
      .replace(/^[^\p{L}\p{N}]+/u, '')
      .replace(/\s+/g, ' ')
      .trim();
  const held = lines.filter((one) => words(one) !== '').slice(0, HEAD_LINES);
  const first = held.find((one) => HOLD_LINES.some((form) => form.test(words(one))));
  if (first)
    throw new UnreadableStory(
      first.line,
      'this line of the text seems to hold the story back, and readers would see it: ' +
        'write embargo: 2026-11-22 09:00 or draft: true above the headline, between two lines of ---.',
    );
}

/** The note of a heading that would stand on the page twice. */
export const REPEATED_HEADLINE: Note = {
  pointer: '#/headline',
  detail: 'the heading of the text repeats the headline, and is left out',
};

/** A byline in the text: the authors, and its line. The text loses it. */
export interface Byline {
  readonly part: Part;
  readonly notes: readonly Note[];
}

/**
 * Reads a line below the headline, such as `By Ann Li`, as the byline. Undefined for any other line, and for a story whose
 * fields name other authors.
 */
export function readByline(text: string, line: number, { fields }: StoryFields): Byline | undefined {
  const authors = authorsOfByline(text);
  if (authors === undefined) return undefined;
  const given: unknown = fields.authors;
  const names = Array.isArray(given) ? given.map((author) => Object(author).name) : undefined;
  if (names !== undefined && names.join('\n') !== authors.map(({ name }) => name).join('\n')) return undefined;
  const detail = `the line ${JSON.stringify(text.trim())} is the byline: ${describeAuthors(authors)}`;
  return { part: { text: authors, line }, notes: [{ pointer: '#/authors', detail }] };
}
