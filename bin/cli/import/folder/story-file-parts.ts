import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseFeedDate } from '../../dates/feed-date';
import { plainName } from '../../story-file/field-names';
import { refuseFieldsBelow, refuseFieldsInText } from '../../story-file/front-matter/fields-in-text';
import { splitFrontMatter } from '../../story-file/front-matter/front-matter';
import { storyOfHtml } from '../../story-file/html';
import { IMPORT_RULES, type NamedValue, UnreadableStory } from '../../story-file/parsed-story';
import { readFields } from '../../story-file/read-fields';
import { isForeignReleaseName } from '../../story-file/read-release';
import type { FileParts } from '../../story-file/with-headline';
import { isMediumStory } from '../systems/medium-folder';
import { inheritedFields } from './inherited-fields';
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
  const file = join(folder, path);
  if ((await stat(file)).size > MAX_BYTES)
    throw new UnreadableStory(1, `is larger than ${MAX_BYTES / 1e6} MB: no story is so long`);
  const text = decodeText(await readFile(file));
  if (isMediumStory(text))
    throw new UnreadableStory(1, 'is a story of Medium, which may be private: import the folder of the export alone');
  const written = splitFrontMatter(text, IMPORT_RULES);
  if (Object.keys(written.fields).length === 0) refuseFieldsInText(text);
  else refuseFieldsBelow(written.text, written.line);
  // Pelican keeps the fields of a page of HTML in its head.
  const head = MARKDOWN.test(path) ? {} : headFields(text);
  const split = { ...written, fields: { ...(await inheritedFields(folder, path, site)), ...head, ...written.fields } };
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
  // A page of HTML may have its date in its head.
  const isDated = front.dates.length > 0 || MARKDOWN.test(path);
  const dates = isDated ? front.dates : storyOfHtml(front, IMPORT_RULES).dates;
  const { date, publishedAt } = dateOf(path, { ...front, dates }, split.fields);
  const { headline } = front.fields;
  const title = typeof headline === 'string' ? headline : (/^#[ \t]+(.+?)[ \t#]*$/m.exec(split.text)?.[1] ?? fileTitle);
  const facts = { path: site.prefix + path, fields: split.fields, title, date };
  return { path, written: split.fields, front, date, publishedAt, oldPath: oldPath(site, facts, permalink) };
}

const META = /<meta\b[^>]*>/gi;
const ATTRIBUTE = /\b(name|property|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;

/** The fields in the head of a page that say whether it appears. */
function headFields(html: string): Record<string, unknown> {
  const [head = ''] = html.split(/<body\b/i);
  const fields = [...head.matchAll(META)].map(([tag]) => {
    const found = [...tag.matchAll(ATTRIBUTE)].map(([, name = '', double, single, bare]) => [
      name.toLowerCase().replace('property', 'name'),
      double ?? single ?? bare,
    ]);
    const { name = '', content = '' } = Object.fromEntries(found);
    return [name, content] as const;
  });
  return Object.fromEntries(
    fields.filter(([name, content]) => content !== '' && (isForeignReleaseName(name) || /^robots$/i.test(name))),
  );
}

/** A book of 1,000 pages is 3 MB. */
const MAX_BYTES = 20_000_000;

function decodeText(bytes: Uint8Array): string {
  if (bytes.includes(0)) throw new UnreadableStory(1, 'is no text in UTF-8, or in UTF-16: save the file as UTF-8');
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
  if (first) {
    const read = readDate(first, front);
    refuseLaterDate(first.name, read.publishedAt, front);
    return read;
  }
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

/** Throws an UnreadableStory where another field says that the story comes later. An embargo and Hugo's `publishDate` win. */
function refuseLaterDate(first: string, publishedAt: string | undefined, { dates, lineOf }: FileParts): void {
  const now = Date.now();
  if (
    publishedAt === undefined ||
    Date.parse(publishedAt) > now ||
    /^(?:embargo|publish(?:date|edat))$/.test(plainName(first))
  )
    return;
  const later = dates.find(({ value }) => typeof value === 'string' && Date.parse(parseFeedDate(value) ?? '') > now);
  if (later)
    throw new UnreadableStory(
      lineOf([later.name]) ?? 1,
      `${later.name} is ahead, and ${first} is past: keep the one that says when the story appears`,
    );
}

function readDate({ name, value }: NamedValue, { lineOf }: FileParts): Pick<StoryFileParts, 'date' | 'publishedAt'> {
  const date = typeof value === 'string' ? value.trim() : undefined;
  const publishedAt = parseFeedDate(date);
  if (publishedAt !== undefined) return { date, publishedAt };
  const line = lineOf([name]) ?? 1;
  throw new UnreadableStory(line, `${name}: ${JSON.stringify(value)} is not a readable date: ${DATE_REMEDY}`);
}
