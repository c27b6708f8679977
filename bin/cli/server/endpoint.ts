import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { CommandError, EXIT, type Shell } from '../terminal/shell';
import { type ConnectionFailure, connectionFailure } from './connection-failure';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface RequestOptions {
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The Idempotency-Key of a write; by default a new one for each request. */
  readonly key?: string;
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
/** Milliseconds. The pause doubles with each retry. */
const DEADLINE_MS = 30_000;
const PAUSE_MS = { first: 500, max: 15_000 };
/** The statuses that a retry can cure, from the server or a proxy before it (RFC 9110 §15.6, RFC 6585 §4). */
const TEMPORARY = new Set([429, 502, 503, 504]);

export function createEndpoint(address: string, shell: Shell, token?: string): Endpoint {
  return {
    address,
    async ask(method, path, options = {}) {
      const isWrite = !/^(?:GET|HEAD)$/.test(method);
      const init = requestInit(method, options, token);
      for (let tries = 1; ; tries++) {
        const outcome = await askOnce(address + path, init);
        if ('status' in outcome && !TEMPORARY.has(outcome.status)) return refuseRedirect(outcome, address);
        const failure = 'status' in outcome ? busyFailure(outcome) : outcome;
        if (tries === MAX_TRIES || (failure.isFinal && tries === 1))
          throw new CommandError(failureMessage(failure.message, address, tries, isWrite), EXIT.unreachable);
        const sameKey = isWrite ? ', with the same Idempotency-Key' : '';
        shell.err(`${address} ${failure.message}: trying again${sameKey} (${tries + 1} of ${MAX_TRIES})\n`);
        const pause = Math.max(PAUSE_MS.first * 2 ** (tries - 1), failure.retryAfter ?? 0);
        await (shell.wait ?? wait)(Math.min(pause, PAUSE_MS.max));
      }
    },
  };
}

function requestInit(method: string, options: RequestOptions, token: string | undefined): RequestInit {
  const { body, headers, key = randomUUID() } = options;
  return {
    method,
    headers: {
      'user-agent': 'bulletin',
      accept: 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(method !== 'GET' && method !== 'HEAD' && { 'idempotency-key': key }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    // A redirect must not choose the server that gets the token.
    redirect: 'manual',
  };
}

async function askOnce(url: string, init: RequestInit): Promise<Answer | ConnectionFailure> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(DEADLINE_MS) });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    return connectionFailure(error);
  }
}

/** RFC 9110 §10.2.3: Retry-After in seconds. Dates are ignored; a Bulletin server sends none. */
function busyFailure({ status, headers }: Answer): ConnectionFailure & { readonly retryAfter?: number } {
  const seconds = /^\d{1,5}$/.exec(headers.get('retry-after') ?? '')?.[0];
  return {
    message: `is busy (${status})`,
    retryAfter: seconds === undefined ? undefined : Number(seconds) * 1_000,
  };
}

function failureMessage(message: string, address: string, tries: number, isWrite: boolean): string {
  const count = tries === 1 ? '' : ` (tried ${tries} times)`;
  const unknown =
    isWrite && tries > 1 ? ' The server may have made the change: check before you run the command again.' : '';
  return `${address} ${message}${count}. Check --url and BULLETIN_URL, or start the local server: npm start.${unknown}`;
}

function refuseRedirect(answer: Answer, address: string): Answer {
  const target = answer.headers.get('location');
  if (answer.status < 300 || answer.status > 399 || answer.status === 304 || target === null) return answer;
  throw new CommandError(
    `${address} redirects to ${target}. If this is the right server, set --url or BULLETIN_URL to that address.`,
    EXIT.usage,
  );
}
