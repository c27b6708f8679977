import { type FeedName, feedsOf } from '../../news/feed/feed';
import type { FeedHead } from '../../news/feed/feed-head';
import { type Head, inOrder, MAX_MOMENTS, type Moment, nameHash, soonestMoments } from '../../news/feed/head';
import { earliest, type Instant, NEVER } from '../../news/values/instant';
import { readEntries } from '../table/entry-items';
import type { RegisterHead } from '../table/head-items';
import { type Item, keyOf } from '../table/item';
import {
  ABOVE_ENTRIES,
  aboveEntriesAt,
  BELOW_LATE_CHANGES,
  entryKeyParts,
  feedPartition,
  hashOfMoment,
  instantOfMoment,
  isTombstoneKey,
  MOMENT_CHANGES_PARTITION,
  momentChangeKeyParts,
  tombstoneKeyParts,
  tombstonesEndedBy,
} from '../table/keys';
import { type Query, type QueryInput, queryAll } from '../table/query-all';
import { keysBetween } from './key-ranges';

/** Whether the clock has passed the moments that a head lists. */
export const isPastMoments = ({ momentsUntil }: Head, now: Instant): boolean =>
  momentsUntil !== undefined && momentsUntil <= now;

/**
 * The head with its moments listed again from `now` on, once the clock has passed the listed moments, or is about to.
 * Four small queries: the last publication of the feed, its next publications, and the ends of flags. A feed with
 * tombstones needs two more: the last tombstone that ended, and the next to end.
 */
export async function withMomentsFrom(now: Instant, head: FeedHead, query: Query): Promise<FeedHead> {
  const [last, next, flags, ended, endings] = await Promise.all([
    publications(query, head, now, 'last'),
    publications(query, head, now, 'next'),
    flagMoments(query, head, now),
    tombstoneEnds(query, head, now, 'last'),
    tombstoneEnds(query, head, now, 'next'),
  ]);
  // A publication before `momentsUntil` is a listed moment or was a write of its own.
  const passed = [...head.moments, ...last.moments, ...flags.moments, ...ended.moments]
    .filter(({ at }) => at <= now)
    .filter((moment) => head.moments.includes(moment) || listedUntil(head) <= moment.at);
  const coming = [...next.moments, ...flags.moments, ...endings.moments].filter(({ at }) => at > now);
  const known = earliest(next.until, flags.until, endings.until);
  return withMoments(head, passed, coming, known);
}

/**
 * The register's head with moments listed again from `now` on. A feed opens at a publication under embargo, which the list of
 * changes has among its coming moments. It has other moments too, so the head may list more than the openings. Two small queries.
 */
export async function withOpeningsFrom(now: Instant, head: RegisterHead, query: Query): Promise<RegisterHead> {
  const [last, next] = await Promise.all([
    listedUntil(head) > now
      ? { moments: [] }
      : storyMoments(query, {
          ...keysBetween(MOMENT_CHANGES_PARTITION, listedUntil(head), aboveEntriesAt(now)),
          ...{ Limit: 1, ScanIndexForward: false },
        }),
    storyMoments(query, {
      ...keysBetween(MOMENT_CHANGES_PARTITION, aboveEntriesAt(now), ABOVE_ENTRIES),
      Limit: MAX_MOMENTS + 1,
    }),
  ]);
  const passed = [...head.moments.filter(({ at }) => at <= now), ...last.moments];
  return withMoments(head, passed, next.moments, next.until);
}

/** Some coming moments of the list of changes. */
async function storyMoments(query: Query, range: QueryInput): Promise<FoundMoments> {
  const { Items = [] } = await query({ ...range, ProjectionExpression: 'pk, sk' });
  const keys = Items.map((item) => momentChangeKeyParts(keyOf(item).sk).moment);
  return soonestOf(keys.map((moment) => ({ at: instantOfMoment(moment), idHash: hashOfMoment(moment) })));
}

/** A head that lists the last passed moment and the soonest coming ones, which are complete until `known`. */
function withMoments<T extends Head>(
  head: T,
  passed: readonly Moment[],
  coming: readonly Moment[],
  known: Instant | undefined,
) {
  const { moments, momentsUntil } = soonestMoments(inOrder(coming), known);
  return { ...head, moments: [...inOrder(passed).slice(-1), ...moments], momentsUntil };
}

interface FoundMoments {
  readonly moments: readonly Moment[];
  /** Until when the moments are complete; undefined where none was cut off. */
  readonly until?: Instant;
}

const listedUntil = (head: Head): Instant => head.momentsUntil ?? NEVER;

