import type { ImportResult } from '../http/newsroom-operations';
import type { Warning } from '../news/upload/field';
import type { Import } from '../store/write/plan-batch';

/** An import that is ready to be stored, or a result that needs no write. */
export type PlannedImport = ImportResult | (Import & { readonly warnings: readonly Warning[] });

export function refuseImport(pointer: string, detail: string): ImportResult {
  return { outcome: 'refused', errors: [{ pointer, detail }] };
}
