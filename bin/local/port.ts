import { once } from 'node:events';
import { createServer, type RequestListener, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { isNativeError } from 'node:util/types';
import { StartError } from './start-error';

export interface Port {
  readonly number: number;
  /** Answers all requests, also those that arrived after the port was opened. */
  answer(listener: RequestListener): void;
  /** Accepts no more requests, finishes the running ones for up to five seconds, and closes. */
  stop(): Promise<void>;
}

/** Opens a port on the loopback interface; 0 chooses a free one. Throws a StartError if the port is not available. */
export async function openPort(wanted: number): Promise<Port> {
  let answer: (listener: RequestListener) => void = () => {};
  const answering = new Promise<RequestListener>((resolve) => {
    answer = resolve;
  });
  const onRequest: RequestListener = async (request, response) => (await answering)(request, response);

  const ipv4 = createServer(onRequest).on('clientError', answerUnreadable);
  const number = await listen(ipv4, '127.0.0.1', wanted);
  const ipv6 = createServer(onRequest).on('clientError', answerUnreadable);
  const servers = [ipv4, ipv6];
  try {
    // `localhost` can mean either address, and another program on the second would get our requests.
    await listen(ipv6, '::1', number);
  } catch (error) {
    if (error instanceof StartError) throw error;
    servers.pop();
  }
  return { number, answer, stop: async () => void (await Promise.all(servers.map(close))) };
}

/** The statuses of requests that Node cannot read, by its error code. */
const UNREADABLE: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/**
 * Answers a request that Node cannot read, and takes the rest of it. Node itself closes at once, and from Node 24 on a client
 * that is still sending gets a reset in place of the answer. Node calls this again for each further part.
 */
function answerUnreadable({ code = '' }: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) return;
  const status = UNREADABLE[code] ?? 400;
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  const timer = setTimeout(() => socket.destroy(), 2_000);
  socket.once('close', () => clearTimeout(timer));
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const code = isNativeError(error) && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE')
      throw new StartError(`Port ${port} is in use: set PORT to another port, or to 0 for a free one.`);
    if (code === 'EACCES') throw new StartError(`Port ${port} needs special rights: set PORT to a port above 1023.`);
    throw error;
  }
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : port;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  // A connection stays open after its last answer, so the server must close it.
  const idleTimer = setInterval(() => server.closeIdleConnections(), 50);
  const timer = setTimeout(() => server.closeAllConnections(), 5_000);
  await closed;
  clearInterval(idleTimer);
  clearTimeout(timer);
}
