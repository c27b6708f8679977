import { type Edit, visibleBy } from '../../news/feed/feed-edit';
import { advanceHead, type Head, nameHash } from '../../news/feed/head';
import { isSameWithdrawal } from '../../news/feed/tombstone';
import { makeExcerpt } from '../../news/story/make-excerpt';
import { momentsOf } from '../../news/story/status';
import type { Story } from '../../news/story/story';
import { type StoryHead, storyHeadItem } from '../table/head-items';
import { excerptKey, withdrawnKey } from '../table/keys';
import { newReceiptItem } from '../table/receipt-items';
import { excerptItem, guidItem, revisionItem, storyItem } from '../table/story-items';
import { withdrawnItem } from '../table/withdrawn-items';
import type { EditActions, EditContext } from './edit-context';

/** The receipt, the story with its head, history and excerpt, its guid, and its place among the withdrawn stories. */
export function storyActions(context: EditContext): { actions: EditActions; story: StoryHead } {
  const { edit, record, heads, ids, on } = context;
  const { before, after, now, imported } = edit;
  const { by, reason, request, warnings, importedBy } = record;
  const previous = before && heads.story;
  const story = storyHeadAfter(previous, edit, ids.version());
  const revision = revisionItem({
    ...{ story: after, at: now, by, reason, request, warnings },
    imported: imported && { ...imported, by: importedBy ?? by },
  });
  const actions: EditActions = [
    ...receiptActions(context),
    { action: on.putOver(storyHeadItem(story), previous), refusal: 'conflict' },
    { action: on.put(storyItem(after)) },
    { action: on.putNew(revision) },
    ...excerptActions(context),
  ];
  if (!before) actions.push({ action: on.putNew(guidItem(after)), refusal: 'conflict' });
  if (after.withdrawal) actions.push({ action: on.put(withdrawnItem(after)) });
  else if (before?.withdrawal) actions.push({ action: on.remove(withdrawnKey(before.publishedAt, before.id)) });
  return { actions, story };
}

/** Comes first in the transaction, so that a repeat is `repeated` and no `conflict`. */
function receiptActions({ edit: { now }, record: { receipt }, on }: EditContext): EditActions {
  if (!receipt) return [];
  const item = newReceiptItem(receipt.key, receipt.receipt, now);
  return [{ action: on.putNewOrEnded(item, now), refusal: 'repeated' }];
}

/** The excerpt, which all feeds share. Feeds show nothing of a withdrawn story. */
function excerptActions({ edit: { before, after }, on }: EditContext): EditActions {
  if (!after.withdrawal) return [{ action: on.put(excerptItem(makeExcerpt(after))) }];
  return before && !before.withdrawal ? [{ action: on.remove(excerptKey(after.id)) }] : [];
}

function storyHeadAfter(previous: Head | undefined, edit: Edit, version: string): StoryHead {
  const { before, after, now, imported } = edit;
  const { id, publishedAt, breakingUntil, withdrawal } = after;
  const soon = visibleBy(edit);
  const isPublic = (story: Story | undefined) => story !== undefined && story.publishedAt <= soon;
  return {
    ...{ id, publishedAt, breakingUntil, withdrawnAt: withdrawal?.at, note: withdrawal?.note },
    ...advanceHead(previous, {
      now,
      storedAt: imported?.storedAt,
      isVisible: !isSameWithdrawal(before, after) && (isPublic(before) || isPublic(after)),
      moments: new Map([[nameHash(id), momentsOf(after)]]),
      version,
    }),
  };
}
