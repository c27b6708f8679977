/** Why a request got no response. */
export interface ConnectionFailure {
  /** In words that follow an address: `did not answer in time`. */
  readonly failed: string;
  /** Whether no request can have arrived and another try would fail for the same reason. */
  readonly isPermanent: boolean;
}

/** Codes of Node's errors for connections that were never opened. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'does not answer: nothing runs there',
  ENOTFOUND: 'does not exist: there is no such host',
  EAI_AGAIN: 'cannot be looked up: is there a network?',
  ENETUNREACH: 'cannot be reached from this network',
  EHOSTUNREACH: 'cannot be reached from this network',
};

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;

/** Explains an error of `fetch`. Node puts the reason into the error's cause, or into several errors under the cause. */
export function connectionFailure(error: unknown): ConnectionFailure {
  const { name, cause, message } = Object(error) as Partial<Error>;
  if (name === 'TimeoutError') return { failed: 'did not answer in time', isPermanent: false };
  const causes = [cause, ...(cause instanceof AggregateError ? cause.errors : [])].map(
    (one): { code?: string; message?: string } => Object(one),
  );
  const code = causes.find((one) => one.code !== undefined)?.code ?? '';
  const unreachable = UNREACHABLE[code];
  if (unreachable) return { failed: unreachable, isPermanent: true };
  if (CERTIFICATE.test(code)) return { failed: `has no certificate that can be trusted (${code})`, isPermanent: true };
  // https://fetch.spec.whatwg.org/#port-blocking
  if (causes[0]?.message === 'bad port')
    return { failed: 'has a port that is kept for another protocol', isPermanent: true };
  return { failed: `broke off the connection (${code || causes[0]?.message || message})`, isPermanent: false };
}
