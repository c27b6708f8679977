/** Called with the id of a story that a document leaves out, and the reason. */
export type OnSkip = (id: string, error: unknown) => void;

/** Writes each entry. If `write` throws, the entry is skipped and reported: one bad story never costs the whole feed. */
export const writeEach = <E extends { readonly id: string }, T>(
  entries: readonly E[],
  write: (entry: E) => T,
  onSkip?: OnSkip,
): T[] =>
  entries.flatMap((entry) => {
    try {
      return [write(entry)];
    } catch (error) {
      onSkip?.(entry.id, error);
      return [];
    }
  });
