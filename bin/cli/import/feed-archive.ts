import { urlIn } from '../../../lambdas/news/values/uri';
import { CommandError } from '../terminal/shell';
import { type FeedDocument, fetchDocument } from './feed-document';
import { type ItemContext, storyFromItem } from './feed-story';
import { type ForeignFeed, readFeed } from './foreign-feed';
import { type ImportedStory, oldestFirst, type SourceOptions } from './import-source';
import { createLanguageReader } from './language-reader';
import { NewestCopies } from './newest-copies';

/** A bound is needed: the "previous month" of a calendar never ends. */
const MAX_DOCUMENTS = 10_000;

export interface FeedStories {
  readonly stories: readonly ImportedStory[];
  /** Why older stories may be missing. */
  readonly gap?: string;
}

export interface FeedOptions extends Pick<SourceOptions, 'section' | 'onProgress' | 'shell'> {
  /** The most documents to read; 10,000 by default. */
  readonly most?: number;
}

/**
 * The stories of a feed and its archive (RFC 5005): each once, in its newest copy, oldest first. Stops at an archive document
 * that cannot be read, and at an archive that repeats itself; `gap` then says why. Gives undefined if the first document is
 * not a feed.
 */
export async function feedStories(
  first: FeedDocument,
  { section, most = MAX_DOCUMENTS, onProgress, shell }: FeedOptions,
): Promise<FeedStories | undefined> {
  const copies = new NewestCopies();
  const visited = new Set<string>();
  const readLanguage = createLanguageReader();
  let { text, address } = first;
  for (let documents = 1; ; documents++) {
    const feed: ForeignFeed | undefined = readFeed(text);
    if (!feed && documents === 1) return undefined;
    if (!feed) return result(`${address} is not a feed: older stories are not imported.`);
    copies.add(storiesOf(feed, { base: address, section, readLanguage }));
    onProgress(copies.size);
    if (address !== undefined) visited.add(address);
    const older: string | undefined = feed.older === undefined ? undefined : webAddress(feed.older, address);
    if (older === undefined || visited.has(older)) return result();
    if (copies.isCircle)
      return result(`${address} and the documents before it repeat known stories: ${older} and older are not read.`);
    if (documents === most)
      return result(`${most} documents are read, the limit for one feed: ${older} and older are not read.`);
    try {
      visited.add(older);
      ({ text, address } = await fetchDocument(older, shell));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      return result(`${error.message} Older stories are not imported: run the command again.`);
    }
  }

  function result(gap?: string): FeedStories {
    // Feeds list the newest story first, also among stories of the same time.
    return { stories: oldestFirst(copies.stories.reverse()), gap };
  }
}

function storiesOf({ items, language, updated }: ForeignFeed, context: ItemContext) {
  let published = updated;
  return items.map((item) => {
    const story = storyFromItem(item, { ...context, language, published });
    published = story.value.publishedAt ?? published;
    return story;
  });
}

function webAddress(address: string, base: string | undefined): string | undefined {
  const url = urlIn(address, base);
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}
