/** The figures of a run of histories. */
export class Stats {
  histories = 0;
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

  /** Needless 200s, of all requests with the last ETag. */
  get share(): number {
    const needless = [...this.needless.values()].reduce((sum, n) => sum + n, 0);
    return needless / Math.max(1, this.withLast);
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
      `${(100 * this.share).toFixed(2)} % needless 200s: ${counts(this.needless)}`,
      `commands: ${counts(this.commands)}`,
      `refused: ${counts(this.refused)}`,
    ].join('\n');
  }
}
