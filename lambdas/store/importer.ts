import { type Batch, batched, type Import } from './batch';
import { closing } from './full-documents';
import { known } from './known';
import type { Refusal } from './plan';
import { commit, StoreUnavailable } from './transaction';
import { ATTEMPTS, LONGEST_WAIT, type WriterNeeds } from './writer';

/** How many imports are planned together at most: each takes six actions or more of a hundred. */
const TOGETHER = 16;

export type Importer = ReturnType<typeof importer>;

/** The half of the store that writes what was made elsewhere. */
export function importer({ table, clock, ids, wait, random }: WriterNeeds) {
  /** Stores the first of some imports in one transaction, and says how many they were. */
  async function some(imports: readonly Import[]): Promise<{ count: number; outcome: 'stored' | Refusal }> {
    let together = TOGETHER;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const storedAt = clock();
      const batch = await batched(table, imports.slice(0, together), { storedAt, ids });
      if (batch === 'conflict') return { count: 1, outcome: 'conflict' };
      const outcome = await commit(table.client, actionsOf(batch), { token: ids.transaction(), wait });
      if ('full' in batch) continue;
      if (outcome === 'done') return { count: batch.count, outcome: 'stored' };
      if (outcome !== 'busy' && batch.count === 1) return { count: 1, outcome };
      // One of them was refused, and all of them with it: each by itself.
      if (outcome !== 'busy') together = 1;
      else await wait(random() * Math.min(10 * 2 ** attempt, LONGEST_WAIT));
    }
    throw new StoreUnavailable('too many other stories are being written; not all was stored');
  }

  const actionsOf = (batch: Exclude<Batch, 'conflict'>) =>
    'full' in batch
      ? closing(table.name, batch.full, batch.edit.now, ids.version, batch.edit.brought)
      : [...batch.actions.values()];

  return {
    known: (what: Parameters<typeof known>[1]) => known(table, what),

    /**
     * Stores revisions that were made elsewhere, in their order, several in one transaction and each head in it once. Gives
     * for each whether it is stored; `conflict` where its id or guid is taken or it does not follow on the revision that there
     * is. Throws StoreUnavailable when that could not be settled; what comes before is stored then.
     */
    async store(imports: readonly Import[]): Promise<('stored' | Refusal)[]> {
      const outcomes: ('stored' | Refusal)[] = [];
      while (outcomes.length < imports.length) {
        const { count, outcome } = await some(imports.slice(outcomes.length));
        outcomes.push(...Array<'stored' | Refusal>(count).fill(outcome));
      }
      return outcomes;
    },
  };
}
