import type { Bearer } from './newsroom-operations';
import { ProblemError, problem } from './problem';

// RFC 6750 §2.1: b64token.
const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]+=*) *$/i;

/** The token of a request (RFC 6750); undefined without one. */
export const tokenOf = (request: Request): string | undefined =>
  BEARER.exec(request.headers.get('authorization') ?? '')?.[1];

/** RFC 9110 §11.6.1: a 401 says what would open the door. The same for no token and for an unknown one. */
export const unauthorized = (): ProblemError =>
  new ProblemError(
    problem(401, 'Send a token of this publication, with the header "Authorization: Bearer …".', {
      headers: { 'www-authenticate': 'Bearer realm="newsroom"' },
    }),
  );

/** Throws a 403 where a token lacks a scope (RFC 6750 §3.1). */
export function requireScope({ name, scopes }: Bearer, scope: string): void {
  if (!scopes.includes(scope)) throw forbidden(name, scope);
}

export const forbidden = (name: string, scope: string): ProblemError =>
  new ProblemError(
    problem(403, `The token "${name}" may not do this: it lacks the scope "${scope}".`, {
      headers: { 'www-authenticate': `Bearer realm="newsroom", error="insufficient_scope", scope="${scope}"` },
    }),
  );
