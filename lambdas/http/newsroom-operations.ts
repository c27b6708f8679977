import type { StoryPosition } from './cursor';
import type { FieldProblem } from './problem-details';

/** The sender of a request to the newsroom side. */
export interface Bearer {
  /** SHA-256 of the token. */
  readonly token: string;
  /** The name in the revisions that it makes. */
  readonly name: string;
  readonly scopes: readonly string[];
}

/** The form of an Idempotency-Key. */
export const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** A write, as the client sent it. */
export interface NewsroomRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly bearer: Bearer;
  readonly idempotencyKey?: string;
  /** A dry run writes nothing, whatever its key. */
  readonly dryRun?: boolean;
}

/** The revision in If-Match: a number, any revision (`*`), or undefined without the header. */
export type ExpectedRevision = number | '*' | undefined;

/** A story after a write, or as it is. */
export interface StoryResult {
  readonly status: 200 | 201;
  readonly id: string;
  readonly revision: number;
  /** The story in its JSON form. */
  readonly story: object;
  readonly warnings: readonly FieldProblem[];
  /** The paths of the pages of its feeds. A withdrawn story has left them. */
  readonly feeds: readonly string[];
  /** The answer to a request that was answered before, and changed nothing now. */
  readonly isRepeated?: boolean;
  /** Nothing was stored. */
  readonly isDryRun?: boolean;
  /** Only of the dry run of an upload or a replacement. */
  readonly preview?: Preview;
}

/** A story as readers will see it: three feed documents with this one item, and its page. */
export type Preview = Readonly<Record<'rss' | 'atom' | 'json' | 'html', string>>;

/** The reason why nothing was written. */
export type OperationRefusal =
  | { readonly refused: 'invalid'; readonly errors: readonly FieldProblem[] }
  | { readonly refused: 'scope'; readonly scope: string }
  | { readonly refused: 'unknown' | 'no If-Match' | 'stale' | 'key used' }
  | { readonly refused: 'withdrawn' | 'not withdrawn' | 'already published' }
  | { readonly refused: 'taken'; readonly id: string }
  | { readonly refused: 'breaking full'; readonly most: number }
  | { readonly refused: 'unknown feed' }
  /** In words: `3 stories`, `more than 100 stories`. */
  | { readonly refused: 'feed holds stories'; readonly stories: string }
  | { readonly refused: 'feed announces a withdrawal'; readonly until: string };

/** A feed after it was closed or opened. */
export interface FeedResult {
  /** The feed in its JSON form. */
  readonly feed: object;
  readonly warnings: readonly FieldProblem[];
  /** The answer to a request that was answered before, and changed nothing now. */
  readonly isRepeated?: boolean;
}

/** A feed as its address names it. */
export interface FeedAddress {
  readonly kind: string;
  readonly slug: string;
}

/** The most stories, revisions, feeds or closed feeds in one import request. */
export const IMPORT_LIMITS = { stories: 100, feeds: 1_600, closedFeeds: 100 } as const;

/** The outcome for one story or revision of an import. */
export type ImportResult =
  | ({ readonly outcome: 'stored' } & Pick<StoryResult, 'id' | 'revision' | 'warnings'>)
  | { readonly outcome: 'known'; readonly id: string }
  | { readonly outcome: 'refused'; readonly errors: readonly FieldProblem[] };

/** The outcome for one closed feed of an import. */
export interface ClosedFeedResult {
  readonly name: string;
  /** `open`: a published story opened it, or an editor, here or elsewhere. */
  readonly outcome: 'closed' | 'open' | 'refused';
  /** Only of one that is closed without its target. */
  readonly warnings?: readonly FieldProblem[];
  /** Only of a refused one. */
  readonly errors?: readonly FieldProblem[];
}

/** The publication behind an address. */
export interface PublicationResult {
  readonly title: string;
  /** The public address. */
  readonly url: string;
  /** A language tag (BCP 47). */
  readonly language: string;
  /** An IANA name: the zone of dates that a story file gives without one. */
  readonly timeZone: string;
}

type NewsroomPage<Member extends string> = Record<Member, object[]> & { cursor: string | null };
export type StoryOutcome = Promise<StoryResult | OperationRefusal>;
/** `value` is the JSON of the body; a request without a body has none. */
type StoryEdit = (sent: NewsroomRequest, id: string, expected: ExpectedRevision, value?: unknown) => StoryOutcome;

/** The operations of the newsroom side. Each write is one edit, or nothing. */
export interface NewsroomOperations {
  upload(sent: NewsroomRequest, value: unknown): StoryOutcome;
  replace: StoryEdit;
  breakStory: StoryEdit;
  clearBreaking: StoryEdit;
  withdraw: StoryEdit;
  reinstate: StoryEdit;
  /** Closes a feed, or sends the readers of a closed feed elsewhere. `value` is the JSON of the body. */
  closeFeed(sent: NewsroomRequest, feed: FeedAddress, value: unknown): Promise<FeedResult | OperationRefusal>;
  openFeed(sent: NewsroomRequest, feed: FeedAddress): Promise<FeedResult | OperationRefusal>;
  /**
   * Stores stories or revisions of elsewhere, one by one, and closes the feeds that were closed there. A story that is here
   * already stays as it is. A dry run gives no `closedFeeds`: whether a feed can be closed shows after its stories are stored.
   */
  import(
    sent: NewsroomRequest,
    value: unknown,
  ): Promise<{ results: readonly ImportResult[]; closedFeeds?: readonly ClosedFeedResult[] } | OperationRefusal>;
  /** The revisions after a sequence number, in order, and the cursor after them. From the beginning, every feed too. */
  export(after: number): Promise<{ feeds?: object[]; revisions: object[]; cursor: number | null }>;
  /** The publication, for programs that hold a token of it. Reads nothing. */
  publication(): PublicationResult;
  story(id: string): StoryOutcome;
  /** A page of a story's history, newest first, below revision `before`; undefined for an unknown story. */
  revisions(id: string, limit: number, before?: number): Promise<NewsroomPage<'revisions'> | undefined>;
  revision(id: string, revision: number): Promise<object | undefined>;
  stories(limit: number, after?: StoryPosition): Promise<NewsroomPage<'stories'>>;
}