async function publications(
  query: Query,
  { name }: FeedHead,
  now: Instant,
  which: 'last' | 'next',
): Promise<FoundMoments> {
  // The keys of `breaking` are the ends of flags: `flagMoments` finds its publications.
  if (name === 'breaking') return { moments: [] };
  const feed = feedPartition(name);
  const range: QueryInput =
    which === 'last'
      ? { ...keysBetween(feed, '0', aboveEntriesAt(now)), Limit: 1, ScanIndexForward: false }
      : { ...keysBetween(feed, aboveEntriesAt(now), ABOVE_ENTRIES), Limit: MAX_MOMENTS + 1 };
  const { Items = [] } = await query({ ...range, ProjectionExpression: 'pk, sk' });
  return soonestOf(Items.map((item) => momentOf(entryKeyParts(keyOf(item).sk))));
}

async function tombstoneEnds(
  query: Query,
  { name, tombstones, tombstonesUntil }: FeedHead,
  now: Instant,
  which: 'last' | 'next',
): Promise<FoundMoments> {
  if (tombstones.length === 0 && tombstonesUntil === undefined) return { moments: [] };
  const feed = feedPartition(name);
  // The sooner a tombstone ends, the higher is its key.
  const range: QueryInput =
    which === 'last'
      ? {
          KeyConditionExpression: 'pk = :feed AND sk > :now',
          ExpressionAttributeValues: { ':feed': { S: feed }, ':now': { S: tombstonesEndedBy(now) } },
          Limit: 1,
        }
      : {
          ...keysBetween(feed, BELOW_LATE_CHANGES, tombstonesEndedBy(now)),
          Limit: MAX_MOMENTS + 1,
          ScanIndexForward: false,
        };
  const { Items = [] } = await query({ ...range, ProjectionExpression: 'pk, sk' });
  const keys = Items.map((item) => keyOf(item).sk).filter(isTombstoneKey);
  return soonestOf(keys.map((sk) => momentOf(tombstoneKeyParts(sk))));
}

/** Of one moment more than a head lists, the last shows until when those before it are complete. */
const soonestOf = (found: readonly Moment[]): FoundMoments => ({
  moments: found.slice(0, MAX_MOMENTS),
  until: found[MAX_MOMENTS]?.at,
});

const momentOf = ({ at, id }: { at: Instant; id: string }): Moment => ({ at, idHash: nameHash(id) });

/** How many flags one query reads. Of `breaking` it reads all that have not ended: no edit adds more (`MAX_BREAKING_FLAGS`). */
const FLAGS_READ = 25;

/**
 * The last end of a flag in a feed since its listed moments ended, and the next ends; in `breaking` the publications too. Two
 * small queries at once. Where the last ends are all of other feeds, the first of them stands for an end of this feed: a
 * moment too many costs a needless 200.
 */
async function flagMoments(query: Query, { name, momentsUntil }: FeedHead, now: Instant): Promise<FoundMoments> {
  const partition = feedPartition('breaking');
  const isBreakingFeed = name === 'breaking';
  const [ended, coming] = await Promise.all([
    query({
      ...keysBetween(partition, earliest(now, momentsUntil), aboveEntriesAt(now)),
      Limit: FLAGS_READ,
      ScanIndexForward: false,
    }),
    queryAll(
      query,
      // Only in `breaking` a flag without an end has a moment.
      keysBetween(partition, aboveEntriesAt(now), isBreakingFeed ? ABOVE_ENTRIES : NEVER),
      isBreakingFeed ? undefined : FLAGS_READ,
    ),
  ]);
  const last = momentsOfFlags(ended.Items, name);
  const oldest = ended.LastEvaluatedKey && entryKeyParts(keyOf(ended.LastEvaluatedKey).sk);
  if (last.length === 0 && oldest) last.push({ at: oldest.at, idHash: nameHash(oldest.id) });
  const end = coming.length < FLAGS_READ || isBreakingFeed ? undefined : coming.at(-1);
  return {
    moments: [...last, ...momentsOfFlags(coming, name)],
    until: end && entryKeyParts(keyOf(end).sk).at,
  };
}

/** The moments of a feed at which its flags end; in `breaking` also the publications of its stories. */
const momentsOfFlags = (items: readonly Item[] = [], feed: FeedName): Moment[] =>
  readEntries(items).entries.flatMap(({ entry }) => {
    // A shortened entry may lack the name of a feed. A moment too many costs a needless 200.
    if (!entry.shortened && !feedsOf(entry).has(feed)) return [];
    const idHash = nameHash(entry.id);
    const instants = [feed === 'breaking' ? entry.publishedAt : undefined, entry.breakingUntil];
    return instants.flatMap((at) => (at ? [{ at, idHash }] : []));
  });
