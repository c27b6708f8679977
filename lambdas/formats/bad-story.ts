import type { FeedEntry } from '../newsroom/feed-entry';

/** Told of a story that was left out of a document, and why. */
export type OnSkip = (id: string, error: unknown) => void;

/** What `write` makes of each entry. One that it throws for is left out and reported: a bad story never costs the whole feed. */
export const writeEach = <T>(entries: readonly FeedEntry[], write: (entry: FeedEntry) => T, onSkip?: OnSkip): T[] =>
  entries.flatMap((entry) => {
    try {
      return [write(entry)];
    } catch (error) {
      onSkip?.(entry.id, error);
      return [];
    }
  });
