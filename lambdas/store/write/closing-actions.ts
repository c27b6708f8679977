import { isDeepStrictEqual } from 'node:util';
import { closingAt } from '../../news/feed/closing';
import { feedParts } from '../../news/feed/feed';
import type { FeedHead } from '../../news/feed/feed-head';
import { advanceHead } from '../../news/feed/head';
import { feedHeadItem } from '../table/head-items';
import { newReceiptItem } from '../table/receipt-items';
import type { Action } from '../table/transaction';
import { actionsOn } from '../table/transaction-actions';
import type { ClosingReceipt, ClosingState, Decision } from './closing-decision';
import type { Ids } from './edit-context';
import { registerActions } from './register-actions';

/** One transaction: the receipt, the head, its row and the head of the register. Nothing where nothing changes. */
export function closingActions(
  tableName: string,
  { head, register, now }: ClosingState,
  { closing, openedAt = now, targets = [] }: Decision,
  { ids, receipt }: { ids: Ids; receipt?: ClosingReceipt },
): Action<'repeated'>[] {
  const on = actionsOn(tableName);
  const before = closingAt(head, now);
  const actions: Action<'repeated'>[] = [];
  if (receipt) {
    const { name: feed, title } = head;
    const content = { request: receipt.request, status: 200, feed, title, closing };
    actions.push({ action: on.putNewOrEnded(newReceiptItem(receipt.key, content, now), now), refusal: 'repeated' });
  }
  if (isDeepStrictEqual(before, closing)) return actions;
  const version = ids.version();
  const advanced = advanceHead(head, { now, isVisible: true, moments: new Map(), version });
  const after: FeedHead = {
    ...head,
    ...advanced,
    // An open feed keeps its last closing, with its end.
    closing: closing ?? (before && { ...before, until: openedAt }),
    // No ETag from before the closing comes again.
    archive: head.archive && { ...head.archive, version, changedAt: advanced.changedAt },
  };
  const edit = { now };
  const ofRegister = registerActions({ edit, heads: { register }, ids, on }, [{ previous: head, head: after }]);
  actions.push({ action: on.putOver(feedHeadItem(after), head) });
  for (const { action } of ofRegister.actions) actions.push({ action });
  // A condition alone needs a right of its own. The same item again has the same condition: the target stays open meanwhile.
  for (const target of targets)
    if (feedParts(target.head.name)) actions.push({ action: on.putOver(target.item, target.head) });
  return actions;
}
