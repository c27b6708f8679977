import type { Instant } from '../../news/values/instant';
import type { Table } from '../table/table';
import type { Wait } from '../table/transaction';
import type { Ids } from './edit-context';

/**
 * How often an edit is planned when other writers are faster on a head that both move. Every story moves the head of `all`: of
 * 32 writers at once none used up these attempts (docs/decisions: time-outs and retries).
 */
export const MAX_ATTEMPTS = 30;

/** Milliseconds between two attempts, at most. With long waits, newcomers pass who have just begun. */
export const MAX_WAIT_MS = 250;

export interface WriterNeeds {
  readonly table: Table;
  readonly clock: () => Instant;
  readonly ids: Ids;
  readonly wait: Wait;
  /** 0 ≤ n < 1, for the jitter between attempts. */
  readonly random: () => number;
}
