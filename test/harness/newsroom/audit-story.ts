import type { FeedName } from '../../../lambdas/news/feed/feed';
import { type Excerpt, feedStoryOf } from '../../../lambdas/news/story/feed-entry';
import { makeFeedEntry } from '../../../lambdas/news/story/make-feed-entry';
import type { Story } from '../../../lambdas/news/story/story';
import type { Instant } from '../../../lambdas/news/values/instant';
import { compareMoments, momentsToCome } from './audit-moments';
import type { StoredStory } from './audit-table';
import { feedsWithTombstone } from './audit-tombstones';
import { hasSameFields } from './has-same-fields';

/** One edit in a story's history. */
export interface AuditedEdit {
  readonly before?: Story;
  readonly after: Story;
  readonly at: Instant;
  /** The feeds with a tombstone of the story before or after this edit. */
  readonly tombstoneFeeds: ReadonlySet<FeedName>;
}

/** Seconds that may lie between a writer's look at its clock and its commit. */
export const SKEW = 5;

/** The edits of one story. A missing revision, or one out of order, is a fault. */
export function editsOf(id: string, { revisions }: StoredStory, faults: string[]): AuditedEdit[] {
  const edits: AuditedEdit[] = [];
  for (let n = 1; n <= revisions.size; n++) {
    const revision = revisions.get(n);
    const before = revisions.get(n - 1);
    if (!revision) {
      faults.push(`story ${id}: revision ${n} of ${revisions.size} is not there`);
      continue;
    }
    const { story, at } = revision;
    if (story.id !== id || story.revision !== n) faults.push(`story ${id}: revision ${n} is of another story`);
    if (before && before.story.guid !== story.guid) faults.push(`story ${id}: revision ${n} has another guid`);
    if (before && before.at > at) faults.push(`story ${id}: revision ${n} is older than the one before`);
    const tombstoneFeeds = new Set([...feedsWithTombstone(revisions, n - 1), ...feedsWithTombstone(revisions, n)]);
    edits.push({ before: before?.story, after: story, at, tombstoneFeeds });
  }
  return edits;
}

/** Whether feed documents show the story as it is: every field whole, and the beginning of its body. */
function isExcerptOf(story: Story, excerpt: Excerpt | undefined): boolean {
  if (excerpt?.id !== story.id || excerpt.revision !== story.revision) return false;
  const { body: shown, whole, ...fields } = feedStoryOf(makeFeedEntry(story), excerpt);
  const { body, formerFeeds: _, formerUrls: __, ...all } = story;
  const isBody = whole ? shown === body : Buffer.byteLength(body) > 16 * 1024 && Buffer.byteLength(shown) <= 16 * 1024;
  return isBody && hasSameFields(fields, all);
}

/** Compares a story, its head and its excerpt with its last revision. */
export function auditStory(id: string, { head, story, excerpt, revisions }: StoredStory, faults: string[]): void {
  const fault = (what: string) => faults.push(`story ${id}: ${what}`);
  const last = revisions.get(revisions.size);
  if (!head) return void fault('no head');
  if (!story) return void fault('no story');
  if (!last) return void fault('no revisions');
  if (JSON.stringify(story) !== JSON.stringify(last.story)) fault('it is not its last revision');
  if (head.writeCount !== story.revision) fault(`its head is at ${head.writeCount}, it is at ${story.revision}`);
  if (head.publishedAt !== story.publishedAt) fault(`its head says it was published ${head.publishedAt}`);
  if (head.breakingUntil !== story.breakingUntil) fault(`its head says it breaks until ${head.breakingUntil}`);
  if (head.withdrawnAt !== story.withdrawal?.at) fault(`its head says it was withdrawn ${head.withdrawnAt}`);
  if (head.note !== story.withdrawal?.note) fault(`its head says of its withdrawal: ${head.note}`);
  if (story.withdrawal && excerpt) fault('it is withdrawn, and its excerpt is there');
  if (!story.withdrawal && !isExcerptOf(story, excerpt)) fault('its excerpt is not of its last revision');
  compareMoments(`story ${id}`, head, momentsToCome([story]), last.at, faults);
}
