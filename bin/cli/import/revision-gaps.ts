/** Gives a function that takes revisions in order: after a gap it returns the last revision before it (0: none). */
export function createGapFinder(): (id: string, revision: number) => number | undefined {
  const lastRevisions = new Map<string, number>();
  return (id, revision) => {
    const previous = lastRevisions.get(id) ?? 0;
    lastRevisions.set(id, revision);
    return revision > previous + 1 ? previous : undefined;
  };
}
