import { type Context, Hono } from 'hono';
import type { ChangeCursor, StoryPosition } from './cursor';
import { type ListQuery, readBefore, readChangesQuery, readListQuery, refuseCursor } from './list-query';
import { notFound, type Problem, ProblemError, problem, problemJson } from './problem';
import { problemFromError } from './problem-from-error';
import type { PublicAddress } from './public-address';
import type { PublicAnswer } from './representation';
import { type LogRequest, requestId, requestLog } from './request-log';
import { PUBLIC_HEADERS, redirect, respond } from './respond';
import { PUBLIC_ROUTES as ROUTES } from './routes';

/** What stands at each kind of address of a publication now. */
export interface PublicDocuments {
  /** Of all stories, or of those before a place. */
  front(before: StoryPosition | undefined): Promise<PublicAnswer>;
  story(id: string): Promise<PublicAnswer>;
  /** The story before or after one in its section. */
  neighbour(id: string, direction: 'previous' | 'next'): Promise<PublicAnswer>;
  storyJson(id: string): Promise<PublicAnswer>;
  feeds(): Promise<PublicAnswer>;
  opml(): Promise<PublicAnswer>;
  /** A document of all stories, of `breaking`, or of the feed that a folder and a slug name. */
  feed(folder: string | undefined, slug: string | undefined, file: string): Promise<PublicAnswer>;
  /** A stretch of a feed's history, by its name. */
  archive(folder: string | undefined, slug: string | undefined, name: string, file: string): Promise<PublicAnswer>;
  feedPage(folder: string, slug: string | undefined, before: StoryPosition | undefined): Promise<PublicAnswer>;
  podcast(): Promise<PublicAnswer>;
  newsSitemap(): Promise<PublicAnswer>;
  /** The index of all sitemaps, or that of a month, `2013-06`. */
  sitemap(month?: string): Promise<PublicAnswer>;
  robots(): Promise<PublicAnswer>;
  icon(name: string): Promise<PublicAnswer>;
  list(query: ListQuery): Promise<PublicAnswer>;
  /** Undefined for a place that is not in the list. */
  changes(limit: number, after?: ChangeCursor): Promise<PublicAnswer>;
  /** The description of every address, for programs. */
  contract(): Promise<PublicAnswer>;
  /** A problem as a page. */
  problemPage(problem: Problem): string;
}

/** What the public side is handed. */
export interface PublicNeeds {
  readonly address: PublicAddress;
  /** What there is, with documents that name `url` as the publication's public address. */
  documentsAt(url: string): PublicDocuments;
  /** Settles when the store answers one small read. */
  health(): Promise<unknown>;
  /** The headers of every page, the Content-Security-Policy among them. */
  readonly pageHeaders: Readonly<Record<string, string>>;
  readonly log: LogRequest;
}

/** What stands at an address, by the parameters of its path and its query. */
type Find = (
  documents: PublicDocuments,
  parameters: Readonly<Record<string, string | undefined>>,
  query: URLSearchParams,
) => Promise<PublicAnswer>;

const FINDS: Record<Exclude<keyof typeof ROUTES, 'health'>, Find> = {
  front: (documents, _, query) => documents.front(readBefore(query)),
  story: (documents, { id = '' }) => documents.story(id),
  neighbour: (documents, { id = '', direction }) =>
    documents.neighbour(id, direction === 'previous' ? 'previous' : 'next'),
  storyJson: (documents, { id = '' }) => documents.storyJson(id),
  feeds: (documents) => documents.feeds(),
  opml: (documents) => documents.opml(),
  feed: (documents, { file = '' }) => documents.feed(undefined, undefined, file),
  breaking: (documents, { file = '' }) => documents.feed('breaking', undefined, file),
  breakingPage: (documents, _, query) => documents.feedPage('breaking', undefined, readBefore(query)),
  audio: (documents, { file = '' }) => documents.feed('audio', undefined, file),
  audioPage: (documents, _, query) => documents.feedPage('audio', undefined, readBefore(query)),
  feedOf: (documents, { folder, slug, file = '' }) => documents.feed(folder, slug, file),
  archive: (documents, { document = '', file = '' }) => documents.archive(undefined, undefined, document, file),
  archiveOf: (documents, { folder, slug, document = '', file = '' }) => documents.archive(folder, slug, document, file),
  archiveOfAudio: (documents, { document = '', file = '' }) => documents.archive('audio', undefined, document, file),
  pageOf: (documents, { folder = '', slug }, query) => documents.feedPage(folder, slug, readBefore(query)),
  podcast: (documents) => documents.podcast(),
  newsSitemap: (documents) => documents.newsSitemap(),
  sitemap: (documents) => documents.sitemap(),
  sitemapOf: (documents, { sitemap = '' }) => documents.sitemap(sitemap.slice('sitemap-'.length, -'.xml'.length)),
  robots: (documents) => documents.robots(),
  icon: (documents, { icon = '' }) => documents.icon(icon),
  list: (documents, _, query) => documents.list(readListQuery(query)),
  async changes(documents, _, query) {
    const { limit, after } = readChangesQuery(query);
    return (await documents.changes(limit, after)) ?? refuseCursor();
  },
  contract: (documents) => documents.contract(),
};

