import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { parseDuration } from '../../lambdas/news/values/duration';
import type { Table } from '../../lambdas/store/table/table';
import { type Bulletin, inProcessBulletin, type Settings } from './bulletin';
import { Watch } from './checks/watch';
import { command, passing } from './commands/commands';
import { moving, replacing } from './commands/edits';
import { breaking, clearing } from './commands/flags';
import { type Opening, Openings } from './commands/openings';
import { misusingKeys, retrying } from './commands/retries';
import { stale } from './commands/stale';
import { burst, taken, uploading } from './commands/uploads';
import { reinstating, withdrawing } from './commands/withdrawals';
import { Stats } from './stats';

/** The second process of the public side ends, and one begins that remembers nothing. */
const restarting = command(
  'restart',
  fc.constant(null),
  async (_, { bulletin }) => bulletin.restart(),
  () => true,
);

const often = <T>(times: number, what: T): T[] => Array.from({ length: times }, () => what);

const COMMANDS = [
  ...often(4, uploading),
  ...often(5, replacing),
  ...often(2, moving),
  ...often(2, breaking),
  clearing,
  ...often(3, withdrawing),
  ...often(3, reinstating),
  ...often(8, passing),
  ...often(2, retrying),
  misusingKeys,
  stale,
  taken,
  restarting,
  burst,
];

export interface Bounds extends Settings {
  /** Of the first history; each has one of its own, the next number. */
  readonly seed: number;
  /** Both bound it: whichever comes first. */
  readonly histories: number;
  readonly seconds: number;
  /** Deeds of a history, at most. */
  readonly commands: number;
}

/** Milliseconds for which a history that went wrong is made shorter. */
const SHRINK_FOR = 60_000;

/** Starts the system of a history on a table of its own. */
export type Start = (table: Table, settings: Settings) => Bulletin | Promise<Bulletin>;

/** Runs histories until there are enough of them or the time is over. Throws for one in which something is wrong. */
export async function runHistories(
  client: DynamoDBClient,
  bounds: Bounds,
  start: Start = inProcessBulletin,
): Promise<Stats> {
  const { withdrawnFor } = bounds;
  const seconds = parseDuration(withdrawnFor);
  if (seconds === undefined) throw new RangeError(`${withdrawnFor} is no duration`);
  const openings = new Openings(client, { withdrawnFor, seconds });
  const stats = new Stats();

  const history = fc.record({
    opening: fc.constantFrom<Opening>(
      'nothing',
      'nothing',
      ...often<Opening>(5, 'a story'),
      'more than a feed carries',
    ),
    commands: fc.commands(COMMANDS, { maxCommands: bounds.commands, size: 'max' }),
  });
  let shrinksUntil = Number.POSITIVE_INFINITY;
  const property = fc.asyncProperty(history, async ({ opening, commands }) => {
    // A counterexample found by then is short enough.
    if (Date.now() > shrinksUntil) return;
    const { newsroom, table } = await openings.begin(opening);
    const bulletin = await start(table, bounds);
    try {
      const watch = new Watch(bulletin, newsroom, stats);
      await watch.look();
      await fc.asyncModelRun(() => ({ model: newsroom, real: { bulletin, watch, stats } }), commands);
    } catch (error) {
      shrinksUntil = Math.min(shrinksUntil, Date.now() + SHRINK_FOR);
      throw error;
    } finally {
      await bulletin.end();
    }
  });

  const end = Date.now() + bounds.seconds * 1000;
  for (let i = 0; i < bounds.histories && Date.now() < end; i++) {
    try {
      await fc.assert(property, { seed: bounds.seed + i, numRuns: 1 });
    } catch (error) {
      // Once more: this one alone.
      throw new Error(`MODEL_SEED=${bounds.seed + i} MODEL_HISTORIES=1, tombstones for ${withdrawnFor}`, {
        cause: error,
      });
    }
    stats.endHistory();
  }
  return stats;
}
