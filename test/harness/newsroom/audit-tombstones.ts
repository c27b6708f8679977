import { type FeedName, feedsIgnoringWithdrawal, feedsOf } from '../../../lambdas/news/feed/feed';
import type { FeedHead } from '../../../lambdas/news/feed/feed-head';
import { nameHash } from '../../../lambdas/news/feed/head';
import type { Story } from '../../../lambdas/news/story/story';
import { epoch, type Instant } from '../../../lambdas/news/values/instant';
import type { StoredTombstone } from '../../../lambdas/store/table/entry-items';
import { tombstoneKey } from '../../../lambdas/store/table/keys';
import type { StoredRevision } from '../../../lambdas/store/table/story-items';

/** Revisions by their numbers. */
export type History = ReadonlyMap<number, StoredRevision>;

/** The limits, written here again: the audit must not take them from the code that it judges. */
const MAX_LISTED = 24;
const MAX_FORMER_FEEDS = 15;

/**
 * The feeds that have a tombstone of a story at one revision, by the last second in which readers found the story in each
 * feed. Empty where the story was never public, or is not withdrawn.
 */
export function feedsWithTombstone(history: History, revision: number): Set<FeedName> {
  const { at, until } = history.get(revision)?.story.withdrawal ?? {};
  const feeds = new Set<FeedName>();
  let last = revision;
  while (history.get(last - 1)?.story.withdrawal) last -= 1;
  const before = history.get(last - 1)?.story;
  if (at === undefined || until === undefined || !before || before.publishedAt > at) return feeds;
  const lastVisible = new Map<FeedName, Instant>();
  for (const [n, { story }] of [...history].filter(([n]) => n < last)) {
    const to = history.get(n + 1)?.at ?? at;
    for (const feed of feedsOf(story).keys()) {
      const ended = feed === 'breaking' && story.breakingUntil && story.breakingUntil < to ? story.breakingUntil : to;
      const isVisible = story.publishedAt <= ended && (ended === to || ended > story.publishedAt);
      if (isVisible) lastVisible.set(feed, ended);
    }
  }
  const named = feedsIgnoringWithdrawal(before);
  const isLate = (since: Instant) => epoch(at) - epoch(since) < epoch(until) - epoch(at);
  for (const feed of named.keys())
    if (lastVisible.has(feed) && isLate(lastVisible.get(feed) as Instant)) feeds.add(feed);
  const left = [...lastVisible].filter(([feed]) => !named.has(feed)).sort(([, a], [, b]) => (a < b ? 1 : -1));
  for (const [feed, since] of left.slice(0, MAX_FORMER_FEEDS)) if (isLate(since)) feeds.add(feed);
  return feeds;
}

export interface AuditedFeed {
  readonly head: FeedHead;
  readonly stories: ReadonlyMap<string, { readonly story?: Story; readonly revisions: History }>;
  /** When the feed was written last. */
  readonly since: Instant;
}

/** Compares the tombstones of a feed, by sort key, with the histories of all stories. */
export function faultsInTombstones(
  stored: ReadonlyMap<string, StoredTombstone>,
  { head, stories, since }: AuditedFeed,
): string[] {
  const { name } = head;
  const faults: string[] = [];
  const fault = (text: string) => faults.push(`feed ${name}: ${text}`);

  const withdrawn = [...stories.values()].flatMap(({ story, revisions }) =>
    story?.withdrawal?.until && feedsWithTombstone(revisions, revisions.size).has(name)
      ? [{ story, withdrawal: story.withdrawal, until: story.withdrawal.until }]
      : [],
  );
  const keys = new Set(withdrawn.map(({ story, until }) => tombstoneKey(name, until, story.id).sk));
  for (const { story, withdrawal, until } of withdrawn) {
    const found = stored.get(tombstoneKey(name, until, story.id).sk)?.tombstone;
    const { id, guid, publishedAt, revision } = story;
    const { at: withdrawnAt, note } = withdrawal;
    const right = { id, guid, publishedAt, revision, withdrawnAt, until, note };
    if (JSON.stringify(found) !== JSON.stringify(right)) fault(`its tombstone of ${id} is at ${found?.revision}`);
  }
  for (const sk of stored.keys()) if (!keys.has(sk)) fault(`no story calls for its tombstone ${sk}`);

  const coming = withdrawn.map(({ until }) => until).filter((until) => until > since);
  const listed = head.tombstones.filter((until) => until > since);
  const unlisted = without(coming.sort(), listed);
  if (without(listed, coming).length > 0) fault(`it lists tombstones that end ${without(listed, coming)}`);
  if (unlisted.some((until) => until > (head.tombstonesUntil ?? ''))) fault(`it does not list that ${unlisted} end`);
  if (head.tombstones.length > MAX_LISTED) fault(`it lists ${head.tombstones.length} tombstones`);
  for (const { at, idHash, revision, tombstone } of head.touched) {
    if (!tombstone) continue;
    const there = withdrawn.find(({ story, until }) => until === at && nameHash(story.id) === idHash);
    if ((there?.story.revision ?? 0) !== revision) fault(`it says that tombstone ${idHash} was touched at ${revision}`);
  }
  if ([...stored.values()].some(({ writeCount }) => writeCount > head.writeCount || writeCount < 1))
    fault('a tombstone is newer than its head');
  return faults;
}

/** `all` less as many of each as there are in `some`. */
function without(all: readonly Instant[], some: readonly Instant[]): Instant[] {
  const left = [...some];
  return all.filter((at) => {
    const found = left.indexOf(at);
    if (found >= 0) left.splice(found, 1);
    return found < 0;
  });
}
