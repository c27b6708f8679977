import { type FeedName, feedsIgnoringWithdrawal, feedsOf } from '../../../lambdas/news/feed/feed';
import type { FeedHead } from '../../../lambdas/news/feed/feed-head';
import { nameHash } from '../../../lambdas/news/feed/head';
import { makeFeedEntry } from '../../../lambdas/news/story/make-feed-entry';
import type { Story } from '../../../lambdas/news/story/story';
import { epoch, type Instant, plusSeconds } from '../../../lambdas/news/values/instant';
import type { StoredEntry, StoredTombstone } from '../../../lambdas/store/table/entry-items';
import { lateChangeKey, tombstoneKey } from '../../../lambdas/store/table/keys';
import type { StoredRevision } from '../../../lambdas/store/table/story-items';

/** What a feed has above its head, by sort key. */
export interface StoredNotices {
  readonly lateChanges: ReadonlyMap<string, StoredEntry>;
  readonly tombstones: ReadonlyMap<string, StoredTombstone>;
}

/** Revisions by their numbers. */
export type History = ReadonlyMap<number, StoredRevision>;

const DAY = 86_400;
const MOST = { tombstones: 24, lateChanges: 20, left: 15 };

/**
 * The feeds that tell of the withdrawal that one revision of a story says: from each feed's last second in which readers
 * found the story there, second by second through its history. Empty where it was never public, or is not withdrawn.
 */
export function feedsTold(history: History, revision: number): Set<FeedName> {
  const { at, until } = history.get(revision)?.story.withdrawal ?? {};
  const told = new Set<FeedName>();
  let last = revision;
  while (history.get(last - 1)?.story.withdrawal) last -= 1;
  const before = history.get(last - 1)?.story;
  if (at === undefined || until === undefined || !before || before.publishedAt > at) return told;
  const lastSeen = new Map<FeedName, Instant>();
  for (const [n, { story }] of [...history].filter(([n]) => n < last)) {
    const to = history.get(n + 1)?.at ?? at;
    for (const feed of feedsOf(story).keys()) {
      const ended = feed === 'breaking' && story.breakingUntil && story.breakingUntil < to ? story.breakingUntil : to;
      const isSeen = story.publishedAt <= ended && (ended === to || ended > story.publishedAt);
      if (isSeen) lastSeen.set(feed, ended);
    }
  }
  const named = feedsIgnoringWithdrawal(before);
  const isLate = (since: Instant) => epoch(at) - epoch(since) < epoch(until) - epoch(at);
  for (const feed of named.keys()) if (lastSeen.has(feed) && isLate(lastSeen.get(feed) as Instant)) told.add(feed);
  const left = [...lastSeen].filter(([feed]) => !named.has(feed)).sort(([, a], [, b]) => (a < b ? 1 : -1));
  for (const [feed, since] of left.slice(0, MOST.left)) if (isLate(since)) told.add(feed);
  return told;
}

/** When a story was last changed late in a feed that it is in since; undefined where it was not. */
export function lateIn(feed: FeedName, history: History): Instant | undefined {
  let late: Instant | undefined;
  for (const [n, { story, at, imported }] of [...history].sort(([a], [b]) => a - b)) {
    const before = history.get(n - 1)?.story;
    const isIn = (one: Story | undefined) => one !== undefined && one.publishedAt <= at && feedsOf(one).has(feed);
    const [was, is] = [before?.correction, story.correction];
    const isCorrected = is !== undefined && (was?.at !== is.at || was.note !== is.note);
    const isMoved = !isIn(before) || before?.publishedAt !== story.publishedAt;
    // What was made elsewhere was late for its readers there, lately.
    const madeAt = imported?.madeAt ?? at;
    const isNews = madeAt > plusSeconds(at, -30 * DAY);
    if (!isIn(story)) late = undefined;
    else if (isNews && (isCorrected || (isMoved && story.publishedAt < plusSeconds(madeAt, -3_600)))) late = at;
  }
  return late;
}

export interface Noticed {
  readonly head: FeedHead;
  readonly stories: ReadonlyMap<string, { readonly story?: Story; readonly revisions: History }>;
  /** When the feed was written last, and until when it may have been opening. */
  readonly since: Instant;
  readonly opened: Instant;
}

