import { type Engine, startEngine } from '../../bin/local/engine';
import { instant } from '../../lambdas/news/values/instant';
import { everyItem, faultsIn } from '../harness/newsroom/audit';
import { chance, freshSeed } from '../harness/newsroom/chance';
import { act, commandOf } from '../harness/newsroom/editor';
import { createTable, newsroom } from '../harness/newsroom/newsroom';

const EDITS = 150;

let engine: Engine;
beforeEach(async () => {
  engine = await startEngine();
});
afterEach(() => engine.stop());

const first = freshSeed();

/** Edits far apart let moments pass unseen; edits close together meet the moments less than a minute away. */
test.each([
  [first, [1, 1, 2, 5, 30, 60]],
  [first + 1, [60, 3_600, 40_000, 90_000]],
])(
  `after ${EDITS} edits, with moments passing and listed anew, every item is what the stories call for (seed %d)`,
  async (seed, steps) => {
    let now = Date.parse('2026-11-22T20:00:00Z');
    const rolls = chance(seed);
    const room = newsroom(engine.endpoint, { clock: () => instant(now) });
    await createTable(room.table);
    const known: string[] = [];
    for (let edit = 1; edit <= EDITS; edit++) {
      const command = commandOf(rolls, known, instant(now));
      const outcome = await act(room, command);
      if ('story' in outcome && command.does === 'upload') known.push(outcome.id);
      if (rolls.is(0.5)) now += 1000 * rolls.pick(steps);
      if (edit % 25 > 0) continue;
      expect({ edit, faults: faultsIn(await everyItem(room.table), instant(now)) }).toEqual({ edit, faults: [] });
    }
  },
  120_000,
);
