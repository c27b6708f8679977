import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** The fate of one answer: it arrives, is lost after the server acted, or is replaced by another answer. */
export type Fate = 'arrives' | 'is lost' | 'is busy' | 'is foreign' | 'moves';

export interface FlakyNetwork {
  readonly address: string;
  /** All requests, oldest first. */
  readonly requests: { method: string; path: string; key: string | undefined }[];
  /** Sets the fates of the next answers; later ones arrive. */
  fates(...fates: Fate[]): void;
  close(): Promise<unknown>;
}

/** Starts a proxy before a server. It loses or replaces answers, by their fates. */
export async function startFlakyNetwork(target: string): Promise<FlakyNetwork> {
  const requests: FlakyNetwork['requests'] = [];
  let fates: Fate[] = [];
  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    requests.push({ method, path: url, key: headers['idempotency-key'] as string | undefined });
    const fate = fates.shift() ?? 'arrives';
    if (fate === 'is busy') return void response.writeHead(503, { 'retry-after': '1' }).end();
    if (fate === 'is foreign') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Hello');
    if (fate === 'moves') return void response.writeHead(301, { location: 'https://elsewhere.example/' }).end();
    const body = await text(request);
    const { authorization = '', 'content-type': type, 'idempotency-key': key, 'if-match': revision } = headers;
    const answer = await fetch(target + url, {
      method,
      headers: Object.fromEntries(
        Object.entries({ authorization, 'content-type': type, 'idempotency-key': key, 'if-match': revision }).filter(
          (header): header is [string, string] => typeof header[1] === 'string',
        ),
      ),
      ...(body !== '' && { body }),
    });
    const answerText = await answer.text();
    if (fate === 'is lost') return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(answerText);
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
