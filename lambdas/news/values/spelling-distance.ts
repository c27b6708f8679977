/**
 * How many letters must be added, removed or replaced, or change places with their neighbour, to make one text the other
 * (Damerau and Levenshtein; optimal string alignment). The time grows with the product of the lengths.
 */
export function spellingDistance(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  let [before, row]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (const [i, letter] of a.entries()) {
    const next = [i + 1];
    for (const [j, otherLetter] of b.entries()) {
      const costs = [at(row, j + 1) + 1, at(next, j) + 1, at(row, j) + (letter === otherLetter ? 0 : 1)];
      const isExchange = i > 0 && j > 0 && letter === b[j - 1] && otherLetter === a[i - 1];
      if (isExchange) costs.push(at(before, j - 1) + 1);
      next.push(Math.min(...costs));
    }
    [before, row] = [row, next];
  }
  return at(row, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? 0;
