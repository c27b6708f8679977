import { isDeepStrictEqual } from 'node:util';
import type { FeedChange } from '../../news/feed/advance-feed';
import { opensAt } from '../../news/feed/closing';
import { type Edit, visibleBy } from '../../news/feed/feed-edit';
import { advanceHead, NOTHING_YET, nameHash } from '../../news/feed/head';
import { NEVER } from '../../news/values/instant';
import { feedRegistrationItem, type RegisterHead, registerHeadItem } from '../table/head-items';
import { touchRows } from '../table/touched-rows';
import type { EditActions, EditContext } from './edit-context';

/** The part of an edit, or of a closing, that decides the register. */
interface RegisterContext extends Pick<EditContext, 'ids' | 'on' | 'rowsInBatch'> {
  readonly edit: Pick<Edit, 'now' | 'imported'>;
  readonly heads: { readonly register?: RegisterHead };
}

type OpeningChange = Pick<FeedChange, 'previous' | 'head'>;

/** The register's row of each feed that opens, closes, or will open at another moment, and the head of the register. */
export function registerActions(
  { edit, heads, ids, on, rowsInBatch = 0 }: RegisterContext,
  changes: readonly OpeningChange[],
): { actions: EditActions; register?: RegisterHead } {
  const opened = changes.filter(hasOtherOpening);
  if (opened.length === 0) return { actions: [], register: heads.register };

  const previous = heads.register ?? { ...NOTHING_YET, writeCount: 0, touched: [] };
  const soon = visibleBy(edit);
  const register: RegisterHead = {
    touched: touchRows(
      previous.touched,
      opened.map(({ head: { name } }) => name),
      rowsInBatch,
    ),
    ...advanceHead(previous, {
      now: edit.now,
      storedAt: edit.imported?.storedAt,
      isVisible: opened.some(({ previous, head }) =>
        [previous, head].some((feed) => feed !== undefined && opensAt(feed) <= soon),
      ),
      moments: new Map(opened.map(({ head }) => [nameHash(head.name), opensAt(head) === NEVER ? [] : [opensAt(head)]])),
      version: ids.version(),
    }),
    // Each row has a `writeCount` of its own, by which `showsTouchedRows` finds it.
    writeCount: previous.writeCount + opened.length,
  };
  const actions: EditActions = opened.map(({ head: { name, title, guid, openedAt, closing } }, i) => ({
    action: on.put(
      feedRegistrationItem({ name, title, guid, openedAt, closing, writeCount: previous.writeCount + i + 1 }),
    ),
  }));
  return { actions: [...actions, { action: on.putOver(registerHeadItem(register), heads.register) }], register };
}

const hasOtherOpening = ({ previous, head }: OpeningChange): boolean =>
  previous?.openedAt !== head.openedAt || !isDeepStrictEqual(previous.closing, head.closing);
