import { type FeedName, feedsOf, newFeedTitle } from '../../news/feed/feed';
import {
  breakingPeriods,
  entryInstant,
  type FeedHead,
  feedsAffectedBy,
  isInFeed,
  NEVER,
  visibleChangeAt,
} from '../../news/feed/feed-head';
import { nameHash } from '../../news/feed/head';
import { isAnnounced, isLateChange, MAX_LATE_CHANGES } from '../../news/feed/late-change';
import { type TombstoneEnds, tombstoneEndsAfter, tombstoneFeeds, tombstoneOf } from '../../news/feed/tombstone';
import { momentsOf, type Story } from '../../news/story/story';
import { type Instant, latest } from '../../news/values/instant';
import type { ImportRecord, RegisteredFeed } from '../table/items';
import { entryKey, isLateChangeKey, lateChangeKey, tombstoneKey } from '../table/keys';
import type { RebuiltStory } from './rebuild-story';
import { listsMoments, renewHead } from './renew-head';
import { digestOf, type ScannedEntry, type ScannedFeed } from './scan-table';

/** How a feed opened. */
interface Opened {
  readonly begun: Instant;
  readonly publishedAt: Instant;
  /** What its first story calls it. */
  readonly title: string;
  /** Whether an editor opened it, and not the clock: only then the story names it (`plan.ts`). */
  readonly byEdit: boolean;
}

/** What the histories of all stories say of a feed. */
export interface FeedHistory {
  /** When a story was first to be found in it, and what the story said of itself. */
  opened?: Opened;
  /** When readers of the feed were last concerned by an edit. */
  updated?: Instant;
  /** The stories that belong to it now. */
  readonly members: RebuiltStory[];
  /** The stories whose withdrawal it tells, or told. */
  readonly buried: RebuiltStory[];
  /** When each of its stories was last changed late, by its id. */
  readonly late: Map<string, Instant>;
  /** A name that one of its stories gives it. */
  title?: string;
}

/** Every feed that a story is or was in. `breaking` opens with the first story of all. */
export function feedHistories(stories: readonly RebuiltStory[]): Map<FeedName, FeedHistory> {
  const feeds = new Map<FeedName, FeedHistory>();
  const of = (name: FeedName): FeedHistory => {
    const feed = feeds.get(name) ?? { members: [], buried: [], late: new Map() };
    feeds.set(name, feed);
    return feed;
  };
  for (const story of stories) {
    for (const [name] of feedsOf(story.story)) of(name).members.push(story);
    for (const name of tombstoneFeeds(story.story)) of(name).buried.push(story);
    story.history.forEach((revision, i) => {
      tell(of, revision, story.history[i - 1]?.story, story.history[i + 1]?.at);
    });
  }
  return feeds;
}

/** Adds one revision, which followed `before` and stood until another was made. */
function tell(
  of: (name: FeedName) => FeedHistory,
  { story, at, imported }: { story: Story; at: Instant; imported?: ImportRecord },
  before: Story | undefined,
  until: Instant | undefined,
): void {
  const entered = feedsOf(story);
  const edit = { ...(before && { before }), after: story, now: at, ...(imported && { imported }) };
  for (const name of feedsAffectedBy(edit)) {
    const feed = of(name);
    const updated = latest(feed.updated, visibleChangeAt(name, edit));
    const isThere: boolean = isInFeed(name, story, at);
    if (!isThere) feed.late.delete(story.id);
    else if (isLateChange(edit, !isInFeed(name, before, at))) feed.late.set(story.id, at);
    if (updated !== undefined) feed.updated = updated;
    feed.title ??= entered.get(name);
  }
  const begun = latest(at, story.publishedAt) as Instant;
  if (story.withdrawal || (until !== undefined && begun > until)) return;
  for (const [name, title] of new Map<FeedName, string>([...entered, ['breaking', '']])) {
    const feed = of(name);
    const { publishedAt } = story;
    const first = feed.opened;
    if (!first || `${begun}${publishedAt}` < `${first.begun}${first.publishedAt}`) {
      feed.opened = { begun, publishedAt, title, byEdit: publishedAt <= at };
    }
  }
}

