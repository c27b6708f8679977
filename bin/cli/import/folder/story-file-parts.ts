import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseFeedDate } from '../../dates/feed-date';
import { plainName } from '../../story-file/field-names';
import { splitFrontMatter } from '../../story-file/front-matter/front-matter';
import { storyOfHtml } from '../../story-file/html';
import { IMPORT_RULES, type NamedValue, UnreadableStory } from '../../story-file/parsed-story';
import { readFields } from '../../story-file/read-fields';
import type { FileParts } from '../../story-file/with-headline';
import { MARKDOWN } from './list-files';
import { oldPath } from './permalink';
import type { Site } from './site';

/** A file with its front matter read. Its text is still as the file has it. */
export interface StoryFileParts {
  /** The path in the folder, with slashes. */
  readonly path: string;
  /** The front matter as it is written. */
  readonly written: Readonly<Record<string, unknown>>;
  readonly front: FileParts;
  /** The date as the file has it, and as a moment. */
  readonly date?: string;
  readonly publishedAt?: string;
  /** The path of the old page; undefined where nothing tells. */
  readonly oldPath?: string;
}

/** Reads a file's front matter, date and old path. Throws an UnreadableStory. */
export async function readStoryParts(
  folder: string,
  path: string,
  { site, permalink }: { readonly site: Site; readonly permalink?: string },
): Promise<StoryFileParts> {
  const bytes = await readFile(join(folder, path));
  const text = decodeText(bytes);
  const split = splitFrontMatter(text, IMPORT_RULES);
  const read = readFields({ ...split, form: 'yaml' }, IMPORT_RULES);
  const yamlNotes = split.yamlNotes.filter(({ detail }) => detail.startsWith('left out'));
  const fileTitle = titleOfPath(path);
  const front: FileParts = {
    ...read,
    notes: [...yamlNotes, ...read.notes],
    text: split.text,
    line: split.line,
    fileTitle,
  };
  const written = split.fields;
  // A page of HTML may have its date in its head.
  const isDated = front.dates.length > 0 || MARKDOWN.test(path);
  const dates = isDated ? front.dates : storyOfHtml(front, IMPORT_RULES).dates;
  const { date, publishedAt } = dateOf(path, { ...front, dates }, written);
  const { headline } = front.fields;
  const title = typeof headline === 'string' ? headline : (/^#[ \t]+(.+?)[ \t#]*$/m.exec(split.text)?.[1] ?? fileTitle);
  const facts = { path: site.prefix + path, fields: written, title, date };
  return { path, written, front, date, publishedAt, oldPath: oldPath(site, facts, permalink) };
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r(?!\n)/g, '\n');
  } catch {
    throw new UnreadableStory(1, 'is not UTF-8: save the file as UTF-8');
  }
}

/** A headline made of the name of a file, or of its folder for a bundle. */
function titleOfPath(path: string): string {
  const parts = path.replace(/\.\w+$/, '').split('/');
  const name = (/^_?index$/.test(parts.at(-1) ?? '') && parts.at(-2)) || parts.at(-1) || path;
  const words = name
    .replace(/^\d{4}-\d{1,2}-\d{1,2}[-_](?=.)/, '')
    .replace(/[-_]+/g, ' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Names of the beginning of a file. They count where no field says when the post appeared. */
const CREATION_DATES = new Set([
  'created',
  'datecreated',
  'createdat',
  'creationdate',
  'createdon',
  'dcdate',
  'posted',
  'postedat',
  'postdate',
  'displaydate',
]);

/** Jekyll's names of files begin with the date, and so do names of folders elsewhere. */
const DATED_NAME = /(?:^|\/)(\d{4})-(\d{1,2})-(\d{1,2})(?=[-_/]|\.\w+$)/;
const DATED_FOLDERS = /(?:^|\/)(\d{4})\/(\d{2})\/(\d{2})(?=[-_/])/;
const DATE_REMEDY = 'write it like 2019-01-15 or 2019-01-15T08:30:00+01:00';

/** The date of a story. Throws an UnreadableStory for an unreadable one: the story would appear as new. */
function dateOf(
  path: string,
  front: FileParts,
  written: StoryFileParts['written'],
): Pick<StoryFileParts, 'date' | 'publishedAt'> {
  const created = Object.entries(written).filter(
    ([name, value]) => CREATION_DATES.has(plainName(name)) && value !== null && value !== '',
  );
  const [first] = [
    ...front.dates.filter(({ value }) => value !== null),
    ...created.map(([name, value]) => ({ name, value })),
  ];
  if (first) return readDate(first, front);
  const [, year = '', month = '', day = ''] = DATED_NAME.exec(path) ?? DATED_FOLDERS.exec(path) ?? [];
  if (year === '') return {};
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const publishedAt = parseFeedDate(date);
  if (publishedAt === undefined)
    throw new UnreadableStory(
      1,
      `${date}, the date in the file name, does not exist: write a date in the front matter`,
    );
  return { date, publishedAt };
}

function readDate({ name, value }: NamedValue, { lineOf }: FileParts): Pick<StoryFileParts, 'date' | 'publishedAt'> {
  const date = typeof value === 'string' ? value.trim() : undefined;
  const publishedAt = parseFeedDate(date);
  if (publishedAt !== undefined) return { date, publishedAt };
  const line = lineOf([name]) ?? 1;
  throw new UnreadableStory(line, `${name}: ${JSON.stringify(value)} is not a readable date: ${DATE_REMEDY}`);
}
