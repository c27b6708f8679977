import { type Context, Hono } from 'hono';
import { authenticate, requireScope } from './authenticate';
import { readExportQuery, readHistoryQuery, readNewsroomListQuery } from './list-query';
import type {
  Bearer,
  FeedAddress,
  FeedResult,
  NewsroomOperations,
  OperationRefusal,
  StoryResult,
} from './newsroom-operations';
import { readDryRun, readExpectedRevision, readWrite } from './newsroom-request';
import { type Problem, problemJson } from './problem-details';
import { problemFromError } from './problem-from-error';
import { problemError, problemNamed, refusalProblem } from './problems';
import type { PublicAddress } from './public-address';
import { refuseParameters } from './query-parameters';
import { type LogRequest, type NewsroomFacts, requestId, requestLog } from './request-log';
import {
  allowHeader,
  NEWSROOM_ROUTES,
  type NewsroomRoute,
  newsroomPath,
  type PerNewsroomMethod,
  takesDryRun,
} from './routes';

interface NewsroomNeeds {
  readonly address: PublicAddress;
  /** The operations of the publication at this public address. */
  operationsAt(url: string): NewsroomOperations;
  /** The bearer of a token; undefined for an unknown one. */
  findBearer(token: string): Promise<Bearer | undefined>;
  readonly log: LogRequest;
}

type Env = {
  Variables: {
    bearer: Bearer;
    operations: NewsroomOperations;
    /** The id of the story of this request, for its log line. */
    story?: string;
    /** The first pointer of its refusal, for its log line. */
    pointer?: string;
  };
};

/** The newsroom side: it needs a token, and nothing of it is ever cached. */
export function newsroomSide({ address, operationsAt, findBearer, log }: NewsroomNeeds): Hono<Env> {
  const app = new Hono<Env>();
  app.use(requestLog(log, factsOf));
  // The token comes first: without one, nobody learns which addresses exist.
  app.use(async (c, next) => {
    c.set('bearer', await authenticate(c.req.raw, findBearer));
    c.set('operations', operationsAt(address(c.req.raw)));
    await next();
    c.header('cache-control', 'no-store');
  });

  for (const [name, route] of Object.entries<NewsroomRoute>(NEWSROOM_ROUTES)) {
    const handlers: Record<string, Handler> = HANDLERS[name as keyof typeof HANDLERS];
    for (const [method, { scope, query }] of Object.entries(route.methods)) {
      app.on(method.toUpperCase(), route.path, async (c) => {
        const isWrite = takesDryRun(method);
        // Before the scope: a wrong query is a 400 for every token. A list reads its own query, and checks it there.
        if (!query) refuseParameters(isWrite ? queryOfWrite(c) : queryOf(c), isWrite ? ['dry-run'] : []);
        const isDryRun = isWrite && readDryRun(c);
        c.set('story', c.req.param('id'));
        if (scope !== undefined) requireScope(c.get('bearer'), scope);
        return (handlers[method] as Handler)(c, isDryRun);
      });
    }
    app.all(route.path, () => {
      throw problemError('methodNotAllowed', { methods: allowHeader(route) });
    });
  }
  app.notFound(() => refuse(problemNamed('newsroomPathNotFound')));
  app.onError((error, c) => {
    const problem = problemFromError(error, requestId(c));
    c.set('pointer', problem.errors?.[0]?.pointer);
    return refuse(problem);
  });
  return app;
}

/**
 * The facts of a request for its log line. An unknown address or field may hold any text, also the token by mistake, so only
 * names are logged. A name is shorter than the tokens that `token create` makes.
 */
