import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { STORY_ID } from '../../../lambdas/newsroom/story';
import { markdownStory } from '../story-file/markdown';
import { Unreadable } from '../story-file/story-file';
import { dateOf } from './date-of';
import { called } from './front-matter-names';
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
      const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(join(folder, name)));
      const fields = Object(markdownStory(text, called).value) as Record<string, unknown>;
      if (fields.draft === true || fields.published === false) untaken.push({ name, why: 'is a draft' });
      else stories.push(storyIn(name.replaceAll('\\', '/'), fields, section));
    } catch (error) {
      if (error instanceof Unreadable) untaken.push({ name: `${name}:${error.line}`, why: error.message });
      else if (error instanceof TypeError) untaken.push({ name, why: 'is not UTF-8: save it in that encoding' });
      else throw error;
    }
  }
  return { stories: oldestFirst(stories), untaken };
}

/** Jekyll's names of files begin with their date. */
const DATED = /(?:^|\/)(\d{4}-\d\d-\d\d)-[^/]*$/;

function storyIn(path: string, fields: Record<string, unknown>, section: string | undefined): ImportedStory {
  const known = Object.fromEntries(Object.entries(fields).filter(([name]) => FIELDS.has(name)));
  const others = Object.keys(fields).filter((name) => !FIELDS.has(name) && name !== 'draft' && name !== 'published');
  const date = (value: unknown) => dateOf(typeof value === 'string' ? value : undefined);
  const { id } = known;
  return {
    name: path,
    notes: others.length > 0 ? [`front matter left out: ${others.join(', ')}`] : [],
    value: {
      section,
      ...known,
      id: typeof id === 'string' && STORY_ID.test(id) ? id : undefined,
      guid: known.guid ?? `urn:sha256:${createHash('sha256').update(path).digest('hex')}`,
      publishedAt: date(known.publishedAt) ?? dateOf(DATED.exec(path)?.[1]),
      updatedAt: date(known.updatedAt),
    },
  };
}
