import { type ImportedStory, isSkipped, oldestFirst, type SkippedEntry } from '../import-source';

/** The entries of a source that fits the memory: the skipped ones, then the stories, oldest first. */
export function splitEntries(entries: readonly (ImportedStory | SkippedEntry)[]): (ImportedStory | SkippedEntry)[] {
  const stories = entries.filter((entry): entry is ImportedStory => !isSkipped(entry));
  return [...entries.filter(isSkipped), ...oldestFirst(stories)];
}
