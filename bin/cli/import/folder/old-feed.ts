import { resolve } from 'node:path';
import { CommandError, workingFolder } from '../../terminal/shell';
import { feedStories } from '../feed-archive';
import { fetchDocument, readDocument, splitCredentials } from '../feed-document';
import { type ImportedStory, isSkipped, type SourceOptions } from '../import-source';

/** The feed of the old site, by what its items and the files of a folder have in common. */
export interface OldFeed {
  /** Takes the guid of the item for a story; undefined where the feed has no item for it. */
  takeGuid(story: ImportedStory): string | undefined;
  /** How many stories have a guid of the feed, and which items have no file. */
  describe(stories: number): string;
}

/** The most items that a report names. */
const MAX_NAMED = 10;

/** Reads a feed with its archive. Throws a CommandError for a document that is no feed. */
export async function readOldFeed(address: string, options: SourceOptions): Promise<OldFeed> {
  const { shell } = options;
  const { address: url, authorization } = splitCredentials(address);
  const document = /^https?:\/\//i.test(url)
    ? await fetchDocument(url, { shell, authorization })
    : await readDocument(resolve(workingFolder(shell), url)).catch(({ code }) => {
        throw new CommandError(`--old-feed: ${url} cannot be read (${code}).`);
      });
  const feed = await feedStories(document, { ...options, authorization, onProgress: () => {} });
  if (!feed) throw new CommandError(`--old-feed: ${url} is not a feed (RSS, Atom, JSON Feed).`);
  const items = [...feed.stories].filter((item) => !isSkipped(item));
  const [byLink, byTitle] = [new Map<string, ImportedStory>(), new Map<string, ImportedStory>()];
  for (const item of items) {
    byLink.set(linkKey(item.value.canonicalUrl), item);
    byTitle.set(titleKey(item), item);
  }
  const taken = new Set<ImportedStory>();
  return {
    takeGuid(story) {
      const item = byLink.get(linkKey(story.value.canonicalUrl)) ?? byTitle.get(titleKey(story));
      // Two files of one address: the second would be the same story for the server.
      if (!item || taken.has(item) || typeof item.value.guid !== 'string') return undefined;
      taken.add(item);
      return item.value.guid;
    },
    describe(stories) {
      const missing = items.filter((item) => !taken.has(item)).map(({ name }) => name);
      const named = missing.slice(0, MAX_NAMED).join(', ');
      const more = missing.length > MAX_NAMED ? ` and ${missing.length - MAX_NAMED} more` : '';
      const without =
        missing.length === 0 ? '' : ` Items of the old feed without a file: ${missing.length} (${named}${more}).`;
      return `Guids of the old feed: ${taken.size} of ${stories} stories have one.${without}`;
    },
  };
}

/** An address without its scheme, a slash or `index.html` at its end, and its fragment: sites change these without notice. */
const linkKey = (address: unknown): string =>
  typeof address === 'string'
    ? address
        .replace(/^https?:\/\/(?:www\.)?/i, '')
        .replace(/[#?].*$/, '')
        .replace(/(?:\/index)?\.html?$|\/$/i, '')
        .toLowerCase()
    : '\0';

/** The headline and the day. */
const titleKey = ({ value }: ImportedStory): string =>
  `${String(value.headline).trim().replace(/\s+/g, ' ').toLowerCase()}\n${String(value.publishedAt).slice(0, 10)}`;
