import type { Bearer } from './newsroom-operations';
import { problemError } from './problems';

// RFC 6750 §2.1: b64token.
const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]+=*) *$/i;

/** The bearer of a request's token (RFC 6750). Throws a 401 without a token, for a malformed one, and for an unknown one. */
export async function authenticate(
  request: Request,
  findBearer: (token: string) => Promise<Bearer | undefined>,
): Promise<Bearer> {
  const field = request.headers.get('authorization') ?? '';
  // The Lambda adapter percent-encodes a field with characters beyond ASCII.
  if (!/^Bearer(?: |%20|$)/i.test(field)) throw problemError('tokenMissing');
  const token = BEARER.exec(field)?.[1];
  if (token === undefined) throw problemError('tokenMalformed');
  const bearer = await findBearer(token);
  if (!bearer) throw problemError('tokenUnknown');
  return bearer;
}

/** Throws a 403 where a token lacks a scope (RFC 6750 §3.1). */
export function requireScope({ name, scopes }: Bearer, scope: string): void {
  if (!scopes.includes(scope)) throw problemError('missingScope', { name, scope });
}
