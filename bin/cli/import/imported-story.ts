/** A story in the form that the server imports. */
export interface ImportedStory {
  /** Its name in reports. */
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>> & { readonly publishedAt?: string };
  /** Notes about its omitted parts. */
  readonly notes: readonly string[];
}

/** Sorts by publication date and keeps the order of equal dates. Stories without a date come last: the import dates them. */
export const oldestFirst = (stories: readonly ImportedStory[]): ImportedStory[] => {
  const date = ({ value }: ImportedStory) => value.publishedAt ?? '~';
  return [...stories].sort((a, b) => (date(a) < date(b) ? -1 : date(a) > date(b) ? 1 : 0));
};