/** A feed as its stories call for it, and what has to be done to the one there is. */
export interface RebuiltFeed {
  readonly head: FeedHead;
  /** In the order in which they have to be written, each with its `rev`. */
  readonly puts: readonly { readonly story: RebuiltStory; readonly sk: string; readonly rev: number }[];
  /** The sort keys of entries that no story calls for. */
  readonly removals: readonly string[];
  readonly mended: readonly string[];
}

export interface FeedCircumstances {
  readonly stories: readonly RebuiltStory[];
  readonly row: RegisteredFeed | undefined;
  readonly now: Instant;
  readonly version: string;
  readonly guid: () => string;
}

/** Undefined for a feed that has never opened and that no story calls for: all of it goes. */
export function rebuildFeed(
  name: FeedName,
  seen: ScannedFeed | undefined,
  history: FeedHistory | undefined,
  { stories, row, now, version, guid }: FeedCircumstances,
): RebuiltFeed | undefined {
  const known = seen?.head ?? row;
  const wasOpen = [seen?.head?.openedAt, row?.openedAt].find((at) => at !== undefined && at <= now);
  if (!history && wasOpen === undefined) return undefined;
  const says = (what: string) => `feed ${name}: ${what}`;
  const mended: string[] = [];
  const members = history?.members ?? [];

  const late = latePlaces(name, seen?.head, history, now);
  const wanted = new Map<string, Wanted>([
    ...members.map((story): [string, Wanted] => [
      entryKey(name, entryInstant(name, story.story), story.id).sk,
      { story, digest: story.entryDigest },
    ]),
    ...late.flatMap((change, place): [string, Wanted][] =>
      change ? [[lateChangeKey(name, place).sk, { story: change.story, digest: change.story.entryDigest }]] : [],
    ),
    ...(history?.buried ?? []).flatMap(({ ...story }): [string, Wanted][] => {
      const tombstone = tombstoneOf(story.story);
      if (!tombstone) return [];
      return [[tombstoneKey(name, tombstone.until, story.id).sk, { story, digest: digestOf(tombstone) }]];
    }),
  ]);
  const entries = seen?.entries ?? [];
  const right = rightEntries(entries, wanted);
  // What stands in a free place is shown to nobody, and written over by the next.
  const free = new Set(late.flatMap((change, place) => (change ? [] : lateChangeKey(name, place).sk)));
  const removals = entries.map(({ sk }) => sk).filter((sk) => !wanted.has(sk) && !free.has(sk));
  for (const sk of removals) mended.push(says(`no story calls for its entry ${sk}; it was removed`));
  const last = Math.max(0, seen?.head?.rev ?? 0, ...entries.map(({ rev }) => rev));
  const puts = [...wanted]
    .filter(([sk]) => !right.has(sk))
    .map(([sk, { story }], i) => ({ story, sk, rev: last + i + 1 }));
  for (const { story, sk } of puts) {
    const there = entries.find((entry) => entry.sk === sk);
    mended.push(says(`its entry of story ${story.id} ${there ? 'told of another revision' : 'was missing'}`));
  }

  const openedAt = wasOpen ?? openingOf(name, history, stories, now);
  const ends = (history?.buried ?? []).flatMap(({ id, story: { withdrawal } }) =>
    withdrawal?.until ? [{ at: withdrawal.until, of: nameHash(id) }] : [],
  );
  const moments = [
    ...members.flatMap(({ id, story }) => momentsOf(story).map((at) => ({ at, of: nameHash(id) }))),
    ...ends,
  ];
  const given = history?.opened?.title ?? history?.title ?? '';
  const wasUpdated = seen?.head && seen.head.openedAt <= now ? seen.head.updated : undefined;
  const ended = latest(...ends.map(({ at }) => at).filter((at) => at <= now));
  const turn = renewHead(seen?.head, { rev: last + puts.length + 1, moments, now, version });
  const head: FeedHead = {
    name,
    title:
      wasOpen === undefined && isNamed(history, now)
        ? newFeedTitle(name, given)
        : (known?.title ?? newFeedTitle(name, given)),
    guid: known?.guid ?? guid(),
    openedAt,
    updated: latest(wasUpdated, history?.updated, ended) ?? openedAt,
    ...turn,
    // Every entry is written before this: none is to be looked for.
    touched: [],
    breaking: breakingPeriods(
      members.map(({ story }) => story),
      now,
    ),
    ...ends.reduce<TombstoneEnds>((all, { at }) => tombstoneEndsAfter(all, { is: at, now }), { tombstones: [] }),
    // Its open stories are counted by the next write.
    ...(name !== 'breaking' && {
      archive: { version, changedAt: turn.changedAt, ...(seen?.fullUntil && { closedUntil: seen.fullUntil }) },
    }),
    lateChanges: late.map((change, place) =>
      change
        ? { of: nameHash(change.story.id), revision: change.story.story.revision, at: change.at }
        : { of: '', revision: 0, at: seen?.head?.lateChanges[place]?.at ?? now },
    ),
  };
  if (!seen?.head) mended.push(says(`its head was missing${known ? '' : ', and with it its guid: it has a new one'}`));
  else if (seen.head.openedAt !== openedAt) mended.push(says(`it opened ${openedAt}, not ${seen.head.openedAt}`));
  else if (!listsMoments(seen.head, moments, now)) mended.push(says('its head told of other moments'));
  return { head, puts, removals, mended };
}

