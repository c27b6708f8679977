import { type Context, Hono } from 'hono';
import { requireScope, tokenOf, unauthorized } from './bearer';
import { opaqueTag, tagsIn } from './conditional';
import { readExportQuery, readHistoryQuery, readNewsroomListQuery } from './list-query';
import {
  type Bearer,
  type ExpectedRevision,
  IDEMPOTENCY_KEY,
  type NewsroomOperations,
  type NewsroomRequest,
  type OperationRefusal,
  type StoryResult,
} from './newsroom-operations';
import { type Problem, ProblemError, problem, problemJson } from './problem';
import { problemFromError } from './problem-from-error';
import { refusalProblem } from './problems';
import type { PublicAddress } from './public-address';
import { parseJsonBody, readBodyText } from './request-body';
import { type LogRequest, requestId, requestLog } from './request-log';
import { NEWSROOM_ROUTES as ROUTES } from './routes';

export interface NewsroomNeeds {
  readonly address: PublicAddress;
  /** The desk of the publication at this public address. */
  operationsAt(url: string): NewsroomOperations;
  /** Who bears a token; undefined for one that nobody was given. */
  authenticate(token: string): Promise<Bearer | undefined>;
  readonly log: LogRequest;
}

type Env = { Variables: { bearer: Bearer; desk: NewsroomOperations } };