function factsOf(c: Context<Env>): NewsroomFacts {
  const sent = /^Bearer +(\S+)/i.exec(c.req.header('authorization') ?? '')?.[1];
  const withoutToken = (text: string | undefined) => (sent !== undefined && text?.includes(sent) ? undefined : text);
  const { story, pointer } = c.var;
  return {
    token: c.get('bearer')?.name,
    story: withoutToken(story !== undefined && /^[\p{L}\p{M}\p{N}-]{1,128}$/u.test(story) ? story : undefined),
    pointer: withoutToken(pointer && /^#(?:\/[\w-]{1,24}(?=\/|$))*/.exec(pointer)?.[0]),
  };
}

type Handler = (c: Context<Env>, dryRun: boolean) => Promise<Response>;

/** Makes one edit of the story at this address. `emptyValue` stands for an empty body. */
const editBy =
  (name: 'replace' | 'breakStory' | 'clearBreaking' | 'withdraw' | 'reinstate', emptyValue?: unknown): Handler =>
  async (c, dryRun) => {
    const { request, value } = await readWrite(c, c.get('bearer'), dryRun);
    const body = c.req.method === 'DELETE' ? undefined : value(emptyValue);
    const outcome = await c.get('operations')[name](request, idOf(c), readExpectedRevision(c), body);
    return respondWithStory(c, outcome, { withFeeds: name !== 'replace' });
  };

const idOf = (c: Context): string => c.req.param('id') ?? '';
const feedAddressOf = (c: Context): FeedAddress => ({
  kind: c.req.param('kind') ?? '',
  slug: c.req.param('slug') ?? '',
});
const queryOf = (c: Context): URLSearchParams => new URL(c.req.url).searchParams;

/** Without `dry-run`: readDryRun checks it, and says that nothing was stored. */
function queryOfWrite(c: Context): URLSearchParams {
  const query = queryOf(c);
  query.delete('dry-run');
  return query;
}

const HANDLERS: PerNewsroomMethod<Handler> = {
  stories: {
    async get(c) {
      const { limit, after } = readNewsroomListQuery(queryOf(c));
      return c.json(await c.get('operations').stories(limit, after));
    },
    async post(c, dryRun) {
      const { request, value } = await readWrite(c, c.get('bearer'), dryRun);
      return respondWithStory(c, await c.get('operations').upload(request, value()));
    },
  },
  story: {
    get: async (c) => respondWithStory(c, await c.get('operations').story(idOf(c))),
    put: editBy('replace'),
  },
  breaking: { put: editBy('breakStory', {}), delete: editBy('clearBreaking') },
  withdrawal: { put: editBy('withdraw'), delete: editBy('reinstate') },
  revisions: {
    async get(c) {
      const { limit, before } = readHistoryQuery(queryOf(c));
      return c.json(requireFound(await c.get('operations').revisions(idOf(c), limit, before)));
    },
  },
  revision: {
    async get(c) {
      const number = /^[1-9]\d{0,5}$/.exec(c.req.param('revision') ?? '')?.[0];
      const revision = number === undefined ? undefined : await c.get('operations').revision(idOf(c), Number(number));
      return c.json({ revision: requireFound(revision) });
    },
  },
  closedFeed: {
    async put(c, dryRun) {
      const { request, value } = await readWrite(c, c.get('bearer'), dryRun);
      return respondWithFeed(c, await c.get('operations').closeFeed(request, feedAddressOf(c), value({})));
    },
    async delete(c, dryRun) {
      const { request } = await readWrite(c, c.get('bearer'), dryRun);
      return respondWithFeed(c, await c.get('operations').openFeed(request, feedAddressOf(c)));
    },
  },
  imports: {
    async post(c, dryRun) {
      const { request, value } = await readWrite(c, c.get('bearer'), dryRun);
      const outcome = await c.get('operations').import(request, value());
      if ('refused' in outcome) throw refusalProblem(c.get('bearer'), outcome);
      return c.json(outcome);
    },
  },
  whoami: {
    async get(c) {
      const { name, scopes } = c.get('bearer');
      return c.json({ token: { name, scopes }, publication: c.get('operations').publication() });
    },
  },
  exports: { get: async (c) => c.json(await c.get('operations').export(readExportQuery(queryOf(c)))) },
};

const refuse = (problem: Problem): Response =>
  problemJson({
    ...problem,
    headers: { ...problem.headers, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
  });

function respondWithStory(
  c: Context<Env>,
  outcome: StoryResult | OperationRefusal,
  { withFeeds = false } = {},
): Response {
  if ('refused' in outcome) throw refusalProblem(c.get('bearer'), outcome);
  const { status, id, revision, story, warnings, isDryRun, preview } = outcome;
  c.set('story', id);
  const feeds = withFeeds ? outcome.feeds : undefined;
  markRepeated(c, outcome);
  // A dry run stores nothing: it has no revision and no address.
  if (isDryRun) return c.json({ story, warnings, feeds, preview });
  c.header('etag', `"${revision}"`);
  if (status === 201) c.header('location', newsroomPath('story', { id }));
  return c.json(c.req.method === 'GET' || c.req.method === 'HEAD' ? { story } : { story, warnings, feeds }, status);
}

/** Tells the sender of a repeated request that it changed nothing. */
function markRepeated(c: Context, { isRepeated }: { readonly isRepeated?: boolean }): void {
  if (isRepeated) c.header('idempotency-replayed', 'true');
}

function respondWithFeed(c: Context<Env>, outcome: FeedResult | OperationRefusal): Response {
  if ('refused' in outcome) throw refusalProblem(c.get('bearer'), outcome);
  markRepeated(c, outcome);
  return c.json({ feed: outcome.feed, warnings: outcome.warnings });
}

function requireFound<Found extends object>(found: Found | undefined): Found {
  if (found === undefined) throw problemError('revisionNotFound');
  return found;
}
