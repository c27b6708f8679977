import { commit, StoreUnavailable } from '../table/transaction';
import { closingActions } from '../write/full-documents';
import { type Batch, type Import, planBatch } from '../write/plan-batch';
import type { WriteRefusal } from '../write/plan-edit';
import { MAX_ATTEMPTS, MAX_WAIT_MS, type WriterNeeds } from '../write/writer';
import { findExisting } from './find-existing';

/** How many imports are planned together at most: each takes six actions or more of a hundred. */
const TOGETHER = 16;

type Planned = Extract<Batch, { count: number }>;

interface Some {
  readonly count: number;
  readonly outcome: 'stored' | WriteRefusal;
  readonly next?: Planned;
}

export type Importer = ReturnType<typeof createImporter>;

/** The half of the store that writes what was made elsewhere. */
export function createImporter({ table, clock, ids, wait, random }: WriterNeeds) {
  /** Stores the first of some imports in one transaction: how many they were, and those after them as they were planned meanwhile. */
  async function some(imports: readonly Import[], planned: Planned | undefined): Promise<Some> {
    let together = TOGETHER;
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const ahead = attempt === 1 ? planned : undefined;
      const batch = ahead ?? (await planBatch(table, imports.slice(0, together), { storedAt: clock(), ids }));
      if (batch === 'conflict') return { count: 1, outcome: 'conflict' };
      const [outcome, next] = await Promise.all([
        commit(table.client, actionsOf(batch), { token: ids.transaction(), wait }),
        'full' in batch ? undefined : following(imports.slice(batch.count), batch),
      ]);
      if ('full' in batch) continue;
      if (outcome === 'done') return { count: batch.count, outcome: 'stored', ...(next && { next }) };
      if (outcome !== 'busy' && batch.count === 1) return { count: 1, outcome };
      // One of them was refused, and all of them with it: each by itself.
      if (outcome !== 'busy') together = 1;
      else await wait(random() * Math.min(10 * 2 ** attempt, MAX_WAIT_MS));
    }
    throw new StoreUnavailable('too many other stories are being written; not all was stored');
  }

  /** Plans what follows a batch while that is being stored; nothing where that has to be waited for. */
  async function following(imports: readonly Import[], { chain: past }: Planned): Promise<Planned | undefined> {
    if (!past || imports.length === 0) return undefined;
    try {
      const batch = await planBatch(table, imports.slice(0, TOGETHER), { storedAt: clock(), ids, past });
      return batch !== 'conflict' && 'count' in batch && batch.count > 0 ? batch : undefined;
    } catch {
      // Planned again once the batch before it is stored, it is told.
      return undefined;
    }
  }

  const actionsOf = (batch: Exclude<Batch, 'conflict'>) =>
    'full' in batch
      ? closingActions(table.name, batch.full, batch.edit.now, ids.version, batch.edit.imported)
      : [...batch.actions.values()];

  return {
    known: (what: Parameters<typeof findExisting>[1]) => findExisting(table, what),

    /**
     * Stores revisions that were made elsewhere, in their order, several in one transaction and each head in it once. Gives
     * for each whether it is stored; `conflict` where its id or guid is taken or it does not follow on the revision that there
     * is. Throws StoreUnavailable when that could not be settled; what comes before is stored then.
     */
    async store(imports: readonly Import[]): Promise<('stored' | WriteRefusal)[]> {
      const outcomes: ('stored' | WriteRefusal)[] = [];
      let planned: Planned | undefined;
      while (outcomes.length < imports.length) {
        const { count, outcome, next } = await some(imports.slice(outcomes.length), planned);
        planned = next;
        outcomes.push(...Array<'stored' | WriteRefusal>(count).fill(outcome));
      }
      return outcomes;
    },
  };
}
