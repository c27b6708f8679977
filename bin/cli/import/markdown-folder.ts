import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { STORY_ID } from '../../../lambdas/news/story/story-id';
import { sha256 } from '../../../lambdas/news/values/sha256';
import { parseFeedDate } from '../dates/feed-date';
import { parseMarkdownStory } from '../story-file/markdown';
import { type ParsedStory, UnreadableStory } from '../story-file/parsed-story';
import { namesOf, renameFields } from './front-matter-names';
import type { SkippedEntry } from './import-source';
import { type ImportedStory, oldestFirst } from './import-source';
import { createLanguageReader, type LanguageReader } from './language-reader';

const MARKDOWN_FILE = /\.(?:md|markdown)$/i;

/** The fields that front matter may hold. */
const FIELDS = new Set(
  'guid headline body id summary section tags authors language publishedAt updatedAt audio image canonicalUrl'.split(
    ' ',
  ),
);

/**
 * The stories of a folder of Markdown, oldest first, and the files that are not stories. A file without a guid gets one made
 * from its path in the folder, so that a second import recognises it.
 */
export async function folderStories(
  folder: string,
  section: string | undefined,
): Promise<{ stories: ImportedStory[]; skipped: SkippedEntry[] }> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => MARKDOWN_FILE.test(name)).sort();
  const [stories, skipped]: [ImportedStory[], SkippedEntry[]] = [[], []];
  const readLanguage = createLanguageReader();
  for (const name of names) {
    try {
      const path = name.replaceAll('\\', '/');
      const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(join(folder, name)));
      const notes: string[] = [];
      const parsed = parseMarkdownStory(text, (front) => renameFields(front, notes));
      const fields = Object(parsed.value) as Record<string, unknown>;
      if (isDraft(path, fields)) skipped.push({ name, why: 'is a draft' });
      else stories.push(storyIn(path, fields, { section, notes, lineOf: parsed.lineOf, readLanguage }));
    } catch (error) {
      if (error instanceof UnreadableStory) skipped.push({ name: `${name}:${error.line}`, why: error.message });
      else if (error instanceof TypeError) skipped.push({ name, why: 'is not UTF-8: save the file as UTF-8' });
      else throw error;
    }
  }
  return { stories: oldestFirst(stories), skipped };
}

/** Jekyll and Hexo keep drafts in a folder. Their YAML 1.1 also reads `yes` and `no` as true and false. */
const isDraft = (path: string, { draft, published }: Readonly<Record<string, unknown>>): boolean =>
  /(?:^|\/)_drafts\//.test(path) || /^(?:true|yes|on)$/i.test(`${draft}`) || /^(?:false|no|off)$/i.test(`${published}`);

/** Jekyll's file names begin with the date. */
const DATED_NAME = /(?:^|\/)(\d{4}-\d\d-\d\d)-[^/]*$/;
const DATE_REMEDY = 'write it like 2019-01-15 or 2019-01-15T08:30:00+01:00';

interface FileContext extends Pick<ParsedStory, 'lineOf'> {
  readonly section: string | undefined;
  readonly notes: readonly string[];
  readonly readLanguage: LanguageReader;
}

/** A file as a story. Throws an UnreadableStory for an unreadable date: the story would appear as new. */
function storyIn(path: string, fields: Readonly<Record<string, unknown>>, context: FileContext): ImportedStory {
  const { section, lineOf, readLanguage } = context;
  const known = Object.fromEntries(Object.entries(fields).filter(([name]) => FIELDS.has(name)));
  const others = Object.keys(fields).filter((name) => !FIELDS.has(name) && name !== 'draft' && name !== 'published');
  const { id, language } = known;
  const publishedAt = dateIn('publishedAt') ?? dateInName();
  const updatedAt = dateIn('updatedAt');
  const notes = [...context.notes];
  if (others.length > 0) notes.push(`front matter left out: ${others.join(', ')}`);
  if (publishedAt === undefined) notes.push('no date: the story gets the date of the import');
  return {
    name: path,
    notes,
    value: {
      section,
      ...known,
      language: typeof language === 'string' ? readLanguage(language, notes) : language,
      id: typeof id === 'string' && STORY_ID.test(id) ? id : undefined,
      guid: known.guid ?? `urn:sha256:${sha256(path)}`,
      publishedAt,
      updatedAt,
    },
  };

  function dateIn(field: string): string | undefined {
    const value = known[field];
    if (value === undefined) return undefined;
    const date = parseFeedDate(typeof value === 'string' ? value : undefined);
    if (date !== undefined) return date;
    const name = namesOf(field).find((one) => lineOf([one]) !== undefined) ?? field;
    throw new UnreadableStory(
      lineOf([name]) ?? 1,
      `${name}: ${JSON.stringify(value)} is not a readable date: ${DATE_REMEDY}`,
    );
  }

  function dateInName(): string | undefined {
    const [, day] = DATED_NAME.exec(path) ?? [];
    if (day === undefined || parseFeedDate(day) !== undefined) return parseFeedDate(day);
    throw new UnreadableStory(1, `${day}, the date in the file name, does not exist: write a date in the front matter`);
  }
}
