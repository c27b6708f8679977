import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Coding, Lifetimes, Rendered, Representation } from '../http/representation';

/** A document in each content coding. The first request for a coding makes it. */
export interface EncodedDocument extends Pick<Rendered, 'bytes'> {
  /** The most bytes of memory that all codings take. */
  readonly size: number;
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

// Room for a whole document: the default joins pieces of 16 KB, each of them one more task.
const chunkSize = 128 * 1024;

/**
 * The lowest quality that makes at most 0.95 of gzip's bytes out of every document of real prose: 5 makes up to 0.96 of them, 4 up
 * to 1.03 (docs/decisions/0021). Exported for tests and bench.
 */
export const BROTLI_QUALITY = 6;

// The quality alone: mode, window, block and size hint changed no byte and no time that could be measured.
const BROTLI = { chunkSize, params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } };

export function encodeDocument(document: string | Buffer): EncodedDocument {
  const identity = typeof document === 'string' ? new TextEncoder().encode(document) : new Uint8Array(document);
  const encoded = new Map<Coding, Promise<Uint8Array<ArrayBuffer>>>([['identity', Promise.resolve(identity)]]);
  return {
    size: 2 * identity.byteLength,
    bytes(coding) {
      const previous = encoded.get(coding);
      if (previous) return previous;
      const bytes = (coding === 'br' ? brotli(identity, BROTLI) : zip(identity, { chunkSize })).then(
        (buffer) => new Uint8Array(buffer),
      );
      encoded.set(coding, bytes);
      return bytes;
    },
  };
}

/** A document without a head, which is rendered for its first request. */
export function documentWithoutHead(
  mediaType: string,
  etag: string,
  lifetimes: Lifetimes,
  content: () => string | Buffer,
): Representation {
  const kept = { validators: { etag }, lifetimes };
  let rendered: Rendered | undefined;
  return {
    mediaType,
    links: [],
    ...kept,
    async rendered() {
      rendered ??= { ...encodeDocument(content()), kept };
      return rendered;
    },
  };
}