/** Compares the tombstones and late changes of a feed with what the histories of all stories call for. */
export function faultsInNotices(stored: StoredNotices, { head, stories, since, opened }: Noticed): string[] {
  const { name } = head;
  const faults: string[] = [];
  const fault = (what: string) => faults.push(`feed ${name}: ${what}`);

  const buried = [...stories.values()].flatMap(({ story, revisions }) =>
    story?.withdrawal?.until && feedsTold(revisions, revisions.size).has(name)
      ? [{ story, withdrawal: story.withdrawal, until: story.withdrawal.until }]
      : [],
  );
  const keys = new Set(buried.map(({ story, until }) => tombstoneKey(name, until, story.id).sk));
  for (const { story, withdrawal, until } of buried) {
    const found = stored.tombstones.get(tombstoneKey(name, until, story.id).sk)?.tombstone;
    const { id, guid, publishedAt, revision } = story;
    const { at: withdrawnAt, note } = withdrawal;
    const right = { id, guid, publishedAt, revision, withdrawnAt, until, ...(note !== undefined && { note }) };
    if (JSON.stringify(found) !== JSON.stringify(right))
      fault(`of the withdrawal of ${id} it tells ${found?.revision}`);
  }
  for (const sk of stored.tombstones.keys()) if (!keys.has(sk)) fault(`no story calls for its tombstone ${sk}`);

  const coming = buried.map(({ until }) => until).filter((until) => until > since);
  const listed = head.tombstones.filter((until) => until > since);
  const unlisted = without(coming.sort(), listed);
  if (without(listed, coming).length > 0) fault(`it lists tombstones that end ${without(listed, coming)}`);
  if (unlisted.some((until) => until > (head.tombstonesUntil ?? ''))) fault(`it does not list that ${unlisted} end`);
  if (head.tombstones.length > MOST.tombstones) fault(`it lists ${head.tombstones.length} tombstones`);
  for (const { at, of, revision, tombstone } of head.touched) {
    if (!tombstone) continue;
    const there = buried.find(({ story, until }) => until === at && nameHash(story.id) === of);
    if ((there?.story.revision ?? 0) !== revision) fault(`it says that tombstone ${of} was touched at ${revision}`);
  }

  const late = [...stories.values()].flatMap(({ story, revisions }) => {
    const at = name === 'breaking' ? undefined : lateIn(name, revisions);
    return story && at !== undefined && at > plusSeconds(head.changedAt, -30 * DAY) ? [{ story, at }] : [];
  });
  const told = head.lateChanges.filter(({ of, at }) => of !== '' && at > plusSeconds(head.changedAt, -30 * DAY));
  for (const { of, revision, at } of told) {
    const place = head.lateChanges.findIndex((change) => change.of === of);
    const right = late.find(({ story }) => nameHash(story.id) === of);
    const found = stored.lateChanges.get(lateChangeKey(name, place).sk)?.entry;
    if (right?.at !== at || right.story.revision !== revision) fault(`it says that ${of} was changed late at ${at}`);
    else if (!isSame(found, makeFeedEntry(right.story)))
      fault(`its late change ${place} is not ${right.story.id} as it is`);
  }
  // Very many may have taken each other's places; and what opens a feed is none.
  const missing = late.filter(({ story, at }) => at > opened && !told.some(({ of }) => of === nameHash(story.id)));
  if (late.length <= MOST.lateChanges && told.length < MOST.lateChanges && missing.length > 0 && !isFull(head))
    fault(`it does not tell that ${missing.map(({ story }) => story.id)} changed late`);
  for (const sk of stored.lateChanges.keys()) {
    if (sk >= lateChangeKey(name, head.lateChanges.length).sk) fault(`it has no place ${sk}`);
  }
  const revs = [...stored.tombstones.values(), ...stored.lateChanges.values()].map(({ rev }) => rev);
  if (revs.some((rev) => rev > head.rev || rev < 1)) fault('a notice is newer than its head');
  return faults;
}

/** Once all places were taken, one that is free now may have been another's. */
const isFull = ({ lateChanges }: FeedHead): boolean => lateChanges.length >= MOST.lateChanges;

/** `all` less as many of each as there are in `some`. */
function without(all: readonly Instant[], some: readonly Instant[]): Instant[] {
  const left = [...some];
  return all.filter((at) => {
    const found = left.indexOf(at);
    if (found >= 0) left.splice(found, 1);
    return found < 0;
  });
}

const isSame = (a: object | undefined, b: object): boolean =>
  JSON.stringify(Object.entries({ ...a }).sort()) === JSON.stringify(Object.entries({ ...b }).sort());
