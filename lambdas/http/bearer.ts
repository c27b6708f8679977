import type { Bearer } from './newsroom-operations';
import { problemError } from './problems';

// RFC 6750 §2.1: b64token.
const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]+=*) *$/i;

/** The token of a request (RFC 6750); undefined without one. */
export const bearerToken = (request: Request): string | undefined =>
  BEARER.exec(request.headers.get('authorization') ?? '')?.[1];

/** Throws a 403 where a token lacks a scope (RFC 6750 §3.1). */
export function requireScope({ name, scopes }: Bearer, scope: string): void {
  if (!scopes.includes(scope)) throw problemError('missingScope', { name, scope });
}
