import type { Shell } from '../terminal/shell';
import type { ClosedFeed } from './export-file';

/** One story or revision to import. */
export interface ImportEntry {
  /** Its name in reports. */
  readonly name: string;
  readonly value: unknown;
  /** Notes about its omitted parts. The words before a colon name the kind of note: a report sums notes up by kind. */
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

/** An item of the source that is not imported. */
export interface SkippedEntry {
  /** Its place: a file with its line, an address, or the number of the item. */
  readonly name: string;
  /** The reason, with a remedy where there is one. */
  readonly why: string;
  /** A plural for the summary, such as `drafts` or `pages`. */
  readonly kind: string;
  /** Whether the item is damaged. The exit code is then 1. An item that was left out on purpose is no fault. */
  readonly isFault?: boolean;
}

/** Whether an entry of a source is left out. */
export const isSkipped = (entry: ImportEntry | SkippedEntry): entry is SkippedEntry => 'why' in entry;

/** Everything that one import sends. */
export interface ImportSource {
  /** The field of the request that holds the entries. */
  readonly kind: 'stories' | 'revisions';
  /** How many entries there are, with the skipped ones; undefined while only the end of the source can tell. */
  readonly total?: number;
  /** Each item of the source once: to import, or skipped. A large source gives one at a time. */
  readonly entries: AsyncIterable<ImportEntry | SkippedEntry> | Iterable<ImportEntry | SkippedEntry>;
  /** Only of an export: the feeds to close after their stories. */
  readonly closedFeeds?: readonly ClosedFeed[];
  /** Printed at the end. The exit code is then 1. */
  readonly warning?: string;
  /** Printed at the end, for information. */
  readonly remark?: string;
}

/** Items that a source leaves out unless the user asks for them: what was not public there, and what is not a story. */
export const INCLUDABLE = ['pages', 'drafts', 'private'] as const;
export type Includable = (typeof INCLUDABLE)[number];

/** How the user wants a source to be read. */
export interface SourceOptions {
  /** The section for stories that name none. */
  readonly section?: string;
  /** Where sections come from, if not from the source's own field. */
  readonly sectionsFrom?: 'category';
  readonly include: ReadonlySet<Includable>;
  /** The address of the old site, for relative links of a folder. */
  readonly base?: string;
  /** The pattern of the old pages' addresses, in the words of the generator. */
  readonly permalink?: string;
  /** The address of the old feed, whose guids a folder takes over. */
  readonly oldFeed?: string;
  /** The date for items without one. Without this, such items are skipped. */
  readonly undated?: 'now';
  /** Other hosts to which links between the documents of an archive may lead. */
  readonly followHosts: readonly string[];
  /** Called while a source is being read, with the number of items so far. */
  onProgress(items: number): void;
  readonly shell: Shell;
}
