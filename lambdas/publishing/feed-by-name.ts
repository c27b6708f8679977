import { FEED_FOLDERS } from '../formats/addresses';
import type { FeedAddress } from '../http/newsroom-operations';
import { FEED_KINDS, type FeedName, feedOf, feedParts } from '../news/feed/feed';
import { LIMITS } from '../news/limits';
import { urlIn } from '../news/values/uri';

/** The feed of a section, tag, author or language, by any spelling of its name; undefined where there can be none. */
export function feedByName({ kind, slug }: FeedAddress): FeedName | undefined {
  const known = FEED_KINDS.find((one) => one === kind);
  // A key of DynamoDB has a limit, and the longest name makes a shorter slug.
  const name = known && slug.length <= LIMITS.slugBytes ? feedOf(known, slug) : undefined;
  const bytes = Buffer.byteLength((name && feedParts(name)?.slug) ?? '');
  return bytes > 0 && bytes <= LIMITS.slugBytes ? name : undefined;
}

/** The feed of a page of the publication at `url`, by its path or its whole address; undefined for any other address. */
export function feedOfPage(address: string, url: string): FeedName | undefined {
  const page = urlIn(address, `${url}/`);
  if (page?.origin !== new URL(url).origin) return undefined;
  const [folder, slug, ...more] = page.pathname.split('/').filter((step) => step !== '');
  if (folder === undefined) return 'all';
  if (slug === undefined) return folder === 'breaking' || folder === 'audio' ? folder : undefined;
  const kind = FEED_KINDS.find((one) => FEED_FOLDERS[one] === folder);
  return kind && more.length === 0 ? feedByName({ kind, slug: decodeStep(slug) }) : undefined;
}

/** A step of a path; empty where its percent-encoding is not valid. */
function decodeStep(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return '';
  }
}
