import { FEED_FOLDERS, type FeedFile } from '../formats/addresses';
import { FEED_FORMATS } from '../formats/feeds/feed-formats';
import { FEED_KINDS, type FeedName, feedOf, feedParts } from '../news/feed/feed';
import { LIMITS } from '../news/limits';

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
  if (!kind || slug.length > LIMITS.slugBytes) return undefined;
  const name = feedOf(kind, slug);
  return isAddressable(name) ? { name, isOtherSpelling: name !== `${kind}#${slug}` } : undefined;
}

/** Whether a section, tag, author or language can have the name: it has a letter or digit, and is not too long. */
function isAddressable(name: FeedName): boolean {
  const bytes = Buffer.byteLength(feedParts(name)?.slug ?? '');
  return bytes > 0 && bytes <= LIMITS.slugBytes;
}

export const isFeedFile = (file: string): file is FeedFile => Object.hasOwn(FEED_FORMATS, file);
