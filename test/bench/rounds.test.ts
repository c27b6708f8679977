import { interleave, median, percentile, ratioOf } from '../../bench/harness/rounds';

test('the median is the middle, or the mean of the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 100])).toBe(3);
  expect(() => median([])).toThrow(RangeError);
});

test('a percentile is the smallest number that so many are not above', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => n + 1);
  expect([0, 0.5, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([1, 50, 99, 100]);
  expect(percentile([7], 0.99)).toBe(7);
  expect(() => percentile([], 0.5)).toThrow(RangeError);
});

/** Contenders, and a clock that each of them moves by its time. */
function race(takes: Record<string, number>, preparing = 0) {
  let now = 0;
  const order: string[] = [];
  const contenders = Object.entries(takes).map(([name, time]) => ({
    name,
    prepare: async () => {
      now += preparing;
    },
    once: async () => {
      order.push(name);
      now += time;
    },
  }));
  return { contenders, order, clock: () => now };
}

test('contenders take turns, each beginning as often as the others, and warm-up rounds do not count', async () => {
  const { contenders, order, clock } = race({ a: 2, b: 3 });
  const times = await interleave(contenders, { rounds: 2, perRound: 2, warmUp: 1 }, clock);
  expect(order.join('')).toBe('aabbbbaaaabb');
  expect(times).toEqual([
    { name: 'a', milliseconds: [2, 2] },
    { name: 'b', milliseconds: [3, 3] },
  ]);
});

test('what is prepared is not timed', async () => {
  const { contenders, clock } = race({ a: 2 }, 100);
  expect(await interleave(contenders, { rounds: 1, perRound: 3, warmUp: 0 }, clock)).toEqual([
    { name: 'a', milliseconds: [2] },
  ]);
});

test('a ratio is the median of the rounds’ ratios, so a round in which the machine was busy counts once', () => {
  const yardstick = { name: 'y', milliseconds: [1, 1, 10] };
  const subject = { name: 's', milliseconds: [2, 2, 20.1] };
  expect(ratioOf(subject, yardstick)).toBe(2);
});