const METHODS = 'GET, HEAD, OPTIONS';

/** The public side: GET and HEAD, cached, never sees a token. */
export function publicSide(needs: PublicNeeds): Hono {
  const app = new Hono();
  app.use(requestLog(needs.log));

  const documentsOf = (c: Context): PublicDocuments => needs.documentsAt(needs.address(c.req.raw));

  /** Undefined for who came to a wrong address: they are told of any problem as programs, for a page names the right one. */
  function documentsAnywhere(c: Context): PublicDocuments | undefined {
    try {
      return documentsOf(c);
    } catch {
      return undefined;
    }
  }

  for (const [name, find] of Object.entries(FINDS)) {
    app.get(ROUTES[name as keyof typeof FINDS], async (c) => {
      const { searchParams } = new URL(c.req.url);
      const stands = await find(documentsOf(c), c.req.param(), searchParams);
      if (!stands) throw new ProblemError(notFound());
      if ('location' in stands) return redirect(stands);
      if ('gone' in stands) throw new ProblemError(gone(stands.note));
      const response = await respond(c.req.raw, stands);
      if (stands.mediaType.startsWith('text/html')) setAll(response.headers, needs.pageHeaders);
      return response;
    });
  }
  app.get(ROUTES.health, async () => {
    await needs.health();
    return Response.json({ status: 'ok' }, { headers: { ...PUBLIC_HEADERS, 'cache-control': 'no-store' } });
  });

  for (const route of Object.values(ROUTES)) {
    app.options(route, () => new Response(null, { status: 204, headers: PREFLIGHT }));
    app.all(route, () => {
      throw new ProblemError(problem(405, `This address answers ${METHODS}.`, { headers: { allow: METHODS } }));
    });
  }
  const refuse = (c: Context, said: Problem): Response => {
    const documents = isPage(c.req.path) ? documentsAnywhere(c) : undefined;
    const response = documents ? page(documents, said) : problemJson(said);
    setAll(response.headers, { ...PUBLIC_HEADERS, 'cache-control': lifetimeOf(said.status) });
    return response;
  };
  const page = (documents: PublicDocuments, said: Problem): Response => {
    const text = documents.problemPage(said);
    const length = String(Buffer.byteLength(text));
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-length': length };
    return new Response(text, { status: said.status, headers: { ...needs.pageHeaders, ...said.headers, ...headers } });
  };
  app.notFound((c) => refuse(c, notFound()));
  app.onError((error, c) => refuse(c, problemFromError(error, requestId(c))));
  return app;
}

function setAll(headers: Headers, fields: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(fields)) headers.set(name, value);
}

/** These are for people, also when they fail. */
const isPage = (path: string): boolean =>
  /^\/(?:$|feeds$|breaking$|audio$|stories\/|(?:sections|tags|authors|languages)\/[^/]*$)/.test(path);

const gone = (note: string | undefined): Problem =>
  problem(
    410,
    note === undefined
      ? 'This story was withdrawn by its publisher.'
      : `This story was withdrawn by its publisher: ${note}`,
  );

/** Refusals are kept for seconds, a fault not at all. */
const lifetimeOf = (status: number): string => (status >= 500 ? 'no-store' : 'public, max-age=10');

/** The answer to a browser that asks whether it may (Fetch, CORS-preflight). */
const PREFLIGHT: Readonly<Record<string, string>> = {
  ...PUBLIC_HEADERS,
  allow: METHODS,
  'access-control-allow-methods': METHODS,
  'access-control-allow-headers': 'If-None-Match, If-Modified-Since, Accept, Cache-Control',
  'access-control-max-age': '86400',
  'cache-control': 'public, max-age=86400',
};
