import { isDeepStrictEqual } from 'node:util';
import { closingAt } from '../../news/feed/closing';
import type { FeedName } from '../../news/feed/feed';
import type { FeedHead } from '../../news/feed/feed-head';
import { type Moment, nameHash } from '../../news/feed/head';
import { isAnnounced } from '../../news/feed/late-change';
import { tombstoneOf } from '../../news/feed/tombstone';
import { momentsOf } from '../../news/story/status';
import { greatest } from '../../news/values/greatest';
import { type Instant, latest, NEVER } from '../../news/values/instant';
import type { RegisteredFeed } from '../table/head-items';
import { ABOVE_ENTRIES, aboveEntriesAt, isLateChangeKey, isTombstoneKey, placeOfLateChange } from '../table/keys';
import { lastClosing, rebuildClosing } from './rebuild-closing';
import type { RebuiltStory } from './rebuild-story';
import { hasSameMoments, renewHead } from './renew-head';
import type { ReplayedFeed } from './replay-revisions';
import { hashOfContent, type ScannedFeed } from './scan-table';

/** A feed as the revisions of its stories require it, and the writes that make the stored feed so. */
export interface RebuiltFeed {
  readonly head: FeedHead;
  /** In the order in which they have to be written, each with its `writeCount`. */
  readonly puts: readonly { readonly story: RebuiltStory; readonly sk: string; readonly writeCount: number }[];
  /** The sort keys of items that no story has in this feed. */
  readonly removals: readonly string[];
  readonly mended: readonly string[];
}

/** One feed as the table has it, and as a replay of all revisions leaves it. */
export interface FeedSources {
  readonly scanned?: ScannedFeed;
  readonly row?: RegisteredFeed;
  readonly replayed?: ReplayedFeed;
  readonly stories: ReadonlyMap<string, RebuiltStory>;
}

/** Undefined for a feed that has never opened and that no story was ever in: all its items have to go. */
export function rebuildFeed(
  name: FeedName,
  { scanned, row, replayed, stories }: FeedSources,
  { now, version, guid }: { now: Instant; version: string; guid: () => string },
): RebuiltFeed | undefined {
  const stored = scanned?.head;
  const known = stored ?? row;
  const openSince = [stored?.openedAt, row?.openedAt].find((at) => at !== undefined && at <= now);
  if (!replayed && openSince === undefined) return undefined;

  const items = itemsOf(replayed, stories, now);
  const { puts, removals, writeCount, mended } = compareItems(
    scanned?.items ?? [],
    stored?.writeCount,
    items,
    replayed?.head,
  );
  const moments = items.flatMap(momentsOfItem);
  const renewed = renewHead(stored, { writeCount, moments, now, version });
  const planned: Partial<FeedHead> = replayed?.head ?? {};
  const openedAt = openSince ?? planned.openedAt ?? NEVER;
  const closing = rebuildClosing(lastClosing(stored?.closing, row?.closing), publicationsOf(items), now);
  const head: FeedHead = {
    name,
    // A feed that is open keeps its title for ever.
    title: (openSince === undefined ? planned : known)?.title ?? '',
    guid: known?.guid ?? planned.guid ?? guid(),
    openedAt,
    closing,
    updated: latest(updatedIn(stored, now), updatedIn(replayed?.head, now), ...endedTombstones(items, now)) ?? openedAt,
    ...renewed,
    // Every item is written before this head, so no reader has to look for one.
    touched: [],
    breaking: planned.breaking ?? [],
    tombstones: planned.tombstones ?? [],
    tombstonesUntil: planned.tombstonesUntil,
    // The next write counts the open stories.
    archive:
      name === 'breaking' ? undefined : { version, changedAt: renewed.changedAt, closedUntil: scanned?.documentEnd },
    flags: name === 'breaking' ? { from: now, flags: countFlags(items, now) } : undefined,
    lateChanges: planned.lateChanges ?? [],
  };
  if (!stored) mended.push(`its head was missing${known ? '' : ', and its guid with it: it has a new one'}`);
  else if (stored.openedAt !== openedAt) mended.push(`it opened ${openedAt}, not ${stored.openedAt}`);
  else if (!isDeepStrictEqual(stored.closing, closing))
    mended.push(`it is ${closingAt({ closing }, now) ? 'closed' : 'open'}`);
  else if (!hasSameMoments(stored, moments, now)) mended.push('its head listed other moments');
  return { head, puts, removals, mended: mended.map((text) => `feed ${name}: ${text}`) };
}

