import { hold, ratioRow } from '../../bench/harness/measure';
import { page } from '../../bench/harness/results';

const circumstances = {
  date: '2026-11-22',
  commit: 'abc1234',
  machine: '2 cores',
  versions: 'Node 20',
  load: [0.25, 1] as const,
  command: 'npm run bench',
};
const row = { what: 'a poll', yardstick: 'a read', figures: '2 ms to 1 ms' };

test('a ratio is judged by its goal, from above or from below', () => {
  expect(ratioRow({ ...row, ratio: 1.234, goal: { atMost: 1.25 } })).toEqual({
    ...row,
    measured: '1.23 times',
    goal: { words: 'at most 1.25', reached: true },
  });
  expect(ratioRow({ ...row, ratio: 1.26, goal: { atMost: 1.25 } }).goal?.reached).toBe(false);
  expect(ratioRow({ ...row, ratio: 0.69, goal: { atLeast: 0.7 } }).goal).toEqual({
    words: 'at least 0.7',
    reached: false,
  });
  expect(ratioRow({ ...row, ratio: 32.7, goal: { atLeast: 25 } }).goal?.reached).toBe(true);
  expect(ratioRow({ ...row, ratio: 250.4 })).toEqual({ ...row, measured: '250 times' });
});

test('the page says where and when, every row, what missed its goal, and the details below', () => {
  const missed = ratioRow({ ...row, ratio: 2, goal: { atMost: 1.25 } });
  const text = page([{ rows: [missed, ratioRow({ ...row, ratio: 3 })], details: '## Profile\n\nzod' }], circumstances);
  expect(text).toContain('by `npm run bench` on 2026-11-22, at abc1234');
  expect(text).toContain('0.25 before, 1.00 after');
  expect(text).toContain('| a poll | a read | 2.00 times | at most 1.25 | **no** | 2 ms to 1 ms |');
  expect(text).toContain('| a poll | a read | 3.00 times | stated |  | 2 ms to 1 ms |');
  expect(text.endsWith('## Profile\n\nzod\n')).toBe(true);
});

test('a count that is wrong stops the measure, and says both', () => {
  expect(() => hold('units', { units: 0.5 }, { units: 0.5 })).not.toThrow();
  expect(() => hold('units', { units: 1 }, { units: 0.5 })).toThrow(
    'units: counted {"units":1}, and it has to be {"units":0.5}',
  );
});
