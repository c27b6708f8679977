import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, startEngine } from '../../bin/local/engine';
import type { Settings } from './bulletin';
import { rememberingClient } from './engine-memory';
import { functionsBulletin } from './functions';
import { type Bounds, runHistories, type Start } from './histories';
import type { Stats } from './stats';

/** The page whose table names every cause of a needless 200. */
const LIMITS = readFileSync(join(__dirname, '../../docs/limits.md'), 'utf8');

/** Needless 200s of all requests with the last ETag, at most. */
const NEEDLESS = 0.05;
/** Conditional answers of which the share is taken, at least; two minutes make tens of thousands. */
const ENOUGH = 5_000;

const number = (name: string, otherwise: number): number => Number(process.env[name] || otherwise);

/** How much is run, of histories with one setting. */
type Amount = Omit<Bounds, keyof Settings>;

/** How much is run: by the environment, for whoever has more time or looks for one failure. */
export const bounds = (seconds: number, histories = Number.POSITIVE_INFINITY): Amount => ({
  seed: number('MODEL_SEED', Math.floor(Math.random() * 1e9)),
  histories: number('MODEL_HISTORIES', histories),
  seconds: number('MODEL_SECONDS', seconds),
  commands: number('MODEL_COMMANDS', 40),
});

/** The tests of one setting: histories through the handlers that Lambda calls, and many more in this process. */
export function prove(settings: Settings, { deployed, inProcess }: Record<'deployed' | 'inProcess', Amount>) {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.stop());

  async function run(what: string, amount: Amount, start?: Start): Promise<Stats> {
    const client = rememberingClient(engine.endpoint);
    try {
      const stats = await runHistories(client, { ...settings, ...amount }, start);
      process.stderr.write(`${what}, tombstones for ${settings.withdrawnFor}, MODEL_SEED=${amount.seed}\n${stats}\n`);
      return stats;
    } finally {
      client.destroy();
    }
  }

  test('whatever is done in a newsroom, the functions answer as a model of it says', async () => {
    const start: Start = (table, settings) => functionsBulletin(table, engine.endpoint, settings);
    expect((await run('the functions', deployed, start)).histories).toBeGreaterThan(0);
  }, 1e9);

  test('whatever is done in a newsroom, readers and editors find what a model of it says, and hardly ever anew what they have', async () => {
    const stats = await run('the two sides', inProcess);
    expect(stats.histories).toBeGreaterThan(0);
    // Of a handful of histories a share says nothing.
    if (stats.conditional >= ENOUGH) expect(stats.share).toBeLessThan(NEEDLESS);
    for (const cause of stats.needless.keys()) expect(LIMITS.replace(/\s+/g, ' ')).toContain(cause);
  }, 1e9);
}
