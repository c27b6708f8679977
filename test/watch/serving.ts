import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';

type Answering = (request: Request) => Response | Promise<Response>;

export interface Serving {
  readonly address: string;
  /** Replaces the handler. */
  with(answering: Answering): void;
  stop(): Promise<void>;
}

/** A server on a free port of this machine. */
export async function serve(first: Answering): Promise<Serving> {
  let answering = first;
  const server = createServer(getRequestListener((request) => answering(request), { overrideGlobalObjects: false }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return {
    address: `http://127.0.0.1:${address.port}`,
    with(other) {
      answering = other;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A request without some of its headers. */
export function without(request: Request, ...names: string[]): Request {
  const headers = new Headers(request.headers);
  for (const name of names) headers.delete(name);
  return new Request(request.url, { method: request.method, headers });
}

/** A response with other headers. An empty value deletes the header. */
export function responseWith(response: Response, headers: Readonly<Record<string, string>>): Response {
  const answer = new Response(response.body, response);
  for (const [name, value] of Object.entries(headers)) {
    if (value === '') answer.headers.delete(name);
    else answer.headers.set(name, value);
  }
  return answer;
}