/** What has to stand under a sort key: a story's entry, or its tombstone. */
interface Wanted {
  readonly story: RebuiltStory;
  /** SHA-256 of it. */
  readonly digest: string;
}

/** Who has which of a feed's places for late changes, undefined where one is free: as its head says, where that is so. */
function latePlaces(
  name: FeedName,
  head: FeedHead | undefined,
  history: FeedHistory | undefined,
  now: Instant,
): ({ story: RebuiltStory; at: Instant } | undefined)[] {
  if (name === 'breaking') return [];
  const late = (history?.members ?? [])
    .flatMap((story) => {
      const at = history?.late.get(story.id);
      return at !== undefined && isAnnounced({ of: story.id, revision: 0, at }, now) ? [{ story, at }] : [];
    })
    .sort((a, b) => (a.at < b.at ? 1 : -1));
  const places = (head?.lateChanges ?? []).map(({ of, at }) =>
    late.find((change) => nameHash(change.story.id) === of && change.at === at),
  );
  // One that the head does not list made room for those that it does, or opened the feed; else the head is behind.
  const told = places.length < MAX_LATE_CHANGES ? [] : places.flatMap((change) => change?.at ?? []);
  const since = latest(history?.opened?.begun, told.sort()[0]) ?? '';
  for (const change of late.filter((change) => !places.includes(change) && change.at > since)) {
    const free = places.indexOf(undefined);
    if (free >= 0) places[free] = change;
    else if (places.length < MAX_LATE_CHANGES) places.push(change);
  }
  return places;
}

const isNamed = (history: FeedHistory | undefined, now: Instant): boolean =>
  history?.opened?.byEdit === true && history.opened.begun <= now;

/** The entries that may stay: what they carry is right, and no other was written at the same `rev`. */
function rightEntries(entries: readonly ScannedEntry[], wanted: ReadonlyMap<string, Wanted>): Set<string> {
  const revs = new Set<number>();
  const right = new Set<string>();
  for (const { sk, digest, rev } of entries) {
    if (digest === undefined || digest !== wanted.get(sk)?.digest) continue;
    // A late change is written together with its story's entry.
    if (!isLateChangeKey(sk) && revs.has(rev)) continue;
    if (!isLateChangeKey(sk)) revs.add(rev);
    right.add(sk);
  }
  return right;
}

function openingOf(
  name: FeedName,
  history: FeedHistory | undefined,
  stories: readonly RebuiltStory[],
  now: Instant,
): Instant {
  const opened = history?.opened;
  if (opened && opened.begun <= now) return opened.publishedAt;
  const toCome = name === 'breaking' ? stories.filter(({ story }) => !story.withdrawal) : (history?.members ?? []);
  return toCome.map(({ story }) => story.publishedAt).sort()[0] ?? NEVER;
}
