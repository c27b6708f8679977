import type { FieldProblem } from './problem';

/** Who sends a request to the newsroom side. */
export interface Bearer {
  /** SHA-256 of the token. */
  readonly token: string;
  /** The name that its revisions carry. */
  readonly name: string;
  readonly scopes: readonly string[];
}

/** The field value of Idempotency-Key. */
export const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** A write as it was sent. */
export interface NewsroomRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly bearer: Bearer;
  /** The field value of Idempotency-Key. */
  readonly idempotencyKey?: string;
  /** Whether it is asked only what would come of it: then nothing is written, whatever the key. */
  readonly dryRun?: boolean;
}

/** What revision an editor has before them: the one that If-Match names, whichever there is (`*`), or none named. */
export type ExpectedRevision = number | '*' | undefined;

/** A story after a write, or as it stands. */
export interface StoryResult {
  readonly status: 200 | 201;
  readonly id: string;
  readonly revision: number;
  /** The story, as JSON shows it. */
  readonly story: object;
  readonly warnings: readonly FieldProblem[];
  /** Of a dry run alone. */
  readonly preview?: Preview;
}

/** A story as its readers will see it: the three documents of a feed with this one item, and its page. */
export interface Preview {
  readonly rss: string;
  readonly atom: string;
  readonly json: string;
  readonly html: string;
}

/** Why a write did not happen. */
export type OperationRefusal =
  | { readonly refused: 'invalid'; readonly errors: readonly FieldProblem[] }
  | { readonly refused: 'scope'; readonly scope: string }
  | { readonly refused: 'unknown' | 'no If-Match' | 'stale' | 'key used' }
  | { readonly refused: 'withdrawn' | 'not withdrawn' | 'already published' }
  | { readonly refused: 'taken'; readonly id: string };

/** How many stories or revisions one request brings at most, and how many feeds it names. */
export const IMPORT_LIMITS = { stories: 100, feeds: 1_600 } as const;

/** What became of one story or revision that was brought here. */
export type ImportResult =
  | {
      readonly outcome: 'stored';
      readonly id: string;
      readonly revision: number;
      readonly warnings: readonly FieldProblem[];
    }
  | { readonly outcome: 'known'; readonly id: string }
  | { readonly outcome: 'refused'; readonly errors: readonly FieldProblem[] };

/** What the newsroom side is handed: each is one edit, or nothing. */
export interface NewsroomOperations {
  upload(sent: NewsroomRequest, value: unknown): Promise<StoryResult | OperationRefusal>;
  replace(
    sent: NewsroomRequest,
    id: string,
    seen: ExpectedRevision,
    value: unknown,
  ): Promise<StoryResult | OperationRefusal>;
  breakStory(
    sent: NewsroomRequest,
    id: string,
    seen: ExpectedRevision,
    value: unknown,
  ): Promise<StoryResult | OperationRefusal>;
  clearBreaking(sent: NewsroomRequest, id: string, seen: ExpectedRevision): Promise<StoryResult | OperationRefusal>;
  withdraw(
    sent: NewsroomRequest,
    id: string,
    seen: ExpectedRevision,
    value: unknown,
  ): Promise<StoryResult | OperationRefusal>;
  reinstate(sent: NewsroomRequest, id: string, seen: ExpectedRevision): Promise<StoryResult | OperationRefusal>;
  /** Stores what was made elsewhere, each by itself where not all can be; what is there already stays as it is. */
  import(sent: NewsroomRequest, value: unknown): Promise<{ results: readonly ImportResult[] } | OperationRefusal>;
  /** The revisions that were made after a place, in their order, and where to go on; from the beginning, every feed too. */
  export(after: number): Promise<{ feeds?: object[]; revisions: object[]; next: number | null }>;
  story(id: string): Promise<StoryResult | OperationRefusal>;
  /** A stretch of a story's history, newest first, below revision `before`; undefined where there is no such story. */
  revisions(
    id: string,
    limit: number,
    before?: number,
  ): Promise<{ revisions: object[]; next: string | null } | undefined>;
  revision(id: string, revision: number): Promise<object | undefined>;
  stories(limit: number, after?: { at: string; id: string }): Promise<{ stories: object[]; next: string | null }>;
}
