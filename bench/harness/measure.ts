/** One line of the results. */
export interface Row {
  readonly what: string;
  /** The yardstick, measured in the same run. */
  readonly yardstick: string;
  /** The measured value, with its unit: `1.02 times`. */
  readonly measured: string;
  /** Left out where there is nothing to reach. */
  readonly goal?: { readonly words: string; readonly reached: boolean };
  /** The figures behind it. */
  readonly figures: string;
}

export interface Found {
  readonly rows: readonly Row[];
  /** Markdown that goes below the table: a profile, how something was counted. */
  readonly details?: string;
}

/** The functions as `cdk synth` wrote them. */
export interface Bundles {
  readonly read: string;
  readonly publish: string;
  /** The template's environment of both functions, without the values of one account. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface Setting {
  readonly bundles: Bundles;
  /** A few rounds only: shows that it can be measured, and that counts are right. */
  readonly quick: boolean;
  /** With 200,000 stories, which take minutes to store. */
  readonly large: boolean;
  /** The Node of cold starts: this one, or the one that Lambda has. */
  readonly node: string;
}

/**
 * Something measured, in a process of its own. Throws where it cannot be, or where a count is wrong: read units, the same
 * bytes. Never for the time that something took.
 */
export type Measure = (setting: Setting) => Promise<Found>;

export interface Goal {
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** A row whose measure is a ratio. */
export const ratioRow = (
  row: Pick<Row, 'what' | 'yardstick' | 'figures'> & { readonly ratio: number; readonly goal?: Goal },
): Row => {
  const { ratio, goal, ...rest } = row;
  return { ...rest, measured: `${round(ratio)} times`, ...(goal && { goal: compareWithGoal(ratio, goal) }) };
};

const compareWithGoal = (ratio: number, { atMost = Number.POSITIVE_INFINITY, atLeast = 0 }: Goal): Row['goal'] => ({
  words: atLeast > 0 ? `at least ${atLeast}` : `at most ${atMost}`,
  reached: ratio <= atMost && ratio >= atLeast,
});

/** A row of counted capacity units. Throws where they are above the goal. */
export function unitsRow({
  units,
  atMost,
  ...row
}: Pick<Row, 'what' | 'yardstick' | 'figures'> & { readonly units: number; readonly atMost: number }): Row {
  holdAtMost(row.what, units, atMost);
  return { ...row, measured: `${units} units`, goal: { words: `at most ${atMost}`, reached: true } };
}

/** Two places for a small number, none for a large one. */
export const round = (number: number): string => number.toFixed(number < 10 ? 2 : number < 100 ? 1 : 0);

export const ms = (milliseconds: number): string => `${round(milliseconds)} ms`;

/** Throws where a count differs from the expected one. */
export function hold(what: string, counted: unknown, expected: unknown): void {
  const [is, should] = [JSON.stringify(counted), JSON.stringify(expected)];
  if (is !== should) throw new Error(`${what}: counted ${is}, and it has to be ${should}`);
}

/** Throws where a count is above the most that it may be. */
export function holdAtMost(what: string, counted: number, most: number): void {
  if (!(counted <= most)) throw new Error(`${what}: counted ${counted}, and at most ${most} are allowed`);
}
