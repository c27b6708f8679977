/** Why no answer came, in words that follow an address. */
export interface Trouble {
  readonly said: string;
  /** Whether nothing can have arrived, and asking again at once would end alike. */
  readonly never?: boolean;
  /** Milliseconds that the server asks to wait. */
  readonly after?: number;
}

/** The codes of Node's errors for connections that never came to be, and what they mean. */
const NEVER: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'does not answer: nothing runs there',
  ENOTFOUND: 'does not exist: there is no such host',
  EAI_AGAIN: 'cannot be looked up: is there a network?',
  ENETUNREACH: 'cannot be reached from this network',
  EHOSTUNREACH: 'cannot be reached from this network',
};

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;

/** What an error of `fetch` means. Node keeps what is wrong in its cause, and there may be several under that. */
export function connectionTrouble(error: unknown): Trouble {
  const { name, cause, message } = Object(error) as Partial<Error>;
  if (name === 'TimeoutError') return { said: 'did not answer in time' };
  const causes = [cause, ...(cause instanceof AggregateError ? cause.errors : [])].map(
    (one): { code?: string; message?: string } => Object(one),
  );
  const code = causes.find((one) => one.code !== undefined)?.code ?? '';
  const never = NEVER[code];
  if (never) return { said: never, never: true };
  if (CERTIFICATE.test(code)) return { said: `has no certificate that can be trusted (${code})`, never: true };
  // https://fetch.spec.whatwg.org/#port-blocking
  if (causes[0]?.message === 'bad port') return { said: 'has a port that is kept for another protocol', never: true };
  return { said: `broke off the connection (${code || causes[0]?.message || message})` };
}
