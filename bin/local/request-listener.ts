import type { RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { NEWSROOM } from '../../lambdas/http/routes';
import { epoch, type Instant } from '../../lambdas/news/values/instant';
import { hasBadHost, pathAndQuery } from './request-target';
import { reason } from './start-error';

/** One of the two apps, as its function exports it. */
export interface Side {
  fetch(request: Request): Response | Promise<Response>;
}

export interface Sides {
  /** `https://news.example`: the address that requests are taken to be for. */
  readonly origin: string;
  readonly clock: () => Instant;
  readonly read: Side;
  readonly publish: Side;
}

const isNewsroom = ({ pathname }: URL): boolean => pathname === NEWSROOM || pathname.startsWith(`${NEWSROOM}/`);

/** Answers requests with the apps that are deployed, split between them as the deployed address splits them. */
export function requestListener({ origin, clock, read, publish }: Sides): RequestListener {
  const dispatch = (request: Request) => (isNewsroom(new URL(request.url)) ? publish : read).fetch(request);
  // Lambda has Node's own Request and Response, so the apps get those here too.
  const serve = getRequestListener(dispatch, { overrideGlobalObjects: false });

  return (incoming, outgoing) => {
    const target = pathAndQuery(incoming.method ?? '', incoming.url ?? '');
    if (target === undefined || hasBadHost(incoming.rawHeaders)) {
      return end(outgoing, 400, 'Bad Request');
    }
    // The adapter takes an absolute target as it is; to a relative one it would add what the client said in Host.
    incoming.url = origin + target;
    try {
      outgoing.setHeader('date', new Date(epoch(clock())).toUTCString());
    } catch (error) {
      // The file that BULLETIN_CLOCK names may be gone or half written.
      return end(outgoing, 500, reason(error));
    }
    void serve(incoming, outgoing);
  };
}

function end(outgoing: ServerResponse, status: number, text: string): void {
  outgoing.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end(`${text}\n`);
}
