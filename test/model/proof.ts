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

/** The share of needless 200s in requests with the last ETag, at most: where random histories are over it, it is no chance. */
const NEEDLESS = 0.05;
/** Standard errors by which random histories must be over the limit. */
const CERTAIN = 4;
/** Conditional answers of random histories of which the share is judged, at least. */
const ENOUGH = 5_000;

/** The same histories each time. Chance has no part in their share, so a small change of the code's share shows in it. */
const FIXED: Amount = { seed: 1, histories: 8, seconds: Number.POSITIVE_INFINITY, commands: 40 };
/** Their share, at most. 28 November 2026: 4.69 % with tombstones for P30D, 4.27 % for PT2H. */
const NEEDLESS_IN_FIXED = 0.05;

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

  const expectKnownCauses = ({ needless }: Stats) => {
    for (const cause of needless.keys()) expect(LIMITS.replace(/\s+/g, ' ')).toContain(cause);
  };

  test('readers hardly ever get anew what they have, in the same histories each time', async () => {
    const stats = await run('the fixed histories', FIXED);
    expect(stats.histories).toBe(FIXED.histories);
    expect(stats.share).toBeLessThan(NEEDLESS_IN_FIXED);
    expectKnownCauses(stats);
  }, 1e9);

  test('whatever is done in a newsroom, readers and editors find what a model of it says', async () => {
    const stats = await run('the two sides', inProcess);
    expect(stats.histories).toBeGreaterThan(0);
    if (stats.conditional >= ENOUGH) expect(stats.share - CERTAIN * stats.shareError).toBeLessThan(NEEDLESS);
    expectKnownCauses(stats);
  }, 1e9);
}
