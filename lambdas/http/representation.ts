/** The content codings of our answers (RFC 9110 §8.4.1). */
export type Coding = 'br' | 'gzip' | 'identity';

/** The validators of a document: a client's copy with the same ones is current (RFC 9110 §8.8). */
export interface Validators {
  /** The whole field value, `W/"…"`. */
  readonly etag: string;
  /** Milliseconds since 1970, whole seconds; left out while that second could still bring another state. */
  readonly lastModified?: number;
}

/** How many seconds an answer may be kept (RFC 9111 §5.2.2, RFC 5861). */
export interface Lifetimes {
  readonly maxAge: number;
  /** In shared caches, such as the CDN. */
  readonly sMaxAge: number;
  readonly staleWhileRevalidate: number;
  readonly staleIfError: number;
}

/** While no story is breaking and no moment of change is near. Feeds name its `maxAge` as their time to live. */
export const LIFETIME: Lifetimes = { maxAge: 60, sMaxAge: 30, staleWhileRevalidate: 30, staleIfError: 600 };

/** A refusal is kept for ten seconds. */
export const REFUSAL_LIFETIME: Lifetimes = { maxAge: 10, sMaxAge: 10, staleWhileRevalidate: 0, staleIfError: 0 };

interface Cacheable {
  readonly validators: Validators;
  readonly lifetimes: Lifetimes;
}

/** A rendered document. */
export interface Rendered {
  /** Left out where nobody may keep the bytes. */
  readonly kept?: Cacheable;
  bytes(coding: Coding): Promise<Uint8Array<ArrayBuffer>>;
}

/** The document at an address now. Its validators are known before it is rendered. */
export interface Representation extends Cacheable {
  readonly mediaType: string;
  /** Fields of a Link header (RFC 8288). */
  readonly links: readonly string[];
  rendered(): Promise<Rendered>;
}

/** A withdrawn story, with the publisher's note to readers, or a closed feed. */
export interface Gone {
  readonly gone: 'story' | 'feed';
  readonly note?: string;
}

/** An address that redirects to another. */
export interface Redirect {
  /** The absolute address. */
  readonly location: string;
  readonly lifetimes: Lifetimes;
}

/** Another spelling of an address, a former address, or a closed feed that moved. Other spellings of an address never change. */
export interface Moved {
  /** The one address, whether or not a document is there. */
  readonly movedTo: string;
  /** Only of a former address, whose story may go, and of a closed feed, which may open again. */
  readonly lifetimes?: Lifetimes;
}

/** The answer at a public address; undefined where nothing is. */
export type PublicAnswer = Representation | Gone | Redirect | Moved | undefined;
