/** Needless 200s and requests with the newest validator. */
interface Counted {
  readonly needless: number;
  readonly withLast: number;
}

/** The figures of a run of histories. */
export class Stats {
  /** Of each history that has ended. */
  readonly #ended: Counted[] = [];
  steps = 0;
  requests = 0;
  /** Requests with If-None-Match or If-Modified-Since. */
  conditional = 0;
  /** Conditional requests with the newest validator. */
  withLast = 0;
  notModified = 0;
  /** Answers of 200 to one with the last ETag, though the bytes are the same, by cause. */
  readonly needless = new Map<string, number>();
  /** How often each command was done, and how it was answered. */
  readonly commands = new Map<string, number>();
  readonly refused = new Map<string, number>();

  count(counts: Map<string, number>, name: string): void {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }

  endHistory(): void {
    const before = total(this.#ended);
    const { needless, withLast } = this.#counted;
    this.#ended.push({ needless: needless - before.needless, withLast: withLast - before.withLast });
  }

  /** Histories that have ended. */
  get histories(): number {
    return this.#ended.length;
  }

  get #counted(): Counted {
    return { needless: [...this.needless.values()].reduce((sum, n) => sum + n, 0), withLast: this.withLast };
  }

  /** Needless 200s, of all requests with the last ETag. */
  get share(): number {
    const { needless, withLast } = this.#counted;
    return needless / Math.max(1, withLast);
  }

  /**
   * The standard error of the share; infinite for fewer than two histories. Answers of one history are alike, so the
   * histories are the sample and not the answers: the ratio estimator of cluster sampling.
   */
  get shareError(): number {
    const { length } = this.#ended;
    if (length < 2) return Number.POSITIVE_INFINITY;
    const { needless, withLast } = total(this.#ended);
    const share = needless / Math.max(1, withLast);
    const squares = this.#ended.reduce((sum, one) => sum + (one.needless - share * one.withLast) ** 2, 0);
    return Math.sqrt((length / (length - 1)) * squares) / Math.max(1, withLast);
  }

  toString(): string {
    const counts = (of: Map<string, number>) =>
      [...of]
        .sort(([, a], [, b]) => b - a)
        .map(([name, n]) => `${name} ${n}`)
        .join(', ') || 'none';
    return [
      `${this.histories} histories, ${this.steps} steps, ${this.requests} requests`,
      `${this.conditional} conditional, ${this.withLast} with the last ETag, ${this.notModified} answered 304, none falsely`,
      `${(100 * this.share).toFixed(2)} % needless 200s (± ${(100 * this.shareError).toFixed(2)}): ${counts(this.needless)}`,
      `commands: ${counts(this.commands)}`,
      `refused: ${counts(this.refused)}`,
    ].join('\n');
  }
}

const total = (counted: readonly Counted[]): Counted => ({
  needless: counted.reduce((sum, { needless }) => sum + needless, 0),
  withLast: counted.reduce((sum, { withLast }) => sum + withLast, 0),
});
