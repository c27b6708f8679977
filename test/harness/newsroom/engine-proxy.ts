import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

/** The fault of the path to the engine in one request. */
export type Fault =
  | 'pass'
  /** The answer comes, late. */
  | { readonly delay: number }
  /** Nobody ever answers; the request does not arrive. */
  | 'swallow'
  /** The request arrives, and nobody ever answers. */
  | 'swallow the answer'
  /** The connection ends before the request arrives. */
  | 'cut before'
  /** The engine has done it, and the connection ends before the answer comes. */
  | 'cut after'
  /** The connection ends in the middle of the answer. */
  | 'cut within'
  /** The answer stops in the middle. */
  | 'stall within'
  /** The request arrives twice, one after the other. */
  | 'repeat'
  /** The request arrives twice; the first answer is lost. */
  | 'repeat, late'
  | 'error 500'
  /** The engine has done it, and the answer is an error. */
  | 'error 500 after'
  | 'throttle'
  /** Something between answers, with no JSON. */
  | 'gateway';

/** Which fault a request meets; `operation` is DynamoDB's name for it, `GetItem`. */
export type NetworkPath = (operation: string) => Fault;

export interface EngineProxy {
  readonly endpoint: string;
  /** From now on. */
  path: NetworkPath;
  /** The engine's address. */
  engine: string;
  /** How many requests met a fault. */
  readonly met: Map<string, number>;
  stop(): Promise<void>;
}

/** A path between us and the engine, on which things go wrong as they do on a network. */
export async function startProxy(engine: string): Promise<EngineProxy> {
  const server = createServer(async (request, response) => {
    try {
      await travel(proxy, request, response);
    } catch {
      // The engine is not there: neither is an answer.
      response.socket?.destroy();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  const proxy: EngineProxy = {
    endpoint: `http://127.0.0.1:${address.port}`,
    path: () => 'pass',
    engine,
    met: new Map(),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return proxy;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

async function travel(proxy: EngineProxy, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request);
  const fault = proxy.path(String(request.headers['x-amz-target']).split('.')[1] ?? '');
  const name = typeof fault === 'string' ? fault : 'delay';
  proxy.met.set(name, (proxy.met.get(name) ?? 0) + 1);
  const arrive = () => forward(proxy.engine, request, body);
  const cut = () => response.socket?.destroy();

  if (typeof fault === 'object') {
    const answer = await arrive();
    await wait(fault.delay);
    return give(response, answer);
  }
  switch (fault) {
    case 'pass':
      return give(response, await arrive());
    case 'swallow':
      return;
    case 'swallow the answer':
      return void (await arrive());
    case 'cut before':
      return void cut();
    case 'cut after':
      await arrive();
      return void cut();
    case 'cut within':
    case 'stall within': {
      const { status, headers, body: whole } = await arrive();
      response.writeHead(status, { ...headers, 'content-length': whole.length + 1 });
      response.write(whole.subarray(0, whole.length >> 1));
      if (fault === 'cut within') setTimeout(cut, 20);
      return;
    }
    case 'repeat':
      await arrive();
      return give(response, await arrive());
    case 'repeat, late': {
      const first = await arrive();
      setTimeout(() => void arrive().catch(() => undefined), 300);
      return give(response, first);
    }
    case 'error 500 after':
      await arrive();
      return refuse(response, 500, 'InternalServerError');
    case 'error 500':
      return refuse(response, 500, 'InternalServerError');
    case 'throttle':
      return refuse(response, 400, 'ThrottlingException');
    case 'gateway':
      response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad Gateway</html>');
  }
}

function refuse(response: ServerResponse, status: number, name: string): void {
  const body = JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: name });
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
}

function give(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers).end(body);
}

function forward(engine: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onward = httpRequest(
      `${engine}${url}`,
      { method, headers: { ...headers, connection: 'close' } },
      async (answer) => {
        const { 'transfer-encoding': _, connection: __, ...kept } = answer.headers;
        buffer(answer).then((whole) => resolve({ status: answer.statusCode ?? 0, headers: kept, body: whole }), reject);
      },
    );
    onward.on('error', reject);
    onward.end(body);
  });
}
