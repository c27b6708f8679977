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
export interface Sent {
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
export type Seen = number | '*' | undefined;

/** A story after a write, or as it stands. */
export interface Stands {
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
export type Refused =
  | { readonly refused: 'invalid'; readonly errors: readonly FieldProblem[] }
  | { readonly refused: 'scope'; readonly scope: string }
  | { readonly refused: 'unknown' | 'no If-Match' | 'stale' | 'key used' }
  | { readonly refused: 'withdrawn' | 'not withdrawn' | 'already published' }
  | { readonly refused: 'taken'; readonly id: string };

/** How many stories or revisions one request brings at most, and how many feeds it names. */
export const IMPORTS = { stories: 100, feeds: 1_600 } as const;

/** What became of one story or revision that was brought here. */
export type Imported =
  | {
      readonly outcome: 'stored';
      readonly id: string;
      readonly revision: number;
      readonly warnings: readonly FieldProblem[];
    }
  | { readonly outcome: 'known'; readonly id: string }
  | { readonly outcome: 'refused'; readonly errors: readonly FieldProblem[] };

/** What the newsroom side is handed: each is one edit, or nothing. */
export interface Desk {
  upload(sent: Sent, value: unknown): Promise<Stands | Refused>;
  replace(sent: Sent, id: string, seen: Seen, value: unknown): Promise<Stands | Refused>;
  breakStory(sent: Sent, id: string, seen: Seen, value: unknown): Promise<Stands | Refused>;
  clearBreaking(sent: Sent, id: string, seen: Seen): Promise<Stands | Refused>;
  withdraw(sent: Sent, id: string, seen: Seen, value: unknown): Promise<Stands | Refused>;
  reinstate(sent: Sent, id: string, seen: Seen): Promise<Stands | Refused>;
  /** Stores what was made elsewhere, each by itself where not all can be; what is there already stays as it is. */
  import(sent: Sent, value: unknown): Promise<{ results: readonly Imported[] } | Refused>;
  /** The revisions that were made after a place, in their order, and where to go on; from the beginning, every feed too. */
  export(after: number): Promise<{ feeds?: object[]; revisions: object[]; next: number | null }>;
  story(id: string): Promise<Stands | Refused>;
  /** A stretch of a story's history, newest first, below revision `before`; undefined where there is no such story. */
  revisions(
    id: string,
    limit: number,
    before?: number,
  ): Promise<{ revisions: object[]; next: string | null } | undefined>;
  revision(id: string, revision: number): Promise<object | undefined>;
  stories(limit: number, after?: { at: string; id: string }): Promise<{ stories: object[]; next: string | null }>;
}
