import type { Bearer } from './newsroom-operations';
import { problemError } from './problems';

// RFC 6750 §2.1: b64token.
const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]+=*) *$/i;

/** The bearer of a request's token (RFC 6750). Throws a 401 without a token, and for an unknown one. */
export async function authenticate(
  request: Request,
  findBearer: (token: string) => Promise<Bearer | undefined>,
): Promise<Bearer> {
  const token = BEARER.exec(request.headers.get('authorization') ?? '')?.[1];
  const bearer = token === undefined ? undefined : await findBearer(token);
  if (!bearer) throw problemError('unauthorized');
  return bearer;
}

/** Throws a 403 where a token lacks a scope (RFC 6750 §3.1). */
export function requireScope({ name, scopes }: Bearer, scope: string): void {
  if (!scopes.includes(scope)) throw problemError('missingScope', { name, scope });
}