/** The newsroom side: everything that needs a token, never cached. */
export function newsroomSide({ address, operationsAt, authenticate, log }: NewsroomNeeds): Hono<Env> {
  const app = new Hono<Env>();
  app.use(requestLog(log));
  // Who somebody is comes first: without a token nobody learns what there is.
  app.use(async (c, next) => {
    const token = tokenOf(c.req.raw);
    const bearer = token === undefined ? undefined : await authenticate(token);
    if (!bearer) throw unauthorized();
    c.set('bearer', bearer);
    c.set('desk', operationsAt(address(c.req.raw)));
    await next();
    c.header('cache-control', 'no-store');
  });

  app.post(ROUTES.stories, async (c) => {
    const { sent, value } = await received(c, 'write', dryRun(c));
    return answered(c, await c.get('desk').upload(sent, value()));
  });
  app.put(ROUTES.story, async (c) => {
    const { sent, value } = await received(c, 'write', dryRun(c));
    return answered(c, await c.get('desk').replace(sent, c.req.param('id'), seen(c), value()));
  });
  app.put(ROUTES.breaking, async (c) => {
    const { sent, value } = await received(c, 'break');
    return answered(c, await c.get('desk').breakStory(sent, c.req.param('id'), seen(c), value({})));
  });
  app.delete(ROUTES.breaking, async (c) => {
    const { sent } = await received(c, 'break');
    return answered(c, await c.get('desk').clearBreaking(sent, c.req.param('id'), seen(c)));
  });
  app.put(ROUTES.withdrawal, async (c) => {
    const { sent, value } = await received(c, 'withdraw');
    return answered(c, await c.get('desk').withdraw(sent, c.req.param('id'), seen(c), value()));
  });
  app.delete(ROUTES.withdrawal, async (c) => {
    const { sent } = await received(c, 'withdraw');
    return answered(c, await c.get('desk').reinstate(sent, c.req.param('id'), seen(c)));
  });
  app.post(ROUTES.imports, async (c) => {
    const { sent, value } = await received(c, 'write');
    const outcome = await c.get('desk').import(sent, value());
    if ('refused' in outcome) throw refusalProblem(c.get('bearer'), outcome);
    return c.json(outcome);
  });
  app.get(ROUTES.exports, async (c) => {
    requireScope(c.get('bearer'), 'read');
    return c.json(await c.get('desk').export(readExportQuery(new URL(c.req.url).searchParams)));
  });
  app.get(ROUTES.stories, async (c) => {
    requireScope(c.get('bearer'), 'read');
    const { limit, after } = readNewsroomListQuery(new URL(c.req.url).searchParams);
    return c.json(await c.get('desk').stories(limit, after));
  });
  app.get(ROUTES.revisions, async (c) => {
    requireScope(c.get('bearer'), 'read');
    const { limit, before } = readHistoryQuery(new URL(c.req.url).searchParams);
    return c.json(found(await c.get('desk').revisions(c.req.param('id'), limit, before)));
  });
  app.get(ROUTES.revision, async (c) => {
    requireScope(c.get('bearer'), 'read');
    const number = /^[1-9]\d{0,5}$/.test(c.req.param('revision')) ? Number(c.req.param('revision')) : undefined;
    const revision = number && (await c.get('desk').revision(c.req.param('id'), number));
    return c.json({ revision: found(revision || undefined) });
  });
  app.get(ROUTES.story, async (c) => {
    requireScope(c.get('bearer'), 'read');
    return answered(c, await c.get('desk').story(c.req.param('id')));
  });

  for (const [route, allow] of [
    [ROUTES.stories, 'GET, HEAD, POST'],
    [ROUTES.story, 'GET, HEAD, PUT'],
    [ROUTES.breaking, 'PUT, DELETE'],
    [ROUTES.withdrawal, 'PUT, DELETE'],
    [ROUTES.revisions, 'GET, HEAD'],
    [ROUTES.revision, 'GET, HEAD'],
    [ROUTES.imports, 'POST'],
    [ROUTES.exports, 'GET, HEAD'],
  ] as const) {
    app.all(route, () => {
      throw new ProblemError(problem(405, `This address answers ${allow}.`, { headers: { allow } }));
    });
  }
  const refuse = (said: Problem): Response =>
    problemJson({
      ...said,
      headers: { ...said.headers, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
    });
  app.notFound(() => refuse(problem(404, 'There is nothing at this address of the newsroom side.')));
  app.onError((error, c) => refuse(problemFromError(error, requestId(c))));
  return app;
}

/** Whether it is asked only what would come of a write. Throws a 400 for a query that may have meant so. */
function dryRun(c: Context): boolean {
  const given = c.req.queries('dry-run');
  if (given === undefined) return false;
  if (given.length === 1 && given[0] === 'true') return true;
  throw wrongDryRun('give "true" once, or leave it out to have the story stored');
}

const wrongDryRun = (detail: string): ProblemError =>
  new ProblemError(
    problem(400, 'The query cannot be read, and nothing was stored.', { errors: [{ pointer: '#/dry-run', detail }] }),
  );

/** A write as it was sent, once its bearer may make it; `value` reads its JSON. */
async function received(
  c: Context<Env>,
  scope: string,
  isDryRun?: boolean,
): Promise<{ sent: NewsroomRequest; value: (otherwise?: unknown) => unknown }> {
  const bearer = c.get('bearer');
  requireScope(bearer, scope);
  // Whoever wants to see what would happen must not be answered by its having happened.
  if (isDryRun === undefined && c.req.query('dry-run') !== undefined)
    throw wrongDryRun('only an upload or a replacement of a story can be tried: leave it out');
  const idempotencyKey = c.req.header('idempotency-key');
  if (idempotencyKey !== undefined && !IDEMPOTENCY_KEY.test(idempotencyKey)) {
    throw new ProblemError(problem(400, 'Idempotency-Key: write 1 to 255 visible ASCII characters, such as a UUID.'));
  }
  const body = await readBodyText(c.req.raw);
  const sent = {
    method: c.req.method,
    path: c.req.path,
    body,
    bearer,
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    ...(isDryRun && { dryRun: true }),
  };
  return { sent, value: (otherwise) => parseJsonBody(c.req.raw, body, otherwise) };
}

/** The revision that If-Match names. A CDN weakens tags and proxies add `-gzip`, which is no matter here; what is no revision matches none. */
function seen(c: Context): ExpectedRevision {
  const field = c.req.header('if-match');
  if (field === undefined) return undefined;
  if (field.trim() === '*') return '*';
  const [tag, ...others] = tagsIn(field);
  const revision = /^"([1-9]\d{0,8})"$/.exec(opaqueTag(tag ?? ''))?.[1];
  return revision === undefined || others.length > 0 ? 0 : Number(revision);
}

function answered(c: Context<Env>, outcome: StoryResult | OperationRefusal): Response {
  if ('refused' in outcome) throw refusalProblem(c.get('bearer'), outcome);
  const { status, id, revision, story, warnings, preview } = outcome;
  // Nothing was stored: there is no revision to name, and nothing at an address.
  if (preview) return c.json({ story, warnings, preview });
  c.header('etag', `"${revision}"`);
  if (status === 201) c.header('location', ROUTES.story.replace(':id', encodeURIComponent(id)));
  return c.json(c.req.method === 'GET' || c.req.method === 'HEAD' ? { story } : { story, warnings }, status);
}

function found<T extends object>(what: T | undefined): T {
  if (what === undefined)
    throw new ProblemError(problem(404, 'There is no story with this id, or no such revision of it.'));
  return what;
}
