import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** The state of a connection: it works, it is refused, no answer ever comes, or another server answers 502. */
export type Condition = 'up' | 'down' | 'silent' | 'foreign';

/** A connection to the store that can fail. */
export interface Connection {
  readonly endpoint: string;
  is(condition: Condition): void;
  close(): Promise<void>;
}

const BAD_GATEWAY = '<html>bad gateway at 10.0.0.7</html>';
const FOREIGN = `HTTP/1.1 502 Bad Gateway\r\ncontent-length: ${BAD_GATEWAY.length}\r\nconnection: close\r\n\r\n${BAD_GATEWAY}`;

/** Opens a connection to an address on this machine. */
export async function openConnection(to: string): Promise<Connection> {
  const { hostname, port } = new URL(to);
  const open = new Set<Socket>();
  let now: Condition = 'up';
  const server = createServer((socket) => {
    keep(socket);
    if (now === 'down') socket.destroy();
    else if (now === 'foreign') socket.once('data', () => socket.end(FOREIGN));
    else if (now === 'silent') socket.resume();
    else {
      const store = connect({ host: hostname, port: Number(port) });
      keep(store);
      socket.pipe(store).pipe(socket);
      store.on('close', () => socket.destroy());
      socket.on('close', () => store.destroy());
    }
  });
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
  };
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    is(condition) {
      now = condition;
      cut();
    },
    async close() {
      server.close();
      cut();
      await once(server, 'close');
    },
  };
}
