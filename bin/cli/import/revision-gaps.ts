/**
 * Gives a function for the revisions of stories in order. It returns, after a gap, the number of the last revision before the
 * gap (0 if there is none), and otherwise undefined.
 */
export function createGapFinder(): (id: string, revision: number) => number | undefined {
  const lastRevisions = new Map<string, number>();
  return (id, revision) => {
    const previous = lastRevisions.get(id) ?? 0;
    lastRevisions.set(id, revision);
    return revision > previous + 1 ? previous : undefined;
  };
}
