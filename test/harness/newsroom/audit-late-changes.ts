import { type FeedName, feedsOf } from '../../../lambdas/news/feed/feed';
import type { FeedHead } from '../../../lambdas/news/feed/feed-head';
import { nameHash } from '../../../lambdas/news/feed/head';
import { makeFeedEntry } from '../../../lambdas/news/story/make-feed-entry';
import type { Story } from '../../../lambdas/news/story/story';
import { type Instant, plusSeconds } from '../../../lambdas/news/values/instant';
import type { StoredEntry } from '../../../lambdas/store/table/entry-items';
import { lateChangeKey } from '../../../lambdas/store/table/keys';
import type { AuditedFeed, History } from './audit-tombstones';
import { hasSameFields } from './has-same-fields';

const DAY = 86_400;
/** Written here again: the audit must not take it from the code that it judges. */
const MAX_PLACES = 20;

/** When a story last had a late change in a feed that it has not left since; undefined where it had none. */
function lateChangeIn(feed: FeedName, history: History): Instant | undefined {
  let late: Instant | undefined;
  for (const [n, { story, at, imported }] of [...history].sort(([a], [b]) => a - b)) {
    const before = history.get(n - 1)?.story;
    const isIn = (one: Story | undefined) => one !== undefined && one.publishedAt <= at && feedsOf(one).has(feed);
    const [was, is] = [before?.correction, story.correction];
    const isCorrected = is !== undefined && (was?.at !== is.at || was.note !== is.note);
    const isMoved = !isIn(before) || before?.publishedAt !== story.publishedAt;
    // An imported change was lately late for its readers elsewhere.
    const originalAt = imported?.originalAt ?? at;
    const isNews = originalAt > plusSeconds(at, -30 * DAY);
    if (!isIn(story)) late = undefined;
    else if (isNews && (isCorrected || (isMoved && story.publishedAt < plusSeconds(originalAt, -3_600)))) late = at;
  }
  return late;
}

/** Compares the late changes of a feed, by sort key, with the histories of all stories. `opened` is until when it may have been opening. */
export function faultsInLateChanges(
  stored: ReadonlyMap<string, StoredEntry>,
  { head, stories, opened }: Omit<AuditedFeed, 'since'> & { readonly opened: Instant },
): string[] {
  const { name } = head;
  const faults: string[] = [];
  const fault = (text: string) => faults.push(`feed ${name}: ${text}`);

  const late = [...stories.values()].flatMap(({ story, revisions }) => {
    const at = name === 'breaking' ? undefined : lateChangeIn(name, revisions);
    return story && at !== undefined && at > plusSeconds(head.changedAt, -30 * DAY) ? [{ story, at }] : [];
  });
  const listed = head.lateChanges.filter(
    ({ idHash, at }) => idHash !== '' && at > plusSeconds(head.changedAt, -30 * DAY),
  );
  for (const { idHash, revision, at } of listed) {
    const place = head.lateChanges.findIndex((change) => change.idHash === idHash);
    const right = late.find(({ story }) => nameHash(story.id) === idHash);
    const found = stored.get(lateChangeKey(name, place).sk)?.entry;
    if (right?.at !== at || right.story.revision !== revision)
      fault(`it says that ${idHash} was changed late at ${at}`);
    else if (!hasSameFields(found, makeFeedEntry(right.story)))
      fault(`its late change ${place} is not ${right.story.id} as it is`);
  }
  // Very many may have taken each other's places, and the story that opens a feed is no late change.
  const missing = late.filter(
    ({ story, at }) => at > opened && !listed.some(({ idHash }) => idHash === nameHash(story.id)),
  );
  if (late.length <= MAX_PLACES && listed.length < MAX_PLACES && missing.length > 0 && !hadAllPlaces(head))
    fault(`it does not list the late change of ${missing.map(({ story }) => story.id)}`);
  for (const sk of stored.keys()) {
    if (sk >= lateChangeKey(name, head.lateChanges.length).sk) fault(`it has no place ${sk}`);
  }
  if ([...stored.values()].some(({ writeCount }) => writeCount > head.writeCount || writeCount < 1))
    fault('a late change is newer than its head');
  return faults;
}

/** Once all places were taken, a place that is free now may have been another story's. */
const hadAllPlaces = ({ lateChanges }: FeedHead): boolean => lateChanges.length >= MAX_PLACES;
