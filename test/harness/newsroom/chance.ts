/** Chance that comes out the same for one seed, so that a failure can be repeated: BULLETIN_SEED=… npm run resilience. */
export interface Chance {
  readonly seed: number;
  /** 0 ≤ n < 1. */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  number(from: number, to: number): number;
  pick<T>(from: readonly T[]): T;
  /** Each of some with an even chance. */
  some<T>(of: readonly T[]): T[];
  /** Whether something happens that happens so many times out of one. */
  is(often: number): boolean;
}

/** A seed from the environment, or a fresh one. A test puts it in its name or prints it. */
export const freshSeed = (): number => Number(process.env.BULLETIN_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Mulberry32. */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let n = Math.imul(state ^ (state >>> 15), 1 | state);
    n = (n + Math.imul(n ^ (n >>> 7), 61 | n)) ^ n;
    return ((n ^ (n >>> 14)) >>> 0) / 2 ** 32;
  };
  const number = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    seed,
    next,
    number,
    pick: (from) => from[number(0, from.length - 1)] as (typeof from)[number],
    some: (of) => of.filter(() => next() < 0.5),
    is: (often) => next() < often,
  };
}
