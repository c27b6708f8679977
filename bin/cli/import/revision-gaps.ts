/**
 * Follows the revisions of stories in their order. Gives for each the number of the one that it follows, where those between
 * are lost; 0 where there is none before it.
 */
export function createGapFinder(): (id: string, revision: number) => number | undefined {
  const last = new Map<string, number>();
  return (id, revision) => {
    const before = last.get(id) ?? 0;
    last.set(id, revision);
    return revision > before + 1 ? before : undefined;
  };
}
