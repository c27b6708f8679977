/** A line of two texts: in both, removed from the first, or added in the second. */
export interface LineChange {
  readonly sign: ' ' | '-' | '+';
  readonly line: string;
}

/** The most cells of the table. A larger change is shown as a replacement of all its lines. */
const MAX_CELLS = 4_000_000;

/** The fewest lines to remove and add that make one list of lines the other, in order. Removals come before additions. */
export function changeLines(before: readonly string[], after: readonly string[]): LineChange[] {
  const head = countEqual(before, after);
  const [a, b] = [before.slice(head), after.slice(head)];
  const tail = countEqual([...a].reverse(), [...b].reverse());
  const end = (lines: readonly string[]) => lines.length - tail;
  return [
    ...before.slice(0, head).map(sign(' ')),
    ...changeMiddle(a.slice(0, end(a)), b.slice(0, end(b))),
    ...a.slice(end(a)).map(sign(' ')),
  ];
}

const sign =
  (mark: LineChange['sign']) =>
  (line: string): LineChange => ({ sign: mark, line });

/** How many lines two lists begin with alike. */
function countEqual(a: readonly string[], b: readonly string[]): number {
  const most = Math.min(a.length, b.length);
  for (let i = 0; i < most; i++) if (a[i] !== b[i]) return i;
  return most;
}

/** The changes by the longest common subsequence: `lengths[i][j]` is its length after line i of `a` and line j of `b`. */
function changeMiddle(a: readonly string[], b: readonly string[]): LineChange[] {
  if (a.length * b.length > MAX_CELLS) return [...a.map(sign('-')), ...b.map(sign('+'))];
  const lengths = commonLengths(a, b);
  const length = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  const changes: LineChange[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [from, to] = [a[i], b[j]];
    if (from !== undefined && from === to) {
      changes.push({ sign: ' ', line: from });
      i++;
      j++;
    } else if (from !== undefined && (to === undefined || length(i + 1, j) >= length(i, j + 1))) {
      changes.push({ sign: '-', line: from });
      i++;
    } else if (to !== undefined) {
      changes.push({ sign: '+', line: to });
      j++;
    }
  }
  return changes;
}

function commonLengths(a: readonly string[], b: readonly string[]): Uint32Array[] {
  const rows: Uint32Array[] = [new Uint32Array(b.length + 1)];
  for (let i = a.length - 1; i >= 0; i--) {
    const below = rows[0] as Uint32Array;
    const row = new Uint32Array(b.length + 1);
    for (let j = b.length - 1; j >= 0; j--)
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    rows.unshift(row);
  }
  return rows;
}
