import { urlIn } from '../../../lambdas/news/values/uri';
import { CommandError, type Shell } from '../terminal/shell';
import { type Document, fetchDocument } from './feed-document';
import { storyFromItem } from './feed-story';
import { type ForeignFeed, readFeed } from './foreign-feed';
import { type ImportedStory, oldestFirst } from './imported-story';
import { NewestCopies } from './newest-copies';

/** The most documents that are read of one archive: a calendar's "previous month" has no first one. */
const MOST = 10_000;

/** The stories of a feed, and why there may be older ones. */
export interface FeedStories {
  readonly stories: readonly ImportedStory[];
  readonly gap?: string;
}

export interface FeedOptions {
  readonly section?: string;
  /** The most documents that are read; 10,000 where it is left out. */
  readonly most?: number;
  /** Told of each document that was read, with how many stories there are so far. */
  onDocument(stories: number): void;
}

/**
 * Every story of a feed and of the whole archive behind it (RFC 5005), once and as it was last, oldest first. A document of
 * the archive that cannot be read ends the walk, as does an archive that goes round in a circle, and what was found is
 * imported. Throws a CommandError where the first document cannot be read; undefined where it is no feed.
 */
export async function feedStories(
  first: Document,
  { section, most = MOST, onDocument }: FeedOptions,
  shell: Shell,
): Promise<FeedStories | undefined> {
  const found = new NewestCopies();
  const seen = new Set<string>();
  let { text, address } = first;
  for (let documents = 1; ; documents++) {
    const feed: ForeignFeed | undefined = readFeed(text);
    if (!feed && documents === 1) return undefined;
    if (!feed) return ended(`${address} is no feed: what is older is not imported.`);
    found.add(storiesIn(feed, address, section));
    onDocument(found.size);
    if (address !== undefined) seen.add(address);
    const older: string | undefined = feed.older === undefined ? undefined : addressIn(feed.older, address);
    if (older === undefined || seen.has(older)) return ended();
    if (found.isCircle)
      return ended(`${address} and what is before it have nothing new: ${older} is not read, nor what is older.`);
    if (documents === most)
      return ended(`${most} documents are read, the most of one feed: ${older} is not, nor what is older.`);
    try {
      seen.add(older);
      ({ text, address } = await fetchDocument(older, shell));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      return ended(`${error.message} What is older than that is not imported: run it again.`);
    }
  }

  function ended(gap?: string): FeedStories {
    // Of one time, those that stand lower are older.
    return { stories: oldestFirst(found.stories.reverse()), ...(gap !== undefined && { gap }) };
  }
}

function storiesIn({ items, language, updated }: ForeignFeed, base: string | undefined, section: string | undefined) {
  let published = updated;
  return items.map((item) => {
    const story = storyFromItem(item, { base, language, published, section });
    published = story.value.publishedAt ?? published;
    return story;
  });
}

function addressIn(address: string, base: string | undefined): string | undefined {
  const url = urlIn(address, base);
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}
