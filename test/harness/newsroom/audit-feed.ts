import { isDeepStrictEqual } from 'node:util';
import { type FeedName, feedsOf } from '../../../lambdas/news/feed/feed';
import type { FeedHead } from '../../../lambdas/news/feed/feed-head';
import { entryInstant } from '../../../lambdas/news/feed/feed-place';
import { nameHash } from '../../../lambdas/news/feed/head';
import { makeFeedEntry } from '../../../lambdas/news/story/make-feed-entry';
import { isBreaking } from '../../../lambdas/news/story/status';
import type { Story } from '../../../lambdas/news/story/story';
import { type Instant, latest, NEVER, plusSeconds } from '../../../lambdas/news/values/instant';
import { matchesHead } from '../../../lambdas/store/read/matches-head';
import type { RegisteredFeed } from '../../../lambdas/store/table/head-items';
import { entryKey } from '../../../lambdas/store/table/keys';
import { faultsInLateChanges } from './audit-late-changes';
import { compareMoments, momentsToCome } from './audit-moments';
import { type AuditedEdit, SKEW } from './audit-story';
import { noFeedItems, type StoredTable } from './audit-table';
import { faultsInTombstones } from './audit-tombstones';
import { hasSameFields } from './has-same-fields';

/** Compares the items of a feed with the edits of all stories. */
export function auditFeed(
  name: FeedName,
  table: StoredTable,
  edits: readonly AuditedEdit[],
  now: Instant,
  faults: string[],
): void {
  const fault = (what: string) => faults.push(`feed ${name}: ${what}`);
  const feed = table.feeds.get(name) ?? noFeedItems();
  const { head, entries, tombstones } = feed;
  if (!head) return void fault('no head');
  const members = [...table.stories.values()]
    .map(({ story }) => story)
    .filter((story) => story !== undefined)
    .filter((story) => feedsOf(story).has(name));

  const wanted = new Map(members.map((story) => [entryKey(name, entryInstant(name, story), story.id).sk, story]));
  for (const [sk, story] of wanted) {
    const stored = entries.get(sk);
    if (!stored) fault(`no entry for story ${story.id} at ${sk}`);
    else if (!hasSameFields(stored.entry, makeFeedEntry(story)))
      fault(`its entry at ${sk} is not story ${story.id} as it is`);
  }
  for (const sk of entries.keys()) if (!wanted.has(sk)) fault(`no story calls for its entry at ${sk}`);
  const writeCounts = [...entries.values(), ...tombstones.values()].map(({ writeCount }) => writeCount);
  if (new Set(writeCounts).size !== writeCounts.length) fault('two entries were written at once');
  if (writeCounts.some((writeCount) => writeCount > head.writeCount || writeCount < 1))
    fault(`an entry is newer than its head, which is at ${head.writeCount}`);

  // `all` numbers the changes, so that each edit moves its head: also that of a story withdrawn before it was published.
  const moving = edits.filter(
    ({ before, after, tombstoneFeeds }) =>
      name === 'all' || tombstoneFeeds.has(name) || [before, after].some((story) => story && feedsOf(story).has(name)),
  );
  const parts = name === 'all' ? table.sitemap.size : 0;
  const { least, most } = writes(name, head, edits, moving, feed.closed + parts);
  auditClosing(head, { row: table.register.feeds.get(name), members, now }, fault);
  // A part that counted too many stories may have been counted again, which leaves no item behind.
  if (head.writeCount < least || (parts === 0 && !head.closing && head.writeCount > most))
    fault(`its head is at ${head.writeCount}, after ${least} to ${most} writes`);
  const since = latest(lastOf(name === 'breaking' ? edits : moving), lastClosingOf(head, now));
  const ends = [...tombstones.values()].map(({ tombstone: { until, id } }) => `${until} ${nameHash(id)}`);
  compareMoments(`feed ${name}`, head, [...momentsToCome(members), ...ends], since, faults);
  const audited = { head, stories: table.stories, since };
  faults.push(...faultsInTombstones(feed.tombstones, audited));
  faults.push(
    ...faultsInLateChanges(feed.lateChanges, { ...audited, opened: latest(openingOf(name, edits), reopeningOf(head)) }),
  );
  const all = { entries: [...entries.values()], unreadable: [] };
  if (!matchesHead(head, all, { from: '', below: '\uffff' })) fault(`it does not show what its head says was touched`);
  auditOpening(name, head, { edits, moving, members, now }, fault);

  const breaking = members
    .filter((story) => isBreaking(story, since))
    .map((story) => `${story.publishedAt} ${story.breakingUntil ?? NEVER} ${nameHash(story.id)}`);
  for (const { from, until, idHash } of head.breaking) {
    if (until > since && !breaking.includes(`${from} ${until} ${idHash}`))
      fault(`its head breaks with ${idHash} until ${until}`);
  }
  if (name === 'breaking') {
    const { from = NEVER, flags = -1 } = head.flags ?? {};
    const counted = members.filter((story) => entryInstant(name, story) > from).length;
    if (flags !== counted) fault(`its head counts ${flags} flags after ${from}, there are ${counted}`);
  }
  if (!/^[\w-]{12}$/.test(head.version)) fault(`its version is ${head.version}`);
  const row = table.register.feeds.get(name);
  if (!row) return void fault('it is not registered');
  if (row.title !== head.title || row.guid !== head.guid || row.openedAt !== head.openedAt)
    fault(`it is registered as ${row.title}, ${row.guid}, opened ${row.openedAt}`);
}

