import type { RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { canonicalPath } from '../../lambdas/http/one-address';
import { isOpenedInBrowser } from '../../lambdas/http/opened-in-browser';
import { BROWSER, NEWSROOM, PAGE_PATHS } from '../../lambdas/http/routes';
import { epoch, type Instant } from '../../lambdas/news/values/instant';
import { readIncomingBody } from './incoming-body';
import { hasBadHost, pathAndQuery } from './request-target';
import { reason } from './start-error';

/** One of the two apps, as its function exports it. */
export interface Side {
  /** `target` is path and query as the client sent them. */
  fetch(request: Request, env: { readonly target: string }): Response | Promise<Response>;
}

export interface Sides {
  /** `https://news.example`: the origin of every request, whatever its Host says. */
  readonly origin: string;
  readonly clock: () => Instant;
  readonly read: Side;
  readonly publish: Side;
}

const isNewsroom = ({ pathname }: URL): boolean => pathname === NEWSROOM || pathname.startsWith(`${NEWSROOM}/`);

/** Reads each request and passes it to one of the deployed apps, by path, as CloudFront does. */
export function requestListener({ origin, clock, read, publish }: Sides): RequestListener {
  const bodies = new WeakMap<object, Buffer>();
  const dispatch = (request: Request, { incoming }: { readonly incoming: { readonly url?: string } }) => {
    const target = (incoming.url ?? '').slice(origin.length);
    const isPublic = !isNewsroom(new URL(request.url));
    markBrowser(request.headers, isPublic ? target : undefined);
    return (isPublic ? read : publish).fetch(withBody(request, bodies.get(incoming)), { target });
  };
  // The apps get Node's own Request and Response, as on Lambda.
  const serve = getRequestListener(dispatch, { overrideGlobalObjects: false });

  return async (incoming, outgoing) => {
    const body = await readIncomingBody(incoming);
    if (body === undefined) return;
    if (!body.isRead) outgoing.setHeader('connection', 'close');
    bodies.set(incoming, body.bytes);
    const target = pathAndQuery(incoming.method ?? '', incoming.url ?? '');
    if (target === undefined || hasBadHost(incoming.rawHeaders)) {
      return end(outgoing, 400, 'Bad Request');
    }
    // The adapter keeps an absolute target; a relative one would get the client's Host.
    incoming.url = origin + target;
    try {
      outgoing.setHeader('date', new Date(epoch(clock())).toUTCString());
    } catch (error) {
      // The file of BULLETIN_CLOCK may be missing or half written.
      return end(outgoing, 500, reason(error));
    }
    void serve(incoming, outgoing);
  };
}

/** Sets the header of a browser as the CDN does, and deletes the copy of a client. `target` is one of the public side. */
function markBrowser(headers: Headers, target: string | undefined): void {
  headers.delete(BROWSER);
  if (target === undefined) return;
  const [sent = '', query = ''] = target.split('?');
  if (isOpenedInBrowser(PAGE_PATHS, canonicalPath(sent) ?? sent, query, headers.get('sec-fetch-dest')))
    headers.set(BROWSER, '1');
}

/** The request with the body that was read. A request without a body stays as it is. */
const withBody = (request: Request, body: Buffer | undefined): Request =>
  body === undefined || body.length === 0 || /^(?:GET|HEAD|TRACE)$/.test(request.method)
    ? request
    : new Request(request.url, { method: request.method, headers: request.headers, body });

function end(outgoing: ServerResponse, status: number, text: string): void {
  outgoing.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end(`${text}\n`);
}
