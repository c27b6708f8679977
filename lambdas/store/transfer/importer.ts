import type { Edit } from '../../news/feed/feed-edit';
import { type Action, commit, StoreUnavailable } from '../table/transaction';
import type { WriteRefusal } from '../write/edit-context';
import { documentEndActions } from '../write/full-documents';
import { type BatchSoFar, type Import, planBatch } from '../write/plan-batch';
import { type CountedStories, countInClosedParts, splitFullPart } from '../write/sitemap-places';
import { MAX_ATTEMPTS, MAX_WAIT_MS, type WriterNeeds } from '../write/writer-needs';
import { checkImports } from './check-imports';
import { findExisting, type WantedStories } from './find-existing';
import { createImportClaims } from './import-claims';

/** How many imports one batch plans at most. Each takes six actions or more of a hundred. */
const MAX_PLANNED = 16;

type Outcome = 'stored' | WriteRefusal;

/** The outcome of the first imports, and the batch after them as far as it is planned. */
interface StoredBatch {
  readonly count: number;
  readonly outcome: Outcome;
  readonly next?: BatchSoFar;
}

export type Importer = ReturnType<typeof createImporter>;

/** The half of the store that writes revisions made elsewhere. */
export function createImporter({ table, clock, ids, wait, random }: WriterNeeds) {
  const send = (actions: readonly Action<WriteRefusal>[]) =>
    commit(table.client, actions, { token: ids.transaction(), wait });

  /** Stores the first of some imports in one transaction, and plans the next ones meanwhile. */
  async function storeBatch(imports: readonly Import[], planned: BatchSoFar | undefined): Promise<StoredBatch> {
    let limit = MAX_PLANNED;
    const counted: CountedStories = new Map();
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const ready = attempt === 1 ? planned : undefined;
      const batch = ready ?? (await planBatch(table, imports.slice(0, limit), { storedAt: clock(), ids }));
      if (typeof batch === 'string') return { count: 1, outcome: batch };
      if ('full' in batch) {
        if ((await send(documentEndActions(table.name, batch.full, batch.edit, ids.version))) === 'done') attempt--;
        continue;
      }
      const full = await countInClosedParts(table, batch.feeds, batch.edits, counted);
      if (typeof full === 'object') {
        await splitFullPart(table, full, batch.edits[0] as Edit, { version: ids.version(), send });
        continue;
      }
      const [outcome, next] = await Promise.all([
        full ?? send([...batch.actions.values()]),
        planNext(imports.slice(batch.count), batch),
      ]);
      if (outcome === 'done') return { count: batch.count, outcome: 'stored', next };
      if (outcome !== 'busy' && batch.count === 1) return { count: 1, outcome };
      // A refusal of one import is a refusal of the batch: store each by itself.
      if (outcome !== 'busy') limit = 1;
      else await wait(random() * Math.min(10 * 2 ** attempt, MAX_WAIT_MS));
    }
    throw new StoreUnavailable('too many other stories are being written; not all was stored');
  }

  /** Plans the batch after one that is being stored; undefined where the plan has to wait for that. */
  async function planNext(imports: readonly Import[], previousBatch: BatchSoFar): Promise<BatchSoFar | undefined> {
    if (imports.length === 0) return undefined;
    try {
      const planned = imports.slice(0, MAX_PLANNED);
      const batch = await planBatch(table, planned, { storedAt: clock(), ids, previousBatch });
      return typeof batch !== 'string' && 'count' in batch && batch.count > 0 ? batch : undefined;
    } catch {
      // The next call of storeBatch plans it again, and reports the error.
      return undefined;
    }
  }

  /** Stores imports in their order, several in one transaction. */
  async function storeInOrder(imports: readonly Import[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    let planned: BatchSoFar | undefined;
    while (outcomes.length < imports.length) {
      const { count, outcome, next } = await storeBatch(imports.slice(outcomes.length), planned);
      planned = next;
      outcomes.push(...Array<Outcome>(count).fill(outcome));
    }
    return outcomes;
  }

  const withClaims = createImportClaims({ table, clock });

  return {
    check: (imports: readonly Import[]) => checkImports(table, imports, clock()),

    findExisting: (wanted: WantedStories) => findExisting(table, wanted, clock()),

    /**
     * Stores revisions made elsewhere, in their order, several in one transaction that writes each head once. Gives an outcome
     * for each: `conflict` where its id or guid is taken, or where it does not follow the stored revision; `breaking full`
     * where it adds a flag that has not ended and no more may be set; `address taken` for every revision of a story that has a
     * former address of another one. Throws
     * StoreUnavailable when an outcome stays unknown; the imports before that one are stored then.
     */
    store: (imports: readonly Import[]): Promise<Outcome[]> => withClaims(imports, storeInOrder),
  };
}
