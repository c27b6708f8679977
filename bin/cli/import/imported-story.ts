/** A story as the server takes it, what it is called in a report, and what of it had to be left out. */
export interface ImportedStory {
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>> & { readonly publishedAt?: string };
  readonly notes: readonly string[];
}

/** What is not a story, and why. */
export interface SkippedStory {
  readonly name: string;
  readonly why: string;
}

/** By the dates of publication; of one time in the order in which they stand. What has no date is published when it comes, last. */
export const oldestFirst = (stories: readonly ImportedStory[]): ImportedStory[] => {
  const date = ({ value }: ImportedStory) => value.publishedAt ?? '~';
  return [...stories].sort((a, b) => (date(a) < date(b) ? -1 : date(a) > date(b) ? 1 : 0));
};
