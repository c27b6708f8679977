import { percentile } from '../harness/rounds';

/** Counts of answers, and the broken promises. */
export interface Ledger {
  /** Counts one answer of a kind, `poll 304`, that took so many milliseconds. */
  countAnswer(kind: string, milliseconds: number): void;
  /** A promise that was not kept. */
  recordBroken(promise: string): void;
  /** Counts something that is neither. */
  countNote(what: string): void;
  readonly promises: readonly string[];
  count(what: string): number;
  /** Lines for who reads it. */
  lines(): string[];
}

/** All broken promises count; only the first ones are printed. */
const SHOWN_PROMISES = 10;

export function ledger(): Ledger {
  const times = new Map<string, number[]>();
  const notes = new Map<string, number>();
  const promises: string[] = [];
  return {
    promises,
    countAnswer(kind, milliseconds) {
      const of = times.get(kind);
      if (of) of.push(milliseconds);
      else times.set(kind, [milliseconds]);
    },
    recordBroken: (promise) => void promises.push(promise),
    countNote: (what) => void notes.set(what, (notes.get(what) ?? 0) + 1),
    count: (what) => notes.get(what) ?? times.get(what)?.length ?? 0,
    lines() {
      const at = (of: number[], share: number) => percentile(of, share).toFixed(1).padStart(9);
      const answers = [...times]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(
          ([kind, of]) => `${kind.padEnd(26)}${String(of.length).padStart(8)}${at(of, 0.5)}${at(of, 0.99)}${at(of, 1)}`,
        );
      return [
        `${'answers'.padEnd(26)}${'count'.padStart(8)}${'p50 ms'.padStart(9)}${'p99 ms'.padStart(9)}${'most'.padStart(9)}`,
        ...answers,
        ...[...notes].map(([what, count]) => `${what.padEnd(26)}${String(count).padStart(8)}`),
        ...promises.slice(0, SHOWN_PROMISES).map((promise) => `BROKEN: ${promise}`),
        ...(promises.length > SHOWN_PROMISES ? [`BROKEN: and ${promises.length - SHOWN_PROMISES} more`] : []),
      ];
    },
  };
}
