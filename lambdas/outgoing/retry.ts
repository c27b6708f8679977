import { setTimeout as sleep } from 'node:timers/promises';

export interface RetryRule<T> {
  /** How many tries there are at most. */
  readonly tries: number;
  /** Milliseconds before another try; undefined if the result of this try (1 is the first) is final. */
  readonly pause: (result: T, tries: number) => number | undefined;
  /** Waits for some milliseconds; a test may wait less. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

/** Tries until a result is final or no try is left. Gives the last result; errors of `attempt` pass through. */
export async function retry<T>(
  attempt: () => Promise<T>,
  { tries: maxTries, pause, wait = sleep }: RetryRule<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    const result = await attempt();
    const milliseconds = tries < maxTries ? pause(result, tries) : undefined;
    if (milliseconds === undefined) return result;
    await wait(milliseconds);
  }
}
