import type { Edit } from '../../news/feed/feed-head';
import type { Story } from '../../news/story/story';
import type { Instant } from '../../news/values/instant';
import type { Table } from '../table/table';
import { commit, StoreUnavailable, type Wait } from '../table/transaction';
import { closingActions } from './full-documents';
import { type EditRecord, type Ids, planEditActions, type WriteRefusal } from './plan-edit';
import { readHeadsForEdit } from './read-heads-for-edit';

/**
 * How often an edit is decided anew because another writer was faster on a head that both move. Every story moves the
 * head of `all`: of 16 writers at once none ran out of these, of 32 none (docs/decisions: time-outs and retries).
 */
export const MAX_ATTEMPTS = 30;

/** Milliseconds that are waited at most between two attempts. Long waits let newcomers pass who have just begun. */
export const MAX_WAIT_MS = 250;

export interface WriterNeeds {
  readonly table: Table;
  readonly clock: () => Instant;
  readonly ids: Ids;
  readonly wait: Wait;
  /** 0 ≤ n < 1, for the jitter between attempts. */
  readonly random: () => number;
}

export type Writer = ReturnType<typeof createWriter>;

/** The writing half of the store. */
export function createWriter({ table, clock, ids, wait, random }: WriterNeeds) {
  async function store(edit: Omit<Edit, 'now'>, edited: EditRecord): Promise<'stored' | WriteRefusal> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const now = clock();
      const heads = await readHeadsForEdit(table, { ...edit, now });
      if (heads.story?.rev !== edit.before?.revision) return 'conflict';
      if (heads.full.length > 0) {
        // Another writer who closes them does the same.
        await commit(table.client, closingActions(table.name, heads.full, now, ids.version), {
          token: ids.transaction(),
          wait,
        });
        continue;
      }
      const actions = planEditActions(table.name, { ...edit, now }, edited, heads, ids);
      const outcome = await commit(table.client, actions, { token: ids.transaction(), wait });
      if (outcome === 'done') return 'stored';
      if (outcome !== 'busy') return outcome;
      await wait(random() * Math.min(10 * 2 ** attempt, MAX_WAIT_MS));
    }
    throw new StoreUnavailable('too many other stories are being written; nothing was stored');
  }

  return {
    /**
     * Stores a new story, revision 1, in every feed that it belongs to. `conflict` when its id is taken, for ever;
     * `repeated` when its receipt is there already. Throws StoreUnavailable when that could not be settled.
     */
    create: (after: Story, edited: EditRecord) => store({ after }, edited),

    /** Stores the next revision of a story. `conflict` when `before` is no longer the current one. */
    revise: (before: Story, after: Story, edited: EditRecord) => store({ before, after }, edited),
  };
}
