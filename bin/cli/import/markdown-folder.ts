import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { STORY_ID } from '../../../lambdas/news/story/story-id';
import { markdownStory } from '../story-file/markdown';
import { Unreadable, type WrittenStory } from '../story-file/story-file';
import { dateOf } from './date-of';
import { called, namesOf } from './front-matter-names';
import { type ImportedStory, oldestFirst, type Untaken } from './imported';

const STORY = /\.(?:md|markdown)$/i;

/** What a story of a folder may say of itself. */
const FIELDS = new Set(
  'guid headline body id summary section tags authors language publishedAt updatedAt audio image canonicalUrl'.split(
    ' ',
  ),
);

/**
 * The stories of a folder of Markdown, oldest first, and the files that are none. A file without a guid has one of its path
 * in the folder, so that it is known when it comes again.
 */
export async function folderStories(
  folder: string,
  section: string | undefined,
): Promise<{ stories: ImportedStory[]; untaken: Untaken[] }> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => STORY.test(name)).sort();
  const [stories, untaken]: [ImportedStory[], Untaken[]] = [[], []];
  for (const name of names) {
    try {
      const path = name.replaceAll('\\', '/');
      const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(join(folder, name)));
      const notes: string[] = [];
      const written = markdownStory(text, (front) => called(front, notes));
      const fields = Object(written.value) as Record<string, unknown>;
      if (isDraft(path, fields)) untaken.push({ name, why: 'is a draft' });
      else stories.push(storyIn(path, fields, { section, notes, lineOf: written.lineOf }));
    } catch (error) {
      if (error instanceof Unreadable) untaken.push({ name: `${name}:${error.line}`, why: error.message });
      else if (error instanceof TypeError) untaken.push({ name, why: 'is not UTF-8: save it in that encoding' });
      else throw error;
    }
  }
  return { stories: oldestFirst(stories), untaken };
}

/** Jekyll and Hexo have drafts in a folder; their YAML 1.1 has `yes` and `no` for `true` and `false`. */
const isDraft = (path: string, { draft, published }: Readonly<Record<string, unknown>>): boolean =>
  /(?:^|\/)_drafts\//.test(path) || /^(?:true|yes|on)$/i.test(`${draft}`) || /^(?:false|no|off)$/i.test(`${published}`);

/** Jekyll's names of files begin with their date. */
const DATED = /(?:^|\/)(\d{4}-\d\d-\d\d)-[^/]*$/;
const AS = 'write it like 2019-01-15 or 2019-01-15T08:30:00+01:00';

interface FileContext extends Pick<WrittenStory, 'lineOf'> {
  readonly section: string | undefined;
  readonly notes: readonly string[];
}

/** A file as a story. Throws an Unreadable for one whose date cannot be read: it would be published as if it were new. */
function storyIn(path: string, fields: Readonly<Record<string, unknown>>, context: FileContext): ImportedStory {
  const { section, lineOf } = context;
  const known = Object.fromEntries(Object.entries(fields).filter(([name]) => FIELDS.has(name)));
  const others = Object.keys(fields).filter((name) => !FIELDS.has(name) && name !== 'draft' && name !== 'published');
  const { id } = known;
  const publishedAt = dateIn('publishedAt') ?? dateInName();
  const notes = [...context.notes];
  if (others.length > 0) notes.push(`front matter left out: ${others.join(', ')}`);
  if (publishedAt === undefined) notes.push('no date: published when it was imported');
  return {
    name: path,
    notes,
    value: {
      section,
      ...known,
      id: typeof id === 'string' && STORY_ID.test(id) ? id : undefined,
      guid: known.guid ?? `urn:sha256:${createHash('sha256').update(path).digest('hex')}`,
      publishedAt,
      updatedAt: dateIn('updatedAt'),
    },
  };

  function dateIn(field: string): string | undefined {
    const value = known[field];
    if (value === undefined) return undefined;
    const date = dateOf(typeof value === 'string' ? value : undefined);
    if (date !== undefined) return date;
    const name = namesOf(field).find((one) => lineOf([one]) !== undefined) ?? field;
    throw new Unreadable(lineOf([name]) ?? 1, `${name}: ${JSON.stringify(value)} is no date that can be read: ${AS}`);
  }

  function dateInName(): string | undefined {
    const [, day] = DATED.exec(path) ?? [];
    if (day === undefined || dateOf(day) !== undefined) return dateOf(day);
    throw new Unreadable(1, `${day}, with which its name begins, is on no calendar: give it a date in front matter`);
  }
}
