import type { Context } from 'hono';
import { opaqueTag, tagsIn } from './conditional';
import { type Bearer, type ExpectedRevision, IDEMPOTENCY_KEY, type NewsroomRequest } from './newsroom-operations';
import { problemError } from './problems';
import { parseJsonBody, readBodyText } from './request-body';

/** Reads a write; `value` parses its JSON body. Throws a 400, 413 or 415 for a request that cannot be read. */
export async function readWrite(
  c: Context,
  bearer: Bearer,
  dryRun: boolean,
): Promise<{ request: NewsroomRequest; value: (emptyValue?: unknown) => unknown }> {
  const idempotencyKey = c.req.header('idempotency-key');
  if (idempotencyKey !== undefined && !IDEMPOTENCY_KEY.test(idempotencyKey))
    throw problemError('invalidIdempotencyKey');
  const body = await readBodyText(c.req.raw);
  return {
    request: { method: c.req.method, path: c.req.path, body, bearer, idempotencyKey, dryRun },
    value: (emptyValue) => parseJsonBody(c.req.raw, body, emptyValue),
  };
}

/** An editor who asks for a dry run must never get a real edit. Throws a 400 for a query that could mean one. */
export function readDryRun(c: Context): boolean {
  const values = c.req.queries('dry-run');
  if (values === undefined) return false;
  if (values.length === 1 && values[0] === 'true') return true;
  const detail = 'give "true" once, or leave it out to have the request carried out';
  throw problemError('invalidDryRun', {}, [{ pointer: '#/dry-run', detail }]);
}

/** The revision in If-Match, also weakened by a CDN or with a proxy's `-gzip`. 0 for a tag of no revision: it matches none. */
export function readExpectedRevision(c: Context): ExpectedRevision {
  const field = c.req.header('if-match');
  if (field === undefined) return undefined;
  if (field.trim() === '*') return '*';
  const [tag, ...others] = tagsIn(field);
  const revision = /^"([1-9]\d{0,8})"$/.exec(opaqueTag(tag ?? ''))?.[1];
  return revision === undefined || others.length > 0 ? 0 : Number(revision);
}
