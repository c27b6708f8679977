import { advanceFeed, type FeedChange } from '../../news/feed/advance-feed';
import type { FeedName } from '../../news/feed/feed';
import { feedsAffectedBy } from '../../news/feed/feed-edit';
import type { LastChange } from '../../news/feed/feed-head';
import type { FeedPlace } from '../../news/feed/feed-place';
import { type Tombstone, tombstoneOf } from '../../news/feed/tombstone';
import type { FeedEntry } from '../../news/story/feed-entry';
import { makeFeedEntry } from '../../news/story/make-feed-entry';
import { entryItem, tombstoneItem } from '../table/entry-items';
import { feedHeadItem } from '../table/head-items';
import { entryKey, type Key, lateChangeKey, tombstoneKey } from '../table/keys';
import type { EditActions, EditContext } from './edit-context';

/** The head of every affected feed, the story's entry or tombstone in it, and its late change. */
export function feedActions(
  context: EditContext,
  lastChange: LastChange,
): { actions: EditActions; changes: FeedChange[] } {
  const { edit, record, heads, ids, touchedInBatch } = context;
  const changes = [...feedsChangedBy(context)].map((name) =>
    advanceFeed(heads.feeds.get(name), edit, {
      name,
      newGuid: () => record.feedGuids?.get(name) ?? ids.guid(),
      version: ids.version(),
      nextPublication: heads.nextPublications.get(name),
      touchedInBatch: touchedInBatch?.get(name),
      lastChange,
    }),
  );
  const carried = { entry: makeFeedEntry(edit.after), tombstone: tombstoneOf(edit.after) };
  return { actions: changes.flatMap((change) => changeOfFeed(context, change, carried)), changes };
}

/** The head of `all` numbers every write; `breaking` opens with the first story of all. */
function feedsChangedBy({ edit, heads }: EditContext): Set<FeedName> {
  const names = feedsAffectedBy(edit).add('all');
  const breaking = heads.feeds.get('breaking');
  return breaking && breaking.openedAt <= edit.now ? names : names.add('breaking');
}

function changeOfFeed(
  { on }: EditContext,
  { previous, head, from, to, latePlace }: FeedChange,
  { entry, tombstone }: { entry: FeedEntry; tombstone?: Tombstone },
): EditActions {
  const { name, writeCount } = head;
  const actions: EditActions = [{ action: on.putOver(feedHeadItem(head), previous) }];
  const oldKey = from && keyOfPlace(name, from, entry.id);
  const newKey = to && keyOfPlace(name, to, entry.id);
  if (newKey) {
    const item = tombstone ? tombstoneItem(newKey, tombstone, writeCount) : entryItem(newKey, entry, writeCount);
    actions.push({ action: on.put(item) });
  }
  if (oldKey && oldKey.sk !== newKey?.sk) actions.push({ action: on.remove(oldKey) });
  if (latePlace !== undefined)
    actions.push({ action: on.put(entryItem(lateChangeKey(name, latePlace), entry, writeCount)) });
  return actions;
}

const keyOfPlace = (feed: FeedName, { at, tombstone }: FeedPlace, id: string): Key =>
  tombstone ? tombstoneKey(feed, at, id) : entryKey(feed, at, id);
