import { type Context, Hono } from 'hono';
import { formerUrlIn, redirectFrom, redirectToOneAddress } from './addresses/redirect-to-one-address';
import { FINDS, FINDS_IN_BROWSER, type PublicDocuments } from './find-document';
import { type Problem, problemJson } from './problem-details';
import { problemFromError } from './problem-from-error';
import { problemError } from './problems';
import type { PublicAddress } from './public-address';
import type { PublicAnswer, Rendered, Representation } from './representation';
import { type LogRequest, requestId, requestLog } from './request-log';
import { encodeContent, PUBLIC_HEADERS, redirect, redirectPermanently, respond } from './respond';
import { BROWSER, isPage, PUBLIC_METHODS, type PublicRouteName, PUBLIC_ROUTES as ROUTES } from './routes';

type HeaderFields = Readonly<Record<string, string>>;

interface PublicNeeds {
  readonly address: PublicAddress;
  /** The documents, which name `url` as the public address of the publication. */
  documentsAt(url: string): PublicDocuments;
  /** Settles when the store answers one small read. */
  health(): Promise<unknown>;
  /** The headers of every page, the Content-Security-Policy among them. */
  readonly pageHeaders: HeaderFields;
  /** The address of the license of every document, in ASCII. */
  readonly license?: string;
  readonly log: LogRequest;
}

/** `Vary` where a browser gets a page and software another answer. The CDN and the local server read the second header. */
const VARY_BY_BROWSER = 'Accept-Encoding, Sec-Fetch-Dest';

/** Whether a browser opens the address, which is no page. Only the CDN and the local server can say so. */
const isFromBrowser = (request: Request): boolean => request.headers.has(BROWSER);

/** The public side: GET, HEAD and OPTIONS. Its answers are cached, and it never sees a token. */
export function publicSide(needs: PublicNeeds): Hono {
  const app = new Hono();
  app.use(requestLog(needs.log));
  const documentsFor = (c: Context): PublicDocuments => needs.documentsAt(needs.address(c.req.raw));
  /** The answer at an address that is none of ours: the redirect to the story that had it, or a refusal. One read, or none. */
  async function answerUnknown(c: Context): Promise<Response> {
    const address = formerUrlIn(c);
    const answer = address === undefined ? undefined : await documentsFor(c).formerUrl(address);
    if (isRepresentation(answer)) throw new Error(`${address} has a document, but only a redirect can be there`);
    return redirectTo(answer);
  }
  app.use(redirectToOneAddress(answerUnknown));

  for (const [name, find] of Object.entries(FINDS)) {
    const findInBrowser = FINDS_IN_BROWSER[name as PublicRouteName];
    app.get(ROUTES[name as PublicRouteName].path, async (c) => {
      const { searchParams } = new URL(c.req.url);
      const findHere = findInBrowser && isFromBrowser(c.req.raw) ? findInBrowser : find;
      const answer = await findHere(documentsFor(c), c.req.param(), searchParams);
      if (!isRepresentation(answer)) return redirectTo(answer);
      const response = await respond(c.req.raw, answer);
      // RFC 4946 §2 and RFC 8288: on a document, not on a 304 or 412.
      if (needs.license !== undefined && response.ok)
        response.headers.append('link', `<${needs.license}>; rel="license"`);
      const isHtml = answer.mediaType.startsWith('text/html');
      // A 304 has no metadata (RFC 9110 §15.4.5): the copy keeps its policy.
      if (isHtml && response.status !== 304) setAll(response.headers, needs.pageHeaders);
      if (findInBrowser) response.headers.set('vary', VARY_BY_BROWSER);
      return response;
    });
  }
  app.get(ROUTES.health.path, async () => {
    await needs.health();
    return Response.json({ status: 'ok' }, { headers: { ...PUBLIC_HEADERS, 'cache-control': 'no-store' } });
  });
  for (const { path } of Object.values(ROUTES)) {
    app.options(path, () => new Response(null, { status: 204, headers: PREFLIGHT }));
    app.all(path, () => {
      throw problemError('methodNotAllowed', { methods: PUBLIC_METHODS });
    });
  }

  const refuse = async (c: Context, problem: Problem): Promise<Response> => {
    const isForPeople = isPage(c.req.path);
    const isMissing = problem.status === 404 || problem.status === 410;
    const isShown = isForPeople || (isMissing && isFromBrowser(c.req.raw));
    const documents = isShown ? documentsOrNone(() => documentsFor(c)) : undefined;
    const response = documents
      ? await respondWithPage(c.req.raw, documents.problemPage(problem), problem, needs.pageHeaders)
      : problemJson(problem);
    setAll(response.headers, { ...PUBLIC_HEADERS, 'cache-control': cacheControlOf(problem.status) });
    if (isMissing && !isForPeople) response.headers.set('vary', VARY_BY_BROWSER);
    return response;
  };
  // A guessed or former address costs the others nothing: the router asks for it last.
  app.notFound((c) => redirectFrom(c) ?? answerUnknown(c));
  app.onError((error, c) => refuse(c, problemFromError(error, requestId(c))));
  return app;
}

const isRepresentation = (answer: PublicAnswer): answer is Representation =>
  answer !== undefined && 'validators' in answer;

/** The redirect of an answer without a document. Throws the refusal where nothing is, or nothing any more. */
function redirectTo(answer: Exclude<PublicAnswer, Representation>): Response {
  if (!answer) throw problemError('notFound');
  if ('location' in answer) return redirect(answer);
  if ('movedTo' in answer) return redirectPermanently(answer);
  if (answer.gone === 'feed') throw problemError('feedClosed');
  throw answer.note === undefined ? problemError('gone') : problemError('goneWithNote', { note: answer.note });
}

/** Undefined at a wrong host. A page would have to name the right one, so its refusals are JSON everywhere. */
function documentsOrNone(documents: () => PublicDocuments): PublicDocuments | undefined {
  try {
    return documents();
  } catch {
    return undefined;
  }
}

async function respondWithPage(
  request: Request,
  page: Pick<Rendered, 'bytes'>,
  { status, headers }: Problem,
  pageHeaders: HeaderFields,
): Promise<Response> {
  const content = await encodeContent(request, 'text/html; charset=utf-8', page);
  return new Response(content.bytes, { status, headers: { ...pageHeaders, ...headers, ...content.headers } });
}

function setAll(headers: Headers, fields: HeaderFields): void {
  for (const [name, value] of Object.entries(fields)) headers.set(name, value);
}

/** A refusal is kept for ten seconds, a fault not at all. */
const cacheControlOf = (status: number): string => (status >= 500 ? 'no-store' : 'public, max-age=10');

/** The answer to a browser's preflight request (Fetch, CORS-preflight). */
const PREFLIGHT: HeaderFields = {
  ...PUBLIC_HEADERS,
  allow: PUBLIC_METHODS,
  'access-control-allow-methods': PUBLIC_METHODS,
  // `*` leaves out Authorization (Fetch, "CORS non-wildcard request-header name"). The public side never needs it.
  'access-control-allow-headers': '*',
  'access-control-max-age': '86400',
  'cache-control': 'public, max-age=86400',
};
