import { randomUUID } from 'node:crypto';
import { type FetchResult, fetchLimited, type OutgoingRequest } from '../../../lambdas/outgoing/fetch-limited';
import { retry } from '../../../lambdas/outgoing/retry';
import { CommandError, EXIT, type Shell, startCommand } from '../terminal/shell';
import { isLoopback } from './address';
import type { ChosenServer } from './choose-server';
import { proxiedFetch } from './proxy';

export interface RequestOptions {
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The Idempotency-Key of a write; by default a new one for each request. */
  readonly key?: string;
}

/** An answer of a server. */
export interface Answer extends FetchResult {
  /** What the user can do about a 401 or 403. */
  readonly remedy?: string;
}

/** A server that commands send requests to. */
export interface Endpoint {
  /** `https://news.example` */
  readonly address: string;
  /**
   * Sends a request. Retries up to three times if the connection drops or the server is busy; the retries of a write carry
   * the same Idempotency-Key, so that the server carries it out once. Throws a CommandError (EXIT.unreachable) after the last.
   */
  ask(method: string, path: string, options?: RequestOptions): Promise<Answer>;
}

const MAX_TRIES = 4;
const LIMITS = { milliseconds: 30_000, bytes: 100_000_000 };
/** Milliseconds. The pause doubles with each retry. */
const PAUSE_MS = { first: 500, max: 15_000 };
/** The statuses that a retry can cure, from the server or a proxy before it (RFC 9110 §15.6, RFC 6585 §4). */
const TEMPORARY = new Set([429, 502, 503, 504]);

export function createEndpoint(chosen: ChosenServer, shell: Shell, token?: string): Endpoint {
  const { address } = chosen;
  return {
    address,
    async ask(method, path, options = {}) {
      const isWrite = !/^(?:GET|HEAD)$/.test(method);
      const sameKey = isWrite ? ', with the same Idempotency-Key' : '';
      const request = { ...outgoingRequest(method, isWrite, options, token), fetch: await proxiedFetch(shell) };
      let tries = 0;
      const attempt = () => {
        tries += 1;
        // A redirect is an answer: it must not choose the server that gets the token.
        return fetchLimited(address + path, request, LIMITS);
      };
      const pause = (result: FetchResult): number | undefined => {
        const failure = failureOf(result);
        if (failure === undefined || (result.isPermanent && tries === 1)) return undefined;
        shell.err(`${address} ${failure}: trying again${sameKey} (${tries + 1} of ${MAX_TRIES})\n`);
        return Math.min(Math.max(PAUSE_MS.first * 2 ** (tries - 1), retryAfter(result)), PAUSE_MS.max);
      };
      const result = await retry(attempt, { tries: MAX_TRIES, pause, wait: shell.wait });
      const failure = failureOf(result);
      if (failure !== undefined) {
        const count = tries === 1 ? '' : ` (tried ${tries} times)`;
        const unknown = isWrite && tries > 1 ? UNKNOWN_OUTCOME : '';
        throw new CommandError(
          `${address} ${failure}${count}. ${failureRemedy(chosen, result, shell)}${unknown}`,
          EXIT.unreachable,
        );
      }
      return refuseRedirect(withoutToken(result, token), address, token);
    },
  };
}

function outgoingRequest(
  method: string,
  isWrite: boolean,
  { body, headers, key = randomUUID() }: RequestOptions,
  token: string | undefined,
): OutgoingRequest {
  return {
    method,
    headers: {
      'user-agent': 'bulletin',
      accept: 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(isWrite && { 'idempotency-key': key }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  };
}

/** Why there is no usable answer, in words that follow the address; undefined for any other answer. */
const failureOf = ({ failed, status }: FetchResult): string | undefined =>
  failed ?? (TEMPORARY.has(status) ? `is busy (${status})` : undefined);

/** Milliseconds of Retry-After in seconds (RFC 9110 §10.2.3). Dates are ignored; a Bulletin server sends none. */
const retryAfter = ({ headers }: FetchResult): number =>
  Number(/^\d{1,5}$/.exec(headers.get('retry-after') ?? '')?.[0] ?? 0) * 1_000;

const UNKNOWN_OUTCOME = ' The server may have made the change: check before you run the command again.';

function failureRemedy({ address, from }: ChosenServer, { isPermanent }: FetchResult, shell: Shell): string {
  const start = startCommand(shell);
  if (from === 'local server' && isPermanent) return `No local server runs here: ${start}. ${NAME_ONE}`;
  if (from === 'local server' || from === 'login') return 'Check the connection.';
  return isLoopback(address)
    ? `Check ${from}, or start the local server: ${start}.`
    : `Check ${from} and the connection.`;
}

/** The remedy where no server is named. */
const NAME_ONE = 'Or name a publication: --url https://news.example';

/** A server, or a proxy before it, may repeat a token in an error: it must not reach a terminal or a log. */
const withoutToken = (result: FetchResult, token: string | undefined): FetchResult =>
  token === undefined || result.status < 400 ? result : { ...result, text: result.text.replaceAll(token, '…') };

function refuseRedirect(answer: FetchResult, address: string, token: string | undefined): FetchResult {
  const location = answer.headers.get('location');
  if (answer.status < 300 || answer.status > 399 || answer.status === 304 || location === null) return answer;
  // Also in the address of a page that asks for a login.
  const target = [token, token && encodeURIComponent(token)].reduce<string>(
    (text, secret) => (secret ? text.replaceAll(secret, '…') : text),
    location,
  );
  throw new CommandError(
    `${address} redirects to ${target}. If this is the right server, set --url or BULLETIN_URL to that address.`,
    EXIT.usage,
  );
}
