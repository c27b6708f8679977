import { FEED_FOLDERS, type FeedFile } from '../formats/addresses';
import { FEED_FORMATS } from '../formats/feeds/feed-formats';
import { FEED_KINDS, type FeedName, feedOf, feedParts } from '../news/feed/feed';
import { LIMITS } from '../news/limits';

/** A lower-case letter may take more characters than its capital: `İ`. */
const MAX_SLUG_LENGTH = 3 * LIMITS.name;

/** Feeds without a slug, named for their folder. */
const FEEDS_WITHOUT_SLUG = ['breaking', 'audio'] as const;

/** The feed that an address names. Another spelling of its slug is another address, and redirects to this feed. */
interface FeedAtAddress {
  readonly name: FeedName;
  readonly isOtherSpelling: boolean;
}

/** The feed at an address; undefined if there can be no such feed. */
export function feedAtAddress(folder: string | undefined, slug: string | undefined): FeedAtAddress | undefined {
  if (slug === undefined) {
    const name = folder === undefined ? 'all' : FEEDS_WITHOUT_SLUG.find((one) => one === folder);
    return name && { name, isOtherSpelling: false };
  }
  const kind = FEED_KINDS.find((one) => FEED_FOLDERS[one] === folder);
  if (!kind || slug.length > MAX_SLUG_LENGTH) return undefined;
  const name = feedOf(kind, slug);
  return isEmpty(name) ? undefined : { name, isOtherSpelling: name !== `${kind}#${slug}` };
}

/** Whether a name has no letter and no digit, and so no address. */
const isEmpty = (name: FeedName): boolean => feedParts(name)?.slug === '';

export const isFeedFile = (file: string): file is FeedFile => Object.hasOwn(FEED_FORMATS, file);
