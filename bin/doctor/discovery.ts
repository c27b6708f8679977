import { urlIn } from '../../lambdas/news/values/uri';
import type { FetchResult } from '../../lambdas/outgoing/fetch-limited';
import { parseOpml } from './opml';
import { isFeed } from './read-feed';
import { ask, describeOutcome } from './request';
import { openingTags } from './tags';
import { isSameSite, isWebAddress } from './value';

/** The feeds at an address, in the order of the document, each once. */
export interface FoundFeeds {
  /** Feeds of the same site. */
  readonly feeds: readonly string[];
  /** Feeds of other sites: the doctor only names them, because nobody asked to check those sites. */
  readonly elsewhere: readonly string[];
}

/** Why there are no feeds, in words that follow the address. */
export interface NoFeeds {
  readonly problem: string;
  /** Whether the address did not answer. */
  readonly isUnreachable: boolean;
}

// Without application/json: sites announce their API with it (WordPress, 2026).
const FEED_TYPE = /^application\/(?:(?:rss|atom)\+xml|feed\+json)\b/i;
const OPML_TYPE = /^(?:text|application)\/(?:x-opml|xml\+opml|opml\+xml|x-opml\+xml)\b/i;

/** Finds the feeds at an address: a feed, a subscription list (OPML), or a page that announces either in `<link>`. */
export async function discoverFeeds(address: string): Promise<FoundFeeds | NoFeeds> {
  const answer = await ask(address);
  const { url, status, headers, text, failed } = answer;
  if (status !== 200)
    return { problem: `${describeOutcome(answer)}: ${nextStep(answer)}.`, isUnreachable: failed !== undefined };
  if (isFeed(text) || FEED_TYPE.test(headers.get('content-type') ?? '')) return { feeds: [address], elsewhere: [] };
  const all = parseOpml(text)?.map(({ feed }) => feed) ?? (await announcedFeeds(answer));
  const found = [...new Set(all.filter(isWebAddress).map((feed) => new URL(feed).href))];
  if (found.length === 0) {
    const link = '<link rel="alternate" type="application/rss+xml" href="…">';
    return { problem: `announces no feed: add ${link} to the head of the page.`, isUnreachable: false };
  }
  const isHere = (feed: string) => isSameSite(url, feed);
  return { feeds: found.filter(isHere), elsewhere: found.filter((feed) => !isHere(feed)) };
}

/** What to do about an answer that has no document. */
function nextStep({ status, failed }: FetchResult): string {
  if (failed?.startsWith('is larger than')) return 'list fewer items, and put older ones into archives';
  if (failed?.startsWith('redirects')) return 'correct the redirect';
  if (status === 401 || status === 403) return 'let reader software in without a password';
  if (status === 429 || status >= 500) return 'the server is busy or broken, so try again later';
  return 'check the address';
}

/** The feeds that a page announces, then those of its subscription lists (https://www.rssboard.org/rss-autodiscovery). */
async function announcedFeeds({ url, text }: FetchResult): Promise<string[]> {
  const tags = openingTags(text);
  const base = tags.find(({ name }) => name === 'base')?.attributes.href ?? url;
  const root = urlIn(base, url)?.href ?? url;
  const links = tags
    .filter(
      ({ name, attributes: { rel = '', href } }) => name === 'link' && href && /\b(?:alternate|outline)\b/i.test(rel),
    )
    .map(({ attributes: { type = '', href = '' } }) => ({ type, href: urlIn(href, root)?.href ?? '' }));
  const linksOfType = (type: RegExp) => links.filter((link) => type.test(link.type.trim())).map(({ href }) => href);
  const lists = await Promise.all(
    linksOfType(OPML_TYPE)
      .filter((list) => isSameSite(url, list))
      .map((list) => ask(list)),
  );
  return [...linksOfType(FEED_TYPE), ...lists.flatMap((list) => parseOpml(list.text) ?? []).map(({ feed }) => feed)];
}
