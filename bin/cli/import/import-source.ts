import type { ClosedFeed } from './export-file';

/** One story or revision to import. */
export interface ImportEntry {
  /** Its name in reports. */
  readonly name: string;
  readonly value: unknown;
  /** Notes about its omitted parts. */
  readonly notes: readonly string[];
  /** The feeds that it belongs to: names and guids. */
  readonly feeds?: ReadonlyMap<string, string>;
}

/** A story of another publication, in the form that the server imports. */
export interface ImportedStory extends ImportEntry {
  readonly value: Readonly<Record<string, unknown>> & { readonly publishedAt?: string };
}

/** Sorts by publication date and keeps the order of equal dates. Stories without a date come last: the import dates them. */
export const oldestFirst = (stories: readonly ImportedStory[]): ImportedStory[] => {
  const date = ({ value }: ImportedStory) => value.publishedAt ?? '~';
  return [...stories].sort((a, b) => (date(a) < date(b) ? -1 : date(a) > date(b) ? 1 : 0));
};

/** A file or entry that is not a story, and why. */
export interface SkippedEntry {
  readonly name: string;
  readonly why: string;
}

/** Everything that one import sends. */
export interface ImportSource {
  /** The field of the request that holds the entries. */
  readonly kind: 'stories' | 'revisions';
  readonly total: number;
  readonly entries: AsyncIterable<ImportEntry> | Iterable<ImportEntry>;
  readonly skipped?: readonly SkippedEntry[];
  /** Only of an export: the feeds to close after their stories. */
  readonly closedFeeds?: readonly ClosedFeed[];
  /** Printed at the end. */
  readonly warning?: string;
}
