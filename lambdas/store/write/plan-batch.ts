import { opensAt } from '../../news/feed/closing';
import type { FeedName } from '../../news/feed/feed';
import type { Edit } from '../../news/feed/feed-edit';
import type { FeedHead } from '../../news/feed/feed-head';
import { addsFlag, takesFlag } from '../../news/feed/flag-count';
import type { Story } from '../../news/story/story';
import { earliest, type Instant, latest } from '../../news/values/instant';
import type { RegisterHead } from '../table/head-items';
import type { Table } from '../table/table';
import type { EditRecord, Ids, WriteRefusal } from './edit-context';
import { type FullDocument, hasOpenStoryCount } from './full-documents';
import { type ActionsByKey, bytesIn, isOneTransaction, mergeActions } from './merge-actions';
import { type PlannedEdit, planEdit } from './plan-edit';
import {
  areMomentsListed,
  feedHeadIn,
  feedHeadsFromItems,
  feedsDecidingEdit,
  type HeadItems,
  type Heads,
  headsFromItems,
  type KnownHeads,
  readHeadItems,
  storyHeadIn,
} from './read-heads-for-edit';

/** A revision that was made elsewhere. */
export interface Import {
  /** The revision before it: the stored one, or one that comes before it in the same import. */
  readonly before?: Story;
  readonly after: Story;
  /** When it was made, by the clock of its origin; not after now. */
  readonly originalAt: Instant;
  readonly record: EditRecord;
}

/** One transaction of imports; or the feeds that have an archive document to close before the first import. */
export type Batch =
  | BatchSoFar
  | { readonly full: readonly FullDocument[]; readonly edit: Edit }
  | 'conflict'
  | 'breaking full';

/** The first imports, planned as one transaction, and the heads as that leaves them. */
export interface BatchSoFar extends KnownHeads {
  readonly actions: ActionsByKey<WriteRefusal>;
  readonly bytes: number;
  /** How many imports they are. */
  readonly count: number;
  readonly edits: readonly Edit[];
  readonly register?: RegisterHead;
  /** Undefined before the first import of all: the heads are then as they are stored. */
  readonly lastChange?: PlannedEdit['heads']['lastChange'];
  /** How many entries of each feed the transaction touches. */
  readonly touchedInBatch: ReadonlyMap<FeedName, number>;
  /** How many rows of the register it puts. */
  readonly rowsInBatch: number;
}

const EMPTY = { actions: new Map(), bytes: 0, count: 0, edits: [], touchedInBatch: new Map(), rowsInBatch: 0 };

/**
 * Plans as many imports as fit into one transaction, in their order, each on the heads that the one before it leaves.
 * `conflict` where the first does not follow the stored revision; `breaking full` where it adds a flag too many.
 * With `previousBatch`, the first follows a batch that is still being stored. The plan is then empty where the first import
 * has to ask the store about items that the batch changes.
 */
export async function planBatch(
  table: Table,
  imports: readonly Import[],
  { storedAt, ids, previousBatch }: { storedAt: Instant; ids: Ids; previousBatch?: BatchSoFar },
): Promise<Batch> {
  const items = await readHeadItems(table, imports, previousBatch);
  let batch: BatchSoFar = { stories: new Map(), feeds: new Map(), ...previousBatch, ...EMPTY };
  for (const next of imports) {
    const isFirst = !batch.lastChange;
    const edit = editOf(next, (batch.lastChange ?? feedHeadIn(items, 'all')?.changes)?.at, storedAt);
    const heads = isFirst ? await headsFromItems(table, items, edit) : await headsAfter(batch, table, items, edit);
    const isConflict = heads?.story?.writeCount !== next.before?.revision;
    if (isFirst && isConflict) return 'conflict';
    if (isFirst && heads?.isBreakingFull) return 'breaking full';
    if (isFirst && heads?.full.length) return { full: heads.full, edit };
    if (!heads || isConflict || heads.isBreakingFull || heads.full.length > 0) break;

    const { touchedInBatch, rowsInBatch } = batch;
    const plan = planEdit({
      tableName: table.name,
      edit,
      record: next.record,
      heads,
      ids,
      touchedInBatch,
      rowsInBatch,
    });
    const rows = (plan.heads.register?.writeCount ?? 0) - (heads.register?.writeCount ?? 0);
    const longer = addToBatch({ ...batch, rowsInBatch: rowsInBatch + rows }, plan, edit);
    if (!longer) break;
    batch = longer;
  }
  return batch;
}

/**
 * Plans an import at the moment of its making, or at the last moment that this newsroom has passed. Its feeds and archives
 * become the same as if it had been made here.
 */
function editOf({ before, after, originalAt }: Import, lastAt: Instant | undefined, storedAt: Instant): Edit {
  const now = earliest(storedAt, latest(originalAt, lastAt));
  return { before, after, now, imported: { originalAt: originalAt, storedAt } };
}

/** The batch with one more edit; undefined where one transaction cannot hold it. */
function addToBatch(batch: BatchSoFar, { actions, heads }: PlannedEdit, edit: Edit): BatchSoFar | undefined {
  const merged = mergeActions(batch.actions, actions);
  const bytes = batch.bytes + bytesIn(actions);
  if (!merged || (batch.count > 0 && !isOneTransaction(merged.size, bytes))) return undefined;
  const touchedInBatch = new Map(batch.touchedInBatch);
  for (const name of feedsDecidingEdit(edit))
    touchedInBatch.set(name, (touchedInBatch.get(name) ?? 0) + (edit.before ? 2 : 1));
  return {
    ...{ actions: merged, bytes, count: batch.count + 1, edits: [...batch.edits, edit], touchedInBatch },
    rowsInBatch: batch.rowsInBatch,
    ...{ register: heads.register, lastChange: heads.lastChange },
    stories: new Map([...batch.stories, [edit.after.id, heads.story]]),
    feeds: new Map([...batch.feeds, ...heads.feeds]),
  };
}

/** The heads of an edit that follows a batch; undefined where it has to ask the store about items that the batch changes. */
async function headsAfter(batch: BatchSoFar, table: Table, items: HeadItems, edit: Edit): Promise<Heads | undefined> {
  const { after, now } = edit;
  const isReady = (head: FeedHead) => areMomentsListed(head, now) && opensAt(head) <= now;
  const others: FeedName[] = [];
  for (const name of feedsDecidingEdit(edit)) {
    const changed = batch.feeds.get(name);
    const head = changed ?? feedHeadIn(items, name);
    if (head && !isReady(head)) return undefined;
    if (changed && !hasOpenStoryCount(changed, now)) return undefined;
    if (!changed) others.push(name);
  }
  const breaking = batch.feeds.get('breaking');
  if (breaking && addsFlag(edit) && !takesFlag(breaking.flags)) return undefined;
  if (batch.register && !areMomentsListed(batch.register, now)) return undefined;
  const { feeds, full, nextPublications, isBreakingFull } = await feedHeadsFromItems(table, items, edit, others);
  return {
    ...{ full, nextPublications, isBreakingFull, lastChange: batch.lastChange, register: batch.register },
    story: batch.stories.get(after.id) ?? storyHeadIn(items, after.id),
    feeds: new Map([...batch.feeds, ...feeds]),
  };
}
