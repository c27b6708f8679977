import { urlIn } from '../../lambdas/news/values/uri';
import { CommandError, EXIT } from '../cli/terminal/shell';
import { parseOpml } from './opml';
import { kindOf } from './read-feed';
import { type Answer, ask, describeOutcome } from './request';
import { isSameSite } from './same-site';
import { openingTags } from './tags';
import { isWebAddress } from './value';

/** What a subscriber finds at an address. */
export interface FoundFeeds {
  /** The feeds of the same site, in the order in which they were found, each once. */
  readonly feeds: readonly string[];
  /** Those that are announced and live at another one, which nobody asked to have looked at. */
  readonly elsewhere: readonly string[];
}

// Not application/json: sites announce their API by it (WordPress does, 2026).
const FEED_TYPE = /^application\/(?:(?:rss|atom)\+xml|feed\+json)\b/i;
const OPML_TYPE = /^(?:text|application)\/(?:x-opml|xml\+opml|opml\+xml|x-opml\+xml)\b/i;

/**
 * The feeds at an address, as reader software finds them: the address is one itself; or it is a subscription list (OPML); or a
 * page that announces both in `<link>` elements. Throws a CommandError where there are none.
 */
export async function discoverFeeds(address: string): Promise<FoundFeeds> {
  const answer = await ask(address);
  const { url, status, headers, text, failed } = answer;
  if (status !== 200)
    throw new CommandError(
      `${address} ${describeOutcome(answer)}: check the address.`,
      failed ? EXIT.unreachable : EXIT.refused,
    );
  if (kindOf(text) || FEED_TYPE.test(headers.get('content-type') ?? '')) return { feeds: [address], elsewhere: [] };
  const all = parseOpml(text)?.map(({ feed }) => feed) ?? (await announced(answer));
  const found = [...new Set(all.filter(isWebAddress).map((feed) => new URL(feed).href))];
  if (found.length === 0) {
    const how = '<link rel="alternate" type="application/rss+xml" href="…"> in its head';
    throw new CommandError(`${address} announces no feed: readers find one by ${how}.`);
  }
  const isHere = (feed: string) => isSameSite(url, feed);
  return { feeds: found.filter(isHere), elsewhere: found.filter((feed) => !isHere(feed)) };
}

/** The feeds that a page announces, then those of the lists that it announces (https://www.rssboard.org/rss-autodiscovery). */
async function announced({ url, text }: Answer): Promise<string[]> {
  const tags = openingTags(text);
  const base = tags.find(({ name }) => name === 'base')?.attributes.href ?? url;
  const root = urlIn(base, url)?.href ?? url;
  const links = tags
    .filter(
      ({ name, attributes: { rel = '', href } }) => name === 'link' && href && /\b(?:alternate|outline)\b/i.test(rel),
    )
    .map(({ attributes: { type = '', href = '' } }) => ({ type, href: urlIn(href, root)?.href ?? '' }));
  const of = (wanted: RegExp) => links.filter(({ type }) => wanted.test(type.trim())).map(({ href }) => href);
  const lists = await Promise.all(
    of(OPML_TYPE)
      .filter((list) => isSameSite(url, list))
      .map((list) => ask(list)),
  );
  return [...of(FEED_TYPE), ...lists.flatMap((list) => parseOpml(list.text) ?? []).map(({ feed }) => feed)];
}
