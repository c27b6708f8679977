import { setTimeout as wait } from 'node:timers/promises';
import { type Engine, startEngine } from '../../bin/local/engine';
import { instant } from '../../lambdas/news/values/instant';
import { everyItem, faultsIn } from '../harness/newsroom/audit';
import { chance, freshSeed } from '../harness/newsroom/chance';
import { act, type Command, commandOf } from '../harness/newsroom/editor';
import { createTable, type Newsroom, newsroom } from '../harness/newsroom/newsroom';
import { publishingProcesses } from '../harness/newsroom/publishing-processes';

const KILLS = Number(process.env.BULLETIN_KILLS ?? 200);

let engine: Engine;
let room: Newsroom;
beforeAll(async () => {
  engine = await startEngine();
  room = newsroom(engine.endpoint);
  await createTable(room.table);
});
afterAll(() => engine.stop());

const seed = freshSeed();

test(`a writer killed at ${KILLS} random points leaves nothing half-done, and no answer untrue (seed ${seed})`, async () => {
  const rolls = chance(seed);
  const now = () => instant(Date.now());
  const pool = publishingProcesses(engine.endpoint);
  const answered: { id: string; revision: number }[] = [];
  const cut: Command[] = [];
  const known: string[] = [];
  try {
    let next = pool.start();
    for (let kill = 1; kill <= KILLS; kill++) {
      const publisher = await next;
      next = kill < KILLS ? pool.start() : next;
      let killed = false;
      const editor = async (commands: number) => {
        for (let done = 0; done < commands && !killed; done++) {
          const command = commandOf(rolls, known.slice(-30), now());
          const ended = await publisher.perform(command);
          if (!ended) cut.push(command);
          else if ('story' in ended.outcome) {
            const { id, revision } = ended.outcome;
            answered.push({ id, revision });
            known.push(id);
          } else if ('failed' in ended.outcome) throw new Error(`${ended.outcome.failed}: ${ended.outcome.message}`);
        }
      };
      // A process is slow at first, and most are killed later.
      if (rolls.is(0.8)) await editor(1);
      const editors = [editor(Infinity), ...(rolls.is(0.5) ? [editor(Infinity)] : [])];
      await wait(rolls.next() * 200);
      killed = true;
      await publisher.kill();
      await Promise.all(editors);
      if (kill % 50 > 0) continue;
      expect({ kill, faults: faultsIn(await everyItem(room.table), now()) }).toEqual({ kill, faults: [] });
    }
  } finally {
    await pool.end();
  }

  const stored = new Set((await everyItem(room.table)).map((item) => `${item.pk?.S} ${item.sk?.S}`));
  const lost = answered.filter(
    ({ id, revision }) => !stored.has(`STORY#${id} REV#${String(revision).padStart(6, '0')}`),
  );
  expect(lost).toEqual([]);

  // Nobody learnt how these ended. Sent once more they end as they did, and once more the same.
  let stands = 0;
  for (const command of cut.filter(({ key }) => key !== undefined)) {
    const first = await act(room, command);
    // A refusal may name the time; a stored story is answered word for word, as a repeat.
    if ('refused' in first) continue;
    expect(await act(room, command)).toEqual({ ...first, isRepeated: true });
    stands += 1;
  }
  const items = await everyItem(room.table);
  expect(faultsIn(items, now())).toEqual([]);
  const receipts = items.filter((item) => item.pk?.S?.startsWith('UPLOAD#')).length;
  const summary = `${answered.length} answers, ${cut.length} cut off, ${stands} of them repeated, ${receipts} receipts`;
  process.stdout.write(`${KILLS} kills: ${summary}, ${items.length} items (seed ${seed})\n`);
  expect(cut.length).toBeGreaterThan(KILLS / 4);
}, 600_000);
