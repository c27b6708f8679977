/** Told of a story that was left out of a document, and why. */
export type OnSkip = (id: string, error: unknown) => void;

/** What `write` makes of each entry. One that it throws for is left out and reported: a bad story never costs the whole feed. */
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
