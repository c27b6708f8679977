import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { CommandError, EXIT, type Shell } from '../terminal/shell';
import { connectionTrouble, type Trouble } from './connection-trouble';

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface Request {
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Idempotency-Key; a new one for each request where it is left out. */
  readonly key?: string;
}

/** A server, as a command speaks to it. */
export interface Endpoint {
  /** `https://news.example` */
  readonly address: string;
  /**
   * Asks, and asks again a bounded number of times where the connection drops or the server is busy: a write always with the
   * same Idempotency-Key, so that it happens once. Throws a CommandError (EXIT.unreachable) when no answer came.
   */
  ask(method: string, path: string, request?: Request): Promise<Answer>;
}

const TRIES = 4;
/** Milliseconds: for one answer, before the second try (doubled before each after that), and at most between two. */
const PATIENCE = { answer: 30_000, between: 500, most: 15_000 };
/** The answers of a server, or of what stands before it, that pass by themselves (RFC 9110 §15.6, RFC 6585 §4). */
const PASSING = new Set([429, 502, 503, 504]);

export function createEndpoint(address: string, shell: Shell, token?: string): Endpoint {
  return {
    address,
    async ask(method, path, { body, headers, key = randomUUID() } = {}) {
      const isWrite = !/^(?:GET|HEAD)$/.test(method);
      const init = {
        method,
        headers: {
          'user-agent': 'bulletin',
          accept: 'application/json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(isWrite && { 'idempotency-key': key }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        // A token is for one server: where it goes is not for an answer to say.
        redirect: 'manual',
      } as const;
      for (let tries = 1; ; tries++) {
        const outcome = await once(address + path, init);
        if (!('said' in outcome) && !PASSING.has(outcome.status)) return unmoved(outcome, address);
        const trouble = 'said' in outcome ? outcome : busy(outcome);
        const isHopeless = 'never' in trouble && trouble.never && tries === 1;
        if (isHopeless || tries === TRIES)
          throw new CommandError(gaveUp(trouble.said, address, tries, isWrite), EXIT.unreachable);
        const with_ = isWrite ? ', with the same Idempotency-Key' : '';
        shell.err(`${address} ${trouble.said}: trying again${with_} (${tries + 1} of ${TRIES})\n`);
        const pause = Math.max(PATIENCE.between * 2 ** (tries - 1), trouble.after ?? 0);
        await (shell.wait ?? wait)(Math.min(pause, PATIENCE.most));
      }
    },
  };
}

async function once(url: string, init: RequestInit): Promise<Answer | Trouble> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE.answer) });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    return connectionTrouble(error);
  }
}

/** RFC 9110 §10.2.3: Retry-After in seconds; a date, which our server never sends, is not waited for. */
function busy({ status, headers }: Answer): Trouble {
  const after = /^\d{1,5}$/.exec(headers.get('retry-after') ?? '');
  return { said: `is busy (${status})`, ...(after && { after: Number(after[0]) * 1_000 }) };
}

function gaveUp(said: string, address: string, tries: number, isWrite: boolean): string {
  const times = tries === 1 ? '' : ` (tried ${tries} times)`;
  const unknown = isWrite && tries > 1 ? ' It may have been done all the same: look before you do it again.' : '';
  return `${address} ${said}${times}. Check --url and BULLETIN_URL, or start the local server: npm start.${unknown}`;
}

function unmoved(answer: Answer, address: string): Answer {
  const to = answer.headers.get('location');
  if (answer.status < 300 || answer.status > 399 || answer.status === 304 || to === null) return answer;
  throw new CommandError(
    `${address} says that it moved to ${to}. If that is right, set --url or BULLETIN_URL to it.`,
    EXIT.usage,
  );
}
