import { FEED_FOLDERS, type FeedFile } from '../formats/addresses';
import { FEED_FORMATS } from '../formats/feeds/feed-formats';
import { FEED_KINDS, type FeedName, feedOf } from '../news/feed/feed';
import { LIMITS } from '../news/limits';

/** A lower-case letter may take more characters than its capital: `İ`. */
const MAX_SLUG_LENGTH = 3 * LIMITS.name;

/** Feeds without a slug, named for their folder. */
const FEEDS_WITHOUT_SLUG = ['breaking', 'audio'] as const;

/** The feed at an address; undefined if there can be no such feed. */
export function feedAtAddress(folder: string | undefined, slug: string | undefined): FeedName | undefined {
  if (slug === undefined) return folder === undefined ? 'all' : FEEDS_WITHOUT_SLUG.find((name) => name === folder);
  const kind = FEED_KINDS.find((one) => FEED_FOLDERS[one] === folder);
  const name = kind && feedOf(kind, slug);
  // A feed has one address: its slug, and no other spelling of it.
  return name === `${kind}#${slug}` && slug.length <= MAX_SLUG_LENGTH ? name : undefined;
}

export const isFeedFile = (file: string): file is FeedFile => Object.hasOwn(FEED_FORMATS, file);
