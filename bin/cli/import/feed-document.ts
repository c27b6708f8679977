import { readFile } from 'node:fs/promises';
import { documentText } from '../../../lambdas/outgoing/document-text';
import { type FetchResult, fetchLimited } from '../../../lambdas/outgoing/fetch-limited';
import { retry } from '../../../lambdas/outgoing/retry';
import { CommandError, EXIT, type Shell } from '../terminal/shell';

const LIMITS = { milliseconds: 60_000, bytes: 100_000_000, redirects: 20 };
const MAX_TRIES = 3;
const HEADERS = {
  'user-agent': 'bulletin',
  accept: 'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5',
};

export interface FeedDocument {
  readonly text: string;
  /** The address after all redirects; undefined for a file. */
  readonly address?: string;
}

/** Fetches a document. Throws a CommandError (EXIT.unreachable) that names the address. */
export async function fetchDocument(address: string, shell: Shell): Promise<FeedDocument> {
  const { url, status, text, failed } = await retry(() => fetchLimited(address, { headers: HEADERS }, LIMITS), {
    tries: MAX_TRIES,
    pause: (result, tries) => (isTemporary(result) ? 1_000 * tries : undefined),
    wait: shell.wait,
  });
  if (failed !== undefined) throw new CommandError(`${address} ${failed}.`, EXIT.unreachable);
  if (status < 200 || status > 299) throw new CommandError(`${address} answers ${status}.`, EXIT.unreachable);
  return { text, address: url };
}

const isTemporary = ({ status, failed, isPermanent }: FetchResult): boolean =>
  failed === undefined ? status === 429 || status >= 500 : !isPermanent;

/** Reads a document from a file. Throws a CommandError for a file that is too large. */
export async function readDocument(file: string): Promise<string> {
  const bytes = await readFile(file);
  if (bytes.length > LIMITS.bytes)
    throw new CommandError(`${file}: is larger than ${LIMITS.bytes / 1e6} MB, the limit for a feed.`);
  return documentText(bytes, '');
}
