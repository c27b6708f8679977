import { EARLIEST_INSTANT, MAX_SITEMAP_STORIES } from '../limits';
import { compareBytes } from '../values/compare-bytes';
import type { Instant } from '../values/instant';
import type { ArchiveMove } from './archive';
import type { Edit } from './feed-edit';
import { placeIn } from './feed-place';

/** A place in the order of all stories: a second, and within it an id or the first characters of one. */
export interface SitemapPlace {
  readonly at: Instant;
  readonly id: string;
}

/** Where the first part begins: below every story. */
export const FIRST_PART: SitemapPlace = { at: EARLIEST_INSTANT, id: '' };

/**
 * The part of the head of `all` that the sitemap needs. A part holds the stories from its begin to the begin of the next part.
 * All parts but the last are closed: they have an item each, and no new story by the clock.
 */
export interface Sitemap {
  /** A random id, new whenever the list of parts changes or readers see a change in a closed part. */
  readonly version: string;
  /** The date of that version. */
  readonly changedAt: Instant;
  /** Where the last part begins. */
  readonly from: SitemapPlace;
  /** How many stories the last part has. */
  readonly stories: number;
  /** The begins of the closed parts that the last split put. A list of parts without them is half of a transaction. */
  readonly touched?: readonly SitemapPlace[];
}

/** Whether one place is before another in the order of the keys of entries. */
export const isBelow = (one: SitemapPlace, other: SitemapPlace): boolean =>
  one.at === other.at ? compareBytes(one.id, other.id) < 0 : one.at < other.at;

/** The sitemap after an edit of a story. */
export function sitemapAfter(before: Sitemap | undefined, id: string, edit: ArchiveMove): Sitemap {
  const { previousAt, nextAt, isVisible, version, changedAt } = edit;
  const { from, stories } = before ?? { from: FIRST_PART, stories: 0 };
  const isClosed = (at: Instant | undefined) => at !== undefined && isBelow({ at, id }, from);
  const isInLast = (at: Instant | undefined) => (at !== undefined && !isClosed(at) ? 1 : 0);
  const keepsVersion = before && !(isVisible && (isClosed(previousAt) || isClosed(nextAt)));
  return {
    version: keepsVersion ? before.version : version,
    changedAt: keepsVersion ? before.changedAt : changedAt,
    touched: before?.touched,
    from,
    stories: stories + isInLast(nextAt) - isInLast(previousAt),
  };
}

/** The place that an edit takes in a closed part; undefined where it takes none, or has it already. */
export function newPlaceInClosedPart({ from }: Sitemap, { before, after }: Edit): SitemapPlace | undefined {
  const [previous, next] = [placeIn('all', before), placeIn('all', after)];
  if (!next || next.tombstone || (previous?.at === next.at && !previous.tombstone)) return undefined;
  const place = { at: next.at, id: after.id };
  return isBelow(place, from) ? place : undefined;
}

/**
 * Splits a part: how many of its stories stay, and where the other stories begin. No begin for a part that is less than half
 * full: its count had stories that left it. `published` is given for the last part. It keeps its published stories but
 * the newest, so that closed parts are full while stories come in their order.
 */
export function splitPart(
  places: readonly SitemapPlace[],
  published = 0,
): { readonly stories: number; readonly begin?: SitemapPlace } {
  const stories = Math.min(Math.max(Math.ceil(places.length / 2), published), places.length - 1);
  const [last, first] = [places[stories - 1], places[stories]];
  if (places.length <= MAX_SITEMAP_STORIES / 2 || !last || !first) return { stories: places.length };
  return { stories, begin: beginBetween(last, first) };
}

/** The shortest place above one story and not above the next: mostly the second of the next one. */
export function beginBetween(last: SitemapPlace, first: SitemapPlace): SitemapPlace {
  if (last.at < first.at) return { at: first.at, id: '' };
  const characters = [...first.id];
  const length = characters.findIndex((_, i) => compareBytes(characters.slice(0, i + 1).join(''), last.id) > 0) + 1;
  return { at: first.at, id: characters.slice(0, length).join('') };
}
