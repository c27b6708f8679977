import type { FeedChange } from '../../news/feed/advance-feed';
import { visibleBy } from '../../news/feed/feed-edit';
import { advanceHead, NOTHING_YET, nameHash } from '../../news/feed/head';
import { NEVER } from '../../news/values/instant';
import { feedRegistrationItem, type RegisterHead, registerHeadItem } from '../table/head-items';
import { touchRows } from '../table/touched-rows';
import type { EditActions, EditContext } from './edit-context';

/** The register's row of each feed that opens, or will open at another moment, and the head of the register. */
export function registerActions(
  { edit, heads, ids, on, rowsInBatch = 0 }: EditContext,
  changes: readonly FeedChange[],
): { actions: EditActions; register?: RegisterHead } {
  const opened = changes.filter(({ previous, head }) => previous?.openedAt !== head.openedAt);
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
        [previous?.openedAt, head.openedAt].some((at) => at !== undefined && at <= soon),
      ),
      moments: new Map(
        opened.map(({ head: { name, openedAt } }) => [nameHash(name), openedAt === NEVER ? [] : [openedAt]]),
      ),
      version: ids.version(),
    }),
    // Each row has a `writeCount` of its own, by which `showsTouchedRows` finds it.
    writeCount: previous.writeCount + opened.length,
  };
  const actions: EditActions = opened.map(({ head: { name, title, guid, openedAt } }, i) => ({
    action: on.put(feedRegistrationItem({ name, title, guid, openedAt, writeCount: previous.writeCount + i + 1 })),
  }));
  return { actions: [...actions, { action: on.putOver(registerHeadItem(register), heads.register) }], register };
}