/** When a closing, or the end of one, last wrote a head and a row. */
export const lastClosingOf = ({ closing }: Pick<FeedHead, 'closing'>, now: Instant): Instant | undefined =>
  latest(closing?.at, closing?.until !== undefined && closing.until <= now ? closing.until : undefined);

/** Until when a closed feed may have been opening again: the story that does it is no late change. */
const reopeningOf = ({ closing }: FeedHead): Instant | undefined =>
  closing && (closing.until === undefined ? NEVER : plusSeconds(closing.until, SKEW));

/** A closed feed has no published story, and opens again at the soonest publication of its stories. */
function auditClosing(
  { name, closing, openedAt }: FeedHead,
  { row, members, now }: Pick<OpeningFacts, 'members' | 'now'> & { readonly row?: RegisteredFeed },
  fault: (what: string) => void,
): void {
  if (row && !isDeepStrictEqual(row.closing, closing))
    fault(`it is registered with the closing ${JSON.stringify(row.closing)}, not ${JSON.stringify(closing)}`);
  if (!closing) return;
  if (!name.includes('#')) fault('it cannot be closed');
  if (openedAt > closing.at) fault(`it was closed at ${closing.at}, before it opened`);
  if (closing.movedTo === name) fault('it moved to itself');
  const until = closing.until ?? NEVER;
  if (until <= now) return;
  const first = members.map(({ publishedAt }) => publishedAt).sort()[0] ?? NEVER;
  if (first !== until) fault(`it is closed until ${until}, its first story is published ${first}`);
}

/**
 * How often a feed's head was written: once for each edit of a story that was or is in it, and in `breaking` for every
 * edit until it has opened; there the histories leave some seconds in doubt.
 */
function writes(
  name: FeedName,
  { openedAt }: FeedHead,
  edits: readonly AuditedEdit[],
  moving: readonly AuditedEdit[],
  closed: number,
) {
  if (name !== 'breaking') return { least: moving.length + closed, most: moving.length + closed };
  const opened = edits
    .filter(({ after }) => after.publishedAt === openedAt && !after.withdrawal)
    .map(({ at }) => (at > openedAt ? at : openedAt))
    .sort()[0];
  const others = edits.filter((edit) => !moving.includes(edit));
  const until = (bound: Instant) => moving.length + others.filter(({ at }) => at <= bound).length;
  return { least: until(plusSeconds(opened ?? NEVER, -SKEW)), most: until(opened ?? NEVER) };
}

/** When the last of some edits was made. */
export const lastOf = (edits: readonly AuditedEdit[]): Instant =>
  latest(...edits.map(({ at }) => at)) ?? '0000-01-01T00:00:00Z';

/** Until when a feed may have been opening: the first second in which readers found a story in it, plus SKEW. */
function openingOf(name: FeedName, edits: readonly AuditedEdit[]): Instant {
  const begun = edits.flatMap(({ after, at }) => {
    const from = latest(after.publishedAt, at) as Instant;
    const left = edits.find(({ before }) => before?.id === after.id && before.revision === after.revision)?.at;
    return feedsOf(after).has(name) && (left === undefined || left > from) ? [from] : [];
  });
  return plusSeconds(begun.sort()[0] ?? NEVER.replace('59Z', '00Z'), SKEW);
}

interface OpeningFacts {
  readonly edits: readonly AuditedEdit[];
  readonly moving: readonly AuditedEdit[];
  readonly members: readonly Story[];
  readonly now: Instant;
}

/** A feed opens with the first publication of its stories (`breaking` with the first of all), and stays open. */
function auditOpening(
  name: FeedName,
  { openedAt }: FeedHead,
  { edits, moving, members, now }: OpeningFacts,
  fault: (what: string) => void,
): void {
  const opening = name === 'breaking' ? edits : moving;
  const publications = opening
    .filter(({ after }) => feedsOf(after).has(name === 'breaking' ? 'all' : name))
    .map(({ after, at }) => ({ at, publishedAt: after.publishedAt }));
  if (openedAt !== NEVER && !publications.some(({ publishedAt }) => publishedAt === openedAt))
    fault(`it opened ${openedAt}, when none of its stories was published`);
  const late = publications.find(({ at, publishedAt }) => publishedAt <= at && openedAt > at);
  if (late) fault(`it opened ${openedAt}, though a story was in it at ${late.at}`);
  if (openedAt > now && name !== 'breaking') {
    const first = members.map(({ publishedAt }) => publishedAt).sort()[0] ?? NEVER;
    if (openedAt !== first) fault(`it opens ${openedAt}, its first story is published ${first}`);
  }
}
