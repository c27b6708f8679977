/** The content codings that we make (RFC 9110 §8.4.1). */
export type Coding = 'br' | 'gzip' | 'identity';

/** What decides whether a client's copy is still good (RFC 9110 §8.8). */
export interface Validators {
  /** The whole field value, `W/"…"`. */
  readonly etag: string;
  /** Milliseconds since 1970, whole seconds; left out while it could be taken for an earlier state's. */
  readonly lastModified?: number;
}

/** For how many seconds an answer may be kept (RFC 9111 §5.2.2, RFC 5861). */
export interface Lifetimes {
  readonly maxAge: number;
  /** In shared caches: what a CDN keeps. */
  readonly sMaxAge: number;
  readonly staleWhileRevalidate: number;
  readonly staleIfError: number;
}

/** Finished bytes. */
export interface Rendered {
  /** Left out where the bytes are right for now and for nobody to keep. */
  readonly kept?: { readonly validators: Validators; readonly lifetimes: Lifetimes };
  bytes(coding: Coding): Promise<Uint8Array<ArrayBuffer>>;
}

/** What stands at an address now. Its validators are known before its bytes are made. */
export interface Representation {
  readonly mediaType: string;
  readonly validators: Validators;
  readonly lifetimes: Lifetimes;
  /** Fields of a Link header (RFC 8288). */
  readonly links: readonly string[];
  rendered(): Promise<Rendered>;
}

/** A story that was withdrawn, with what its publisher says to readers. */
export interface Gone {
  readonly gone: true;
  readonly note?: string;
}

/** An address that leads on to another. */
export interface Redirect {
  /** The absolute address. */
  readonly location: string;
  readonly lifetimes: Lifetimes;
}

/** What an address is found to hold; undefined for an address that holds nothing. */
export type PublicAnswer = Representation | Gone | Redirect | undefined;
