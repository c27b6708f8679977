/** Something to be timed: does one thing once. */
export interface Contender {
  readonly name: string;
  /** The preparation of each time, not timed. */
  prepare?(): Promise<unknown>;
  once(): Promise<unknown>;
}

export interface Rounds {
  /** How many rounds are timed. */
  readonly rounds: number;
  /** How often each contender does its thing in a round. */
  readonly perRound: number;
  /** Rounds before the timed ones: code gets compiled, connections get opened. */
  readonly warmUp: number;
}

export interface Times {
  readonly name: string;
  /** Milliseconds for one time, by round. */
  readonly milliseconds: readonly number[];
}

/** The middle of some numbers; of an even number of them, the mean of the middle two. Throws a RangeError for none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (low === undefined || high === undefined) throw new RangeError('there is no median of nothing');
  return (low + high) / 2;
}

/** The smallest number that is at least as large as `share` (0 to 1) of them. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new RangeError('there is no percentile of nothing');
  return found;
}

/**
 * Times some contenders against each other in this process: they take turns, each beginning a round as often as the
 * others, so that other work of the machine slows all of them alike.
 */
export async function interleave(
  contenders: readonly Contender[],
  { rounds, perRound, warmUp }: Rounds,
  now: () => number = () => performance.now(),
): Promise<Times[]> {
  const times = contenders.map(({ name }) => ({ name, milliseconds: [] as number[] }));
  for (let round = -warmUp; round < rounds; round++) {
    for (let position = 0; position < contenders.length; position++) {
      const who = (position + warmUp + round) % contenders.length;
      const milliseconds = (await timeContender(contenders[who] as Contender, perRound, now)) / perRound;
      if (round >= 0) times[who]?.milliseconds.push(milliseconds);
    }
  }
  return times;
}

async function timeContender({ prepare, once }: Contender, times: number, now: () => number): Promise<number> {
  let milliseconds = 0;
  for (let n = 0; n < times; n++) {
    await prepare?.();
    const started = now();
    await once();
    milliseconds += now() - started;
  }
  return milliseconds;
}

/** How many times as long one takes as another: the median of the ratios that the rounds give. */
export const ratioOf = (subject: Times, yardstick: Times): number =>
  median(subject.milliseconds.map((time, round) => time / (yardstick.milliseconds[round] ?? Number.NaN)));
