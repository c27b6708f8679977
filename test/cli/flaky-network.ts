import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** What becomes of an answer: it arrives, it is lost on the way, or the server says that it is busy. */
export type Fate = 'arrives' | 'is lost' | 'is busy' | 'is foreign' | 'moves';

export interface Interrupted {
  readonly address: string;
  /** The requests that came, oldest first. */
  readonly requests: { method: string; path: string; key: string | undefined }[];
  /** What becomes of the next answers; those after them arrive. */
  fates(...fates: Fate[]): void;
  close(): Promise<unknown>;
}

/** A network between a client and a server that loses what it is told to, once the server has done what it was asked. */
export async function interrupted(target: string): Promise<Interrupted> {
  const requests: Interrupted['requests'] = [];
  let fates: Fate[] = [];
  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    requests.push({ method, path: url, key: headers['idempotency-key'] as string | undefined });
    const fate = fates.shift() ?? 'arrives';
    if (fate === 'is busy') return void response.writeHead(503, { 'retry-after': '1' }).end();
    if (fate === 'is foreign') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Hello');
    if (fate === 'moves') return void response.writeHead(301, { location: 'https://elsewhere.example/' }).end();
    const body = await text(request);
    const { authorization = '', 'content-type': type, 'idempotency-key': key, 'if-match': seen } = headers;
    const answer = await fetch(target + url, {
      method,
      headers: Object.fromEntries(
        Object.entries({ authorization, 'content-type': type, 'idempotency-key': key, 'if-match': seen }).filter(
          (header): header is [string, string] => typeof header[1] === 'string',
        ),
      ),
      ...(body !== '' && { body }),
    });
    const answered = await answer.text();
    if (fate === 'is lost') return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(answered);
  }
  const server = createServer((request, response) => void pass(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = Object(server.address()) as { port: number };
  return {
    address: `http://127.0.0.1:${address.port}`,
    requests,
    fates: (...next) => {
      fates = next;
    },
    close: () => {
      server.closeAllConnections();
      return once(server.close(), 'close');
    },
  };
}
