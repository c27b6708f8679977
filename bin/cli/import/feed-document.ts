import { readFile } from 'node:fs/promises';
import { urlIn } from '../../../lambdas/news/values/uri';
import { type FetchResult, fetchLimited } from '../../../lambdas/outgoing/fetch-limited';
import { retry } from '../../../lambdas/outgoing/retry';
import { proxiedFetch } from '../server/proxy';
import { CommandError, EXIT, type Shell } from '../terminal/shell';
import { type DecodedDocument, decodeDocument } from './feed/decode-document';

const LIMITS = { milliseconds: 60_000, bytes: 100_000_000, redirects: 20 };
const MAX_TRIES = 3;
const HEADERS = {
  'user-agent': 'bulletin',
  accept: 'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5',
};

export interface FeedDocument extends DecodedDocument {
  /** The address after all redirects; undefined for a file. */
  readonly address?: string;
}

/** A document that could not be fetched. The message names the address. */
export class UnreachableDocument extends CommandError {
  constructor(
    message: string,
    /** The status of the response; 0 for none. */
    readonly status: number,
  ) {
    super(message, EXIT.unreachable);
  }
}

export interface FetchOptions {
  readonly shell: Shell;
  /** The Authorization header, for the site of the address. A redirect to another site does not take it along. */
  readonly authorization?: string;
  /** Whether a redirect to an address may be followed. */
  readonly mayRedirect?: (address: URL) => boolean;
}

/** Fetches a document. Throws an UnreachableDocument. */
export async function fetchDocument(
  address: string,
  { shell, authorization, mayRedirect }: FetchOptions,
): Promise<FeedDocument> {
  let note: string | undefined;
  const decode = (bytes: Buffer, mediaType: string): string => {
    const decoded = decodeDocument(bytes, mediaType);
    note = decoded.note;
    return decoded.text;
  };
  const headers = authorization === undefined ? HEADERS : { ...HEADERS, authorization };
  const request = { headers, decode, mayRedirect, fetch: await proxiedFetch(shell) };
  const { url, status, text, failed } = await retry(() => fetchLimited(address, request, LIMITS), {
    tries: MAX_TRIES,
    pause: (result, tries) => (isTemporary(result) ? 1_000 * tries : undefined),
    wait: shell.wait,
  });
  if (failed !== undefined) throw new UnreachableDocument(`${address} ${failed}.`, status);
  if (status < 200 || status > 299) throw new UnreachableDocument(`${address} answers ${status}.`, status);
  return { text, note, address: url };
}

const isTemporary = ({ status, failed, isPermanent }: FetchResult): boolean =>
  failed === undefined ? status === 429 || status >= 500 : !isPermanent;

/** Reads a document from a file. Throws a CommandError for a file that is too large. */
export async function readDocument(file: string): Promise<DecodedDocument> {
  const bytes = await readFile(file);
  if (bytes.length > LIMITS.bytes)
    throw new CommandError(`${file}: is larger than ${LIMITS.bytes / 1e6} MB, the limit for a feed.`);
  return decodeDocument(bytes);
}

/**
 * An address without its user name and password, and the Authorization header that they make (RFC 7617 §2). Text that is no
 * address loses them too: messages name it.
 */
export function splitCredentials(address: string): { address: string; authorization?: string } {
  const url = urlIn(address);
  if (!url) return { address: withoutUserInfo(address) };
  if (url.username === '' && url.password === '') return { address };
  const userPass = [url.username, url.password].map(decodePart).join(':');
  [url.username, url.password] = ['', ''];
  return { address: url.href, authorization: `Basic ${Buffer.from(userPass).toString('base64')}` };
}

/** A text for messages: an address in it has no user name and password, also where the address is not valid. */
export function withoutUserInfo(text: string): string {
  const url = urlIn(text);
  if (!url) return text.replace(/^([a-z][a-z\d+.-]*:[\\/]+)\S*@/i, '$1');
  return url.username + url.password === '' ? text : splitCredentials(text).address;
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
