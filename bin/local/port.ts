import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { isNativeError } from 'node:util/types';
import { StartError } from './start-error';

export interface Port {
  readonly number: number;
  /** Answers requests from now on, and those that have come since the port was opened. */
  answer(listener: RequestListener): void;
  /** Takes no more requests, finishes those under way for up to five seconds, and closes. */
  stop(): Promise<void>;
}

/** Opens a port for this machine alone; 0 picks a free one. Throws a StartError when it cannot be had. */
export async function openPort(wanted: number): Promise<Port> {
  let answer: (listener: RequestListener) => void = () => {};
  const answering = new Promise<RequestListener>((resolve) => {
    answer = resolve;
  });
  const onRequest: RequestListener = async (request, response) => (await answering)(request, response);

  const ipv4 = createServer(onRequest);
  const number = await listen(ipv4, '127.0.0.1', wanted);
  const ipv6 = createServer(onRequest);
  const servers = [ipv4, ipv6];
  try {
    // Both, for `localhost` means either, and a stranger on the other one would be taken for us.
    await listen(ipv6, '::1', number);
  } catch (error) {
    if (error instanceof StartError) throw error;
    servers.pop();
  }
  return { number, answer, stop: async () => void (await Promise.all(servers.map(close))) };
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const code = isNativeError(error) && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE')
      throw new StartError(`Port ${port} is in use: set PORT to another one, or to 0 for any that is free.`);
    if (code === 'EACCES') throw new StartError(`Port ${port} is not for everyone: set PORT to one above 1023.`);
    throw error;
  }
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : port;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  // A connection that has had its last answer stays open for more requests until it is closed from here.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const bound = setTimeout(() => server.closeAllConnections(), 5_000);
  await closed;
  clearInterval(sweep);
  clearTimeout(bound);
}