/** An entry, a late change or a tombstone of one story. */
interface FeedItem {
  readonly sk: string;
  readonly story: RebuiltStory;
}

/** The items that readers see, now or later. A late change that has expired leaves its item in its place. */
function itemsOf(
  replayed: ReplayedFeed | undefined,
  stories: ReadonlyMap<string, RebuiltStory>,
  now: Instant,
): FeedItem[] {
  return [...(replayed?.items ?? [])].flatMap(([sk, id]) => {
    const change = isLateChangeKey(sk) ? replayed?.head.lateChanges[placeOfLateChange(sk)] : undefined;
    const story = stories.get(id);
    return story && (!change || isAnnounced(change, now)) ? [{ sk, story }] : [];
  });
}

/** What has to be written and removed, and the `writeCount` of the head that follows. */
function compareItems(
  stored: ScannedFeed['items'],
  headCount: number | undefined,
  wanted: readonly FeedItem[],
  planned: FeedHead | undefined,
) {
  const right = rightItems(stored, wanted);
  const keys = new Set(wanted.map(({ sk }) => sk));
  const places = planned?.lateChanges.length ?? 0;
  const removals = stored
    .map(({ sk }) => sk)
    // Readers do not see the item in a free place, and the next late change overwrites it.
    .filter((sk) => !keys.has(sk) && !(isLateChangeKey(sk) && placeOfLateChange(sk) < places));
  const last = Math.max(headCount ?? 0, greatest(stored.map(({ writeCount }) => writeCount)));
  const puts = wanted.filter(({ sk }) => !right.has(sk)).map((item, i) => ({ ...item, writeCount: last + i + 1 }));
  const there = new Set(stored.map(({ sk }) => sk));
  const mended = [
    ...removals.map((sk) => `no story has its entry ${sk}; it was removed`),
    ...puts.map(
      ({ sk, story }) => `its entry of story ${story.id} ${there.has(sk) ? 'showed another revision' : 'was missing'}`,
    ),
  ];
  return { puts, removals, writeCount: last + puts.length + 1, mended };
}

/** The sort keys of the stored items that stay: their content is right, and no other item was written at the same `writeCount`. */
function rightItems(stored: ScannedFeed['items'], wanted: readonly FeedItem[]): Set<string> {
  const hashes = new Map(wanted.map((item) => [item.sk, hashOfItem(item)]));
  const writeCounts = new Set<number>();
  const right = new Set<string>();
  for (const { sk, hash, writeCount } of stored) {
    if (hash === undefined || hash !== hashes.get(sk)) continue;
    // One write puts a late change together with the entry of its story.
    if (!isLateChangeKey(sk)) {
      if (writeCounts.has(writeCount)) continue;
      writeCounts.add(writeCount);
    }
    right.add(sk);
  }
  return right;
}

function hashOfItem({ sk, story }: FeedItem): string | undefined {
  if (!isTombstoneKey(sk)) return story.entryHash;
  const tombstone = tombstoneOf(story.story);
  return tombstone && hashOfContent(tombstone);
}

/** The moments at which readers see this item come or go. */
function momentsOfItem({ sk, story: { id, story } }: FeedItem): Moment[] {
  if (isLateChangeKey(sk)) return [];
  const ends = story.withdrawal?.until === undefined ? [] : [story.withdrawal.until];
  return (isTombstoneKey(sk) ? ends : momentsOf(story)).map((at) => ({ at, idHash: nameHash(id) }));
}

/** The publications of the stories in a feed that is not `breaking`. */
const publicationsOf = (items: readonly FeedItem[]): Instant[] =>
  items.filter(({ sk }) => !isTombstoneKey(sk) && !isLateChangeKey(sk)).map(({ story }) => story.story.publishedAt);

/** How many entries of `breaking` end after a moment. */
const countFlags = (items: readonly FeedItem[], from: Instant): number =>
  items.filter(({ sk }) => sk > aboveEntriesAt(from) && sk < ABOVE_ENTRIES).length;

const endedTombstones = (items: readonly FeedItem[], now: Instant): Instant[] =>
  items
    .filter(({ sk }) => isTombstoneKey(sk))
    .flatMap(momentsOfItem)
    .map(({ at }) => at)
    .filter((at) => at <= now);

/** When a feed that has opened was updated. Before that, `updated` would betray an embargo. */
const updatedIn = (head: FeedHead | undefined, now: Instant): Instant | undefined =>
  head && head.openedAt <= now ? head.updated : undefined;
