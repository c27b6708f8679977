import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { STORY_ID } from '../../../lambdas/news/story/story-id';
import { sha256 } from '../../../lambdas/news/values/sha256';
import { parseFeedDate } from '../dates/feed-date';
import { parseMarkdownStory } from '../story-file/markdown';
import { IMPORT_RULES, type NamedValue, type UndatedStory, UnreadableStory } from '../story-file/parsed-story';
import { firstAuthors, firstTags } from './first-tags-and-authors';
import type { SkippedEntry } from './import-source';
import { type ImportedStory, oldestFirst } from './import-source';
import { createLanguageReader, type LanguageReader } from './language-reader';

const MARKDOWN_FILE = /\.(?:md|markdown)$/i;

/** The fields that front matter may hold. */
const FIELDS = new Set(
  'guid headline body id summary section tags authors language updatedAt audio image canonicalUrl'.split(' '),
);

/** The names of the last change, in the order in which they count. */
const CHANGE_DATES = ['updatedAt', 'lastmod', 'updated'];

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
      const parsed = parseMarkdownStory(text, IMPORT_RULES);
      if (parsed.draft !== undefined || isInDrafts(path)) skipped.push({ name, why: 'is a draft', kind: 'drafts' });
      else stories.push(storyIn(path, parsed, section, readLanguage));
    } catch (error) {
      if (error instanceof UnreadableStory)
        skipped.push({ name: `${name}:${error.line}`, why: error.message, ...UNREADABLE });
      else if (error instanceof TypeError)
        skipped.push({ name, why: 'is not UTF-8: save the file as UTF-8', ...UNREADABLE });
      else throw error;
    }
  }
  return { stories: oldestFirst(stories), skipped };
}

const UNREADABLE = { kind: 'unreadable files', isFault: true };

/** Jekyll and Hexo keep drafts in a folder. */
const isInDrafts = (path: string): boolean => /(?:^|\/)_drafts\//.test(path);

/** Jekyll's file names begin with the date. */
const DATED_NAME = /(?:^|\/)(\d{4}-\d\d-\d\d)-[^/]*$/;
const DATE_REMEDY = 'write it like 2019-01-15 or 2019-01-15T08:30:00+01:00';

/** A file as a story. Throws an UnreadableStory for an unreadable date: the story would appear as new. */
function storyIn(
  path: string,
  { value, dates, notes: readings, lineOf }: UndatedStory,
  section: string | undefined,
  readLanguage: LanguageReader,
): ImportedStory {
  const changes = CHANGE_DATES.filter((name) => Object.hasOwn(value, name)).map((name) => ({
    name,
    value: value[name],
  }));
  const known = Object.fromEntries(Object.entries(value).filter(([name]) => FIELDS.has(name)));
  const others = Object.keys(value).filter((name) => !FIELDS.has(name) && !CHANGE_DATES.includes(name));
  const { id, language } = known;
  const publishedAt = dateIn(dates[0]) ?? dateInName();
  const updatedAt = dateIn(changes[0]);
  const notes: string[] = [];
  const authors = Array.isArray(known.authors) ? firstAuthors(known.authors, notes) : [];
  const tags = tagsIn(known.tags, notes);
  notes.unshift(...readings.map(({ pointer, detail }) => `${pointer.slice(2)}: ${detail}`));
  if (others.length > 0) notes.push(`front matter left out: ${others.join(', ')}`);
  if (publishedAt === undefined) notes.push('no date: the story gets the date of the import');
  return {
    name: path,
    notes,
    value: {
      section,
      ...known,
      tags: tags.length > 0 ? tags : undefined,
      authors: authors.length > 0 ? authors : undefined,
      language: typeof language === 'string' ? readLanguage(language, notes) : language,
      id: typeof id === 'string' && STORY_ID.test(id) ? id : undefined,
      guid: known.guid ?? `urn:sha256:${sha256(path)}`,
      publishedAt,
      updatedAt,
    },
  };

  function dateIn(date: NamedValue | undefined): string | undefined {
    if (date === undefined) return undefined;
    const { name, value: written } = date;
    const instant = parseFeedDate(typeof written === 'string' ? written : undefined);
    if (instant !== undefined) return instant;
    throw new UnreadableStory(
      lineOf([name]) ?? 1,
      `${name}: ${JSON.stringify(written)} is not a readable date: ${DATE_REMEDY}`,
    );
  }

  function dateInName(): string | undefined {
    const [, day] = DATED_NAME.exec(path) ?? [];
    if (day === undefined || parseFeedDate(day) !== undefined) return parseFeedDate(day);
    throw new UnreadableStory(1, `${day}, the date in the file name, does not exist: write a date in the front matter`);
  }
}

function tagsIn(tags: unknown, notes: string[]): readonly unknown[] {
  if (!Array.isArray(tags)) return [];
  return tags.every((tag) => typeof tag === 'string') ? firstTags(tags, notes) : tags;
}
