import type { ListedWrite } from '../../news/changes/change-list';
import { type Closing, opensAt } from '../../news/feed/closing';
import type { FeedName } from '../../news/feed/feed';
import type { Edit } from '../../news/feed/feed-edit';
import type { FeedHead } from '../../news/feed/feed-head';
import { type Instant, latest } from '../../news/values/instant';
import type { StoryHead } from '../table/head-items';
import { keyOf } from '../table/item';
import { ABOVE_ENTRIES, aboveEntriesAt, entryKeyParts, feedPartition } from '../table/keys';
import type { Ids } from '../write/edit-context';
import { planEdit } from '../write/plan-edit';
import { feedsDecidingEdit } from '../write/read-heads-for-edit';
import type { RebuiltStory } from './rebuild-story';

/** The store as the planner leaves it when it plans every revision again. */
export interface Replay {
  readonly storyHeads: ReadonlyMap<string, StoryHead>;
  readonly feeds: ReadonlyMap<FeedName, ReplayedFeed>;
}

export interface ReplayedFeed {
  head: FeedHead;
  /** The id of the story in each entry, late change and tombstone, by sort key. */
  readonly items: Map<string, string>;
}

/** What no revision tells of the feeds. */
interface FeedRecords {
  /** The guids of the feeds that have one. */
  readonly guids: ReadonlyMap<FeedName, string>;
  /** The last closing of each feed that was ever closed. */
  readonly closings: ReadonlyMap<FeedName, Closing>;
}

/** Plans all revisions again, in memory and in the order in which they were made. */
export function replayRevisions(
  stories: ReadonlyMap<string, RebuiltStory>,
  writes: readonly ListedWrite[],
  { guids, closings }: FeedRecords,
  guid: () => string,
): Replay {
  const storyHeads = new Map<string, StoryHead>();
  const feeds = new Map<FeedName, ReplayedFeed>();
  const partitions = new Map<string, ReplayedFeed>();
  // A head gets its version when it is written.
  const replayIds: Ids = { version: () => '', guid, transaction: () => '' };
  for (const edit of editsInOrder(stories, writes)) {
    const { id } = edit.after;
    const known = [...feedsDecidingEdit(edit)].flatMap((name) => {
      const head = feeds.get(name)?.head;
      return head ? [closedInTime(head, closings.get(name), edit.now)] : [];
    });
    const heads = {
      story: storyHeads.get(id),
      feeds: new Map(known.map((head) => [head.name, head])),
      nextPublications: nextPublications(known, feeds, edit),
      full: [],
    };
    const record = { by: '', feedGuids: guids };
    const planned = planEdit({ tableName: '', edit, record, heads, ids: replayIds });
    storyHeads.set(id, planned.heads.story);
    for (const [name, head] of planned.heads.feeds) {
      const feed = feeds.get(name) ?? { head, items: new Map() };
      feed.head = head;
      feeds.set(name, feed);
      partitions.set(feedPartition(name), feed);
    }
    for (const { action } of planned.actions) {
      const { pk, sk } = keyOf(action.Put?.Item ?? action.Delete?.Key ?? {});
      if (sk === 'HEAD') continue;
      if (action.Delete) partitions.get(pk)?.items.delete(sk);
      else partitions.get(pk)?.items.set(sk, id);
    }
  }
  return { storyHeads, feeds };
}

/** The head as it was before an edit at a moment: an editor may have closed the feed between two revisions, and opened it. */
function closedInTime(head: FeedHead, closing: Closing | undefined, now: Instant): FeedHead {
  if (!closing || closing.at > now) return head;
  if (closing.until !== undefined && closing.until < now) return { ...head, closing };
  return head.closing ? head : { ...head, closing: { at: closing.at } };
}

/**
 * One edit for each revision, in the order in which they were made. Edits of one second keep the order of the list, which
 * has a revision at its end where it lost the write. A revision that no write lists comes before the next revision of its story.
 */
function editsInOrder(stories: ReadonlyMap<string, RebuiltStory>, writes: readonly ListedWrite[]): Edit[] {
  const planned = new Map<string, { next: number; at: Instant }>();
  const edits: { edit: Edit; at: Instant }[] = [];
  for (const { id, revision } of writes) {
    const history = stories.get(id)?.history ?? [];
    let { next, at } = planned.get(id) ?? { next: 0, at: '' };
    for (; (history[next]?.story.revision ?? Number.POSITIVE_INFINITY) <= revision; next++) {
      const { story: after, at: now, imported } = history[next] as (typeof history)[number];
      // Clocks of writers differ, but no revision comes before the one that it follows.
      at = latest(now, at);
      edits.push({ edit: { before: history[next - 1]?.story, after, now, imported }, at });
    }
    planned.set(id, { next, at });
  }
  return edits.sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1)).map(({ edit }) => edit);
}

/** For each feed that is not open, its soonest coming publication. `breaking` opens with the first story of all. */
function nextPublications(
  heads: readonly FeedHead[],
  feeds: ReadonlyMap<FeedName, ReplayedFeed>,
  { after, now }: Edit,
): Map<FeedName, Instant> {
  const next = new Map<FeedName, Instant>();
  for (const head of heads) {
    if (opensAt(head) <= now) continue;
    const { name } = head;
    const items = feeds.get(name === 'breaking' ? 'all' : name)?.items ?? new Map<string, string>();
    const [soonest] = [...items]
      .filter(([sk, id]) => id !== after.id && sk > aboveEntriesAt(now) && sk < ABOVE_ENTRIES)
      .map(([sk]) => entryKeyParts(sk).at)
      .sort();
    if (soonest !== undefined) next.set(name, soonest);
  }
  return next;
}
