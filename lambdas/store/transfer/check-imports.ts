import { flagChange } from '../../news/feed/flag-count';
import type { Instant } from '../../news/values/instant';
import type { Table } from '../table/table';
import { countFreeFlags } from '../write/count-flags';
import type { WriteRefusal } from '../write/edit-context';
import type { Import } from '../write/plan-batch';

/**
 * The outcome that the importer would give each revision if nobody else wrote meanwhile. Writes nothing. A revision that
 * follows a refused one is a `conflict`. Reads only where a revision adds a breaking flag.
 */
export async function checkImports(
  table: Table,
  imports: readonly Import[],
  storedAt: Instant,
): Promise<('stored' | WriteRefusal)[]> {
  const changes = imports.map(({ before, after }) => flagChange({ before, after, now: storedAt }));
  let free = changes.includes(1) ? await countFreeFlags(table, storedAt) : 0;
  const refused = new Set<string>();
  const idByGuid = new Map<string, string>();
  return imports.map(({ after }, i) => {
    const change = changes[i] ?? 0;
    const isConflict = refused.has(after.id) || (idByGuid.get(after.guid) ?? after.id) !== after.id;
    const outcome = isConflict ? 'conflict' : change > 0 && free <= 0 ? 'breaking full' : 'stored';
    if (outcome === 'stored') {
      free -= change;
      idByGuid.set(after.guid, after.id);
    } else refused.add(after.id);
    return outcome;
  });
}
