import { type Context, Hono } from 'hono';
import { bearerToken, requireScope } from './bearer';
import { readExportQuery, readHistoryQuery, readNewsroomListQuery } from './list-query';
import type { Bearer, NewsroomOperations, NewsroomRequest, OperationRefusal, StoryResult } from './newsroom-operations';
import { readExpectedRevision, readWrite } from './newsroom-request';
import { type Problem, problemJson } from './problem';
import { problemFromError } from './problem-from-error';
import { problemError, problemNamed, refusalProblem } from './problems';
import type { PublicAddress } from './public-address';
import { type LogRequest, requestId, requestLog } from './request-log';
import { allowHeader, NEWSROOM_ROUTES, type NewsroomRoute, newsroomPath, type PerNewsroomMethod } from './routes';

export interface NewsroomNeeds {
  readonly address: PublicAddress;
  /** The operations of the publication at this public address. */
  operationsAt(url: string): NewsroomOperations;
  /** The bearer of a token; undefined for an unknown one. */
  authenticate(token: string): Promise<Bearer | undefined>;
  readonly log: LogRequest;
}

type Env = { Variables: { bearer: Bearer; operations: NewsroomOperations } };

/** The newsroom side: it needs a token, and nothing of it is ever cached. */
export function newsroomSide({ address, operationsAt, authenticate, log }: NewsroomNeeds): Hono<Env> {
  const app = new Hono<Env>();
  app.use(requestLog(log));
  // The token comes first: without one, nobody learns which addresses exist.
  app.use(async (c, next) => {
    const token = bearerToken(c.req.raw);
    const bearer = token === undefined ? undefined : await authenticate(token);
    if (!bearer) throw problemError('unauthorized');
    c.set('bearer', bearer);
    c.set('operations', operationsAt(address(c.req.raw)));
    await next();
    c.header('cache-control', 'no-store');
  });

  for (const [name, route] of Object.entries<NewsroomRoute>(NEWSROOM_ROUTES)) {
    const handlers: Record<string, Handler> = HANDLERS[name as keyof typeof HANDLERS];
    for (const [method, { scope, dryRun = false }] of Object.entries(route.methods)) {
      app.on(method.toUpperCase(), route.path, async (c) => {
        requireScope(c.get('bearer'), scope);
        return (handlers[method] as Handler)(requestOf(c, dryRun));
      });
    }
    app.all(route.path, () => {
      throw problemError('methodNotAllowed', { methods: allowHeader(route) });
    });
  }
  app.notFound(() => refuse(problemNamed('newsroomPathNotFound')));
  app.onError((error, c) => refuse(problemFromError(error, requestId(c))));
  return app;
}

/** What a handler is given of one request. */
interface HandlerRequest {
  readonly c: Context<Env>;
  readonly operations: NewsroomOperations;
  readonly id: string;
  readonly query: URLSearchParams;
  /** Makes one edit, and answers with its outcome. `emptyValue` stands for an empty body. */
  edit(
    make: (
      request: NewsroomRequest,
      value: (emptyValue?: unknown) => unknown,
    ) => Promise<StoryResult | OperationRefusal>,
  ): Promise<Response>;
  readonly allowsDryRun: boolean;
}

type Handler = (request: HandlerRequest) => Promise<Response>;

const requestOf = (c: Context<Env>, allowsDryRun: boolean): HandlerRequest => ({
  c,
  operations: c.get('operations'),
  id: c.req.param('id') ?? '',
  query: new URL(c.req.url).searchParams,
  allowsDryRun,
  async edit(make) {
    const { request, value } = await readWrite(c, c.get('bearer'), allowsDryRun);
    return respondWithStory(c, await make(request, value));
  },
});

const HANDLERS: PerNewsroomMethod<Handler> = {
  stories: {
    async get({ c, operations, query }) {
      const { limit, after } = readNewsroomListQuery(query);
      return c.json(await operations.stories(limit, after));
    },
    post: ({ operations, edit }) => edit((request, value) => operations.upload(request, value())),
  },
  story: {
    get: async ({ c, operations, id }) => respondWithStory(c, await operations.story(id)),
    put: ({ c, operations, id, edit }) =>
      edit((request, value) => operations.replace(request, id, readExpectedRevision(c), value())),
  },
  breaking: {
    put: ({ c, operations, id, edit }) =>
      edit((request, value) => operations.breakStory(request, id, readExpectedRevision(c), value({}))),
    delete: ({ c, operations, id, edit }) =>
      edit((request) => operations.clearBreaking(request, id, readExpectedRevision(c))),
  },
  withdrawal: {
    put: ({ c, operations, id, edit }) =>
      edit((request, value) => operations.withdraw(request, id, readExpectedRevision(c), value())),
    delete: ({ c, operations, id, edit }) =>
      edit((request) => operations.reinstate(request, id, readExpectedRevision(c))),
  },
  revisions: {
    async get({ c, operations, id, query }) {
      const { limit, before } = readHistoryQuery(query);
      return c.json(requireFound(await operations.revisions(id, limit, before)));
    },
  },
  revision: {
    async get({ c, operations, id }) {
      const number = /^[1-9]\d{0,5}$/.exec(c.req.param('revision') ?? '')?.[0];
      const revision = number === undefined ? undefined : await operations.revision(id, Number(number));
      return c.json({ revision: requireFound(revision) });
    },
  },
  imports: {
    async post({ c, operations, allowsDryRun }) {
      const { request, value } = await readWrite(c, c.get('bearer'), allowsDryRun);
      const outcome = await operations.import(request, value());
      if ('refused' in outcome) throw refusalProblem(c.get('bearer'), outcome);
      return c.json(outcome);
    },
  },
  exports: {
    get: async ({ c, operations, query }) => c.json(await operations.export(readExportQuery(query))),
  },
};

const refuse = (problem: Problem): Response =>
  problemJson({
    ...problem,
    headers: { ...problem.headers, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
  });

function respondWithStory(c: Context<Env>, outcome: StoryResult | OperationRefusal): Response {
  if ('refused' in outcome) throw refusalProblem(c.get('bearer'), outcome);
  const { status, id, revision, story, warnings, preview } = outcome;
  // A dry run stores nothing: it has no revision and no address.
  if (preview) return c.json({ story, warnings, preview });
  c.header('etag', `"${revision}"`);
  if (status === 201) c.header('location', newsroomPath('story', { id }));
  return c.json(c.req.method === 'GET' || c.req.method === 'HEAD' ? { story } : { story, warnings }, status);
}

function requireFound<Found extends object>(found: Found | undefined): Found {
  if (found === undefined) throw problemError('revisionNotFound');
  return found;
}
