import { beginBetween, FIRST_PART, isBelow, type Sitemap } from '../../news/feed/sitemap';
import { MAX_SITEMAP_STORIES } from '../../news/limits';
import { compareBytes } from '../../news/values/compare-bytes';
import { ABOVE_ENTRIES, entryKeyParts, type Key, SITEMAP_PARTITION, sitemapPartKey } from '../table/keys';
import { type SitemapPart, sitemapPartItem } from '../table/sitemap-items';
import type { Mend } from './mend';

/**
 * The parts of the sitemap for the sort keys of `all`. A part keeps its begin, which is its address, and is split if it is too
 * full.
 */
export function rebuildSitemap(
  keys: readonly string[],
  scanned: ReadonlyMap<string, SitemapPart | undefined>,
  stored: Sitemap | undefined,
  writeCount: number,
): Mend & { readonly last: Pick<Sitemap, 'from' | 'stories'> } {
  const known = [FIRST_PART, ...(stored ? [stored.from] : [])].map((begin) => sitemapPartKey(begin).sk);
  const begins = [...new Set([...known, ...scanned.keys()])].sort(compareBytes).map(entryKeyParts);
  const parts = fill(begins, keys.filter((sk) => sk < ABOVE_ENTRIES).sort(compareBytes));
  const last = parts.pop() as PartOfStories;
  const mended: string[] = [];
  const wrong = parts.filter(({ begin, stories }) => {
    const part = scanned.get(sitemapPartKey(begin).sk);
    const isRight = part && part.stories >= stories && part.writeCount <= writeCount;
    if (!isRight) mended.push(`sitemap: its part from ${begin.at} ${part ? 'counted too few stories' : 'was missing'}`);
    return !isRight;
  });
  const removals: Key[] = [];
  const { sk } = sitemapPartKey(last.begin);
  if (scanned.has(sk)) {
    mended.push(`sitemap: its last part from ${last.begin.at} was closed`);
    removals.push({ pk: SITEMAP_PARTITION, sk });
  }
  if (stored && stored.stories !== last.stories)
    mended.push(`sitemap: the head of all counted ${stored.stories} stories of ${last.stories}`);
  const puts = wrong.map((part) => sitemapPartItem({ ...part, writeCount }));
  return { puts, removals, mended, last: { from: last.begin, stories: last.stories } };
}

type PartOfStories = Pick<SitemapPart, 'begin' | 'stories'>;

/** The parts that begin at some places, and at more places where one would be too full; with the number of their stories. */
function fill(begins: readonly PartOfStories['begin'][], keys: readonly string[]): PartOfStories[] {
  const left = [...begins];
  const parts: { begin: PartOfStories['begin']; stories: number }[] = [];
  let previous = FIRST_PART;
  for (const place of keys.map(entryKeyParts)) {
    while (left[0] && !isBelow(place, left[0])) parts.push({ begin: left.shift() ?? FIRST_PART, stories: 0 });
    const full = parts.at(-1)?.stories === MAX_SITEMAP_STORIES;
    if (full) parts.push({ begin: beginBetween(previous, place), stories: 0 });
    const part = parts.at(-1);
    if (part) part.stories += 1;
    previous = place;
  }
  return [...parts, ...left.map((begin) => ({ begin, stories: 0 }))];
}
