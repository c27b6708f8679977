import { FEED_FOLDERS, type FeedFile } from '../formats/addresses';
import { FEED_FORMATS } from '../formats/feeds/feed-formats';
import { FEED_KINDS, type FeedName, feedOf } from '../news/feed/feed';
import { LIMITS } from '../news/limits';

/** Lower case may be longer than the name it is made of. */
const LONGEST_SLUG = 3 * LIMITS.name;

/** Feeds whose folder is their name. */
const ALONE = ['breaking', 'audio'] as const;

/** The feed at an address, by the folder and the slug in it; undefined where there can be none. */
export function feedAtAddress(folder: string | undefined, slug: string | undefined): FeedName | undefined {
  if (slug === undefined) return folder === undefined ? 'all' : ALONE.find((name) => name === folder);
  const kind = FEED_KINDS.find((known) => FEED_FOLDERS[known] === folder);
  const name = kind && feedOf(kind, slug);
  // One feed has one address: a spelling that is not the slug itself is no address of it.
  return name === `${kind}#${slug}` && slug.length <= LONGEST_SLUG ? name : undefined;
}

export const isFeedFile = (file: string): file is FeedFile => Object.hasOwn(FEED_FORMATS, file);
