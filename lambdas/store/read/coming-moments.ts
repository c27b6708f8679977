import { feedsOf } from '../../news/feed/feed';
import type { FeedHead } from '../../news/feed/feed-head';
import { type Head, MAX_MOMENTS, type Moment, nameHash, soonestMoments } from '../../news/feed/head';
import type { Instant } from '../../news/values/instant';
import { NEVER } from '../../news/values/instant';
import { readEntries } from '../table/entry-items';
import type { RegisteredFeed, RegisterHead } from '../table/head-items';
import { keyOf, toKey } from '../table/item';
import {
  ABOVE_ENTRIES,
  aboveEntriesAt,
  BELOW_LATE_CHANGES,
  entryKeyParts,
  feedPartition,
  isTombstoneKey,
  type Key,
  tombstoneKeyParts,
  tombstonesEndedBy,
} from '../table/keys';
import type { Query } from '../table/query-all';

export type { Query };

/**
 * The head with its moments listed anew from `now` on: what a head is given once the clock has passed, or is about to
 * pass, the moments that it lists. Three small queries: the feed's last publication, its next ones, and the ends of flags;
 * in a feed that tells of withdrawals two more, for the last tombstone that ended and the next ones.
 */
export async function withMomentsFrom(now: Instant, head: FeedHead, query: Query): Promise<FeedHead> {
  const [last, next, flags, ended, endings] = await Promise.all([
    publications(query, head, now, 'last'),
    publications(query, head, now, 'next'),
    flagMoments(query, head, now),
    tombstoneEnds(query, head, now, 'last'),
    tombstoneEnds(query, head, now, 'next'),
  ]);
  // A publication before the listed moments end is either among them or was a write of its own.
  const passed = [...head.moments, ...last.moments, ...flags.moments, ...ended.moments]
    .filter(({ at }) => at <= now)
    .filter((moment) => head.moments.includes(moment) || endOf(head) <= moment.at)
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .slice(-1);
  const known = [next.until, flags.until, endings.until].filter((until) => until !== undefined).sort()[0];
  const coming = [...next.moments, ...flags.moments, ...endings.moments].filter(({ at }) => at > now);
  const { moments, momentsUntil } = soonestMoments(inOrder(coming), known);
  const { momentsUntil: _past, ...rest } = head;
  return { ...rest, moments: [...passed, ...moments], ...(momentsUntil !== undefined && { momentsUntil }) };
}

/** The same for the register, whose moments are the openings of its feeds. */
export function withOpeningsFrom(now: Instant, head: RegisterHead, feeds: readonly RegisteredFeed[]): RegisterHead {
  const openings = feeds
    .filter(({ openedAt }) => openedAt !== NEVER)
    .map(({ name, openedAt }) => ({ at: openedAt, of: nameHash(name) }));
  const passed = inOrder([...head.moments, ...openings.filter((opening) => endOf(head) <= opening.at)]).filter(
    (moment) => moment.at <= now,
  );
  const { momentsUntil: _past, ...rest } = head;
  const { moments, momentsUntil } = soonestMoments(inOrder(openings.filter((opening) => opening.at > now)), undefined);
  return { ...rest, moments: [...passed.slice(-1), ...moments], ...(momentsUntil !== undefined && { momentsUntil }) };
}

interface Found {
  readonly moments: readonly Moment[];
  /** Until when these are all there are; left out where nothing was cut off. */
  readonly until?: Instant;
}

/** Where the moments that a head lists end. */
const endOf = (head: Head): Instant => head.momentsUntil ?? NEVER;

const inOrder = (moments: readonly Moment[]) => [...moments].sort((a, b) => (a.at < b.at ? -1 : 1));

async function publications(query: Query, { name }: FeedHead, now: Instant, which: 'last' | 'next'): Promise<Found> {
  // The keys of `breaking` are the ends of flags; its publications are found with those.
  if (name === 'breaking') return { moments: [] };
  const { Items = [] } = await query({
    ...(which === 'last'
      ? { KeyConditionExpression: 'pk = :feed AND sk < :now', Limit: 1, ScanIndexForward: false }
      : { KeyConditionExpression: 'pk = :feed AND sk BETWEEN :now AND :end', Limit: MAX_MOMENTS + 1 }),
    ExpressionAttributeValues: {
      ':feed': { S: feedPartition(name) },
      ':now': { S: aboveEntriesAt(now) },
      ...(which === 'next' && { ':end': { S: ABOVE_ENTRIES } }),
    },
    ProjectionExpression: 'pk, sk',
  });
  return soonest(Items.map((item) => entryKeyParts(keyOf(item).sk)));
}

async function tombstoneEnds(query: Query, head: FeedHead, now: Instant, which: 'last' | 'next'): Promise<Found> {
  const { name, tombstones, tombstonesUntil } = head;
  if (tombstones.length === 0 && tombstonesUntil === undefined) return { moments: [] };
  const { Items = [] } = await query({
    // The sooner one ends, the higher is its key.
    ...(which === 'last'
      ? { KeyConditionExpression: 'pk = :feed AND sk > :now', Limit: 1 }
      : {
          KeyConditionExpression: 'pk = :feed AND sk BETWEEN :all AND :now',
          Limit: MAX_MOMENTS + 1,
          ScanIndexForward: false,
        }),
    ExpressionAttributeValues: {
      ':feed': { S: feedPartition(name) },
      ':now': { S: tombstonesEndedBy(now) },
      ...(which === 'next' && { ':all': { S: BELOW_LATE_CHANGES } }),
    },
    ProjectionExpression: 'pk, sk',
  });
  return soonest(
    Items.filter((item) => isTombstoneKey(keyOf(item).sk)).map((item) => tombstoneKeyParts(keyOf(item).sk)),
  );
}

/** Of one more than a head lists, the last says until when those before it are all. */
function soonest(found: readonly { at: Instant; id: string }[]): Found {
  const until = found[MAX_MOMENTS]?.at;
  const moments = found.slice(0, MAX_MOMENTS).map(({ at, id }) => ({ at, of: nameHash(id) }));
  return { moments, ...(until !== undefined && { until }) };
}

/**
 * The ends of the flags of a feed's stories since its listed moments ended, and in `breaking` their publications too. One
 * query, where no more flags than it takes ended since or, in `breaking`, are set.
 */
async function flagMoments(query: Query, { name, momentsUntil }: FeedHead, now: Instant): Promise<Found> {
  const moments: Moment[] = [];
  let last: Key | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await query({
      KeyConditionExpression: 'pk = :feed AND sk BETWEEN :since AND :end',
      ExpressionAttributeValues: {
        ':feed': { S: feedPartition('breaking') },
        ':since': { S: momentsUntil !== undefined && momentsUntil < now ? momentsUntil : now },
        // Elsewhere a flag that never ends has no moment.
        ':end': { S: name === 'breaking' ? ABOVE_ENTRIES : NEVER },
      },
      Limit: 100,
      ...(last && { ExclusiveStartKey: toKey(last) }),
    });
    for (const { entry } of readEntries(Items).entries) {
      if (!feedsOf(entry).has(name)) continue;
      const of = nameHash(entry.id);
      if (name === 'breaking') moments.push({ at: entry.publishedAt, of });
      if (entry.breakingUntil) moments.push({ at: entry.breakingUntil, of });
    }
    last = LastEvaluatedKey && keyOf(LastEvaluatedKey);
    // A publication may come before all ends that are known: `breaking` is read to its end.
  } while (last && (name === 'breaking' || entryKeyParts(last.sk).at <= now));
  return { moments, ...(last && { until: entryKeyParts(last.sk).at }) };
}
