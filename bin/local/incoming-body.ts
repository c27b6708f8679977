import type { IncomingMessage } from 'node:http';
import { MAX_BODY_BYTES } from '../../lambdas/http/request-body';

export interface BodyBounds {
  /** Bytes that are kept. The rest is read and dropped. */
  readonly kept: number;
  /** Bytes that are read. */
  readonly read: number;
  /** Milliseconds for a body that is larger than `kept`. */
  readonly milliseconds: number;
}

/** One byte more than a body may have, so that the app sees its excess. Loopback carries 100 MB in a second. */
const BOUNDS: BodyBounds = { kept: MAX_BODY_BYTES + 1, read: 100 * MAX_BODY_BYTES, milliseconds: 10_000 };

export interface IncomingBody {
  /** At most `kept` bytes. */
  readonly bytes: Buffer;
  /** Whether the client has sent all of it. */
  readonly isRead: boolean;
}

/**
 * Reads the body of a request to its end, so that a client that sends all before it listens sees every answer: an unread
 * body resets the connection. Stops at the bounds, so that no client holds the server. Undefined if the client is gone.
 */
export async function readIncomingBody(
  incoming: IncomingMessage,
  { kept, read, milliseconds }: BodyBounds = BOUNDS,
): Promise<IncomingBody | undefined> {
  const declared = Number(incoming.headers['content-length'] ?? 0);
  if (declared === 0 && incoming.headers['transfer-encoding'] === undefined)
    return { bytes: Buffer.alloc(0), isRead: true };

  const parts: Buffer[] = [];
  let length = 0;
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const finish = (body?: IncomingBody) => {
      clearTimeout(timer);
      incoming.off('data', onData).pause();
      resolve(body);
    };
    const stop = () => finish({ bytes: Buffer.concat(parts), isRead: false });
    const limitTime = () => {
      timer ??= setTimeout(stop, milliseconds);
    };
    const onData = (part: Buffer) => {
      if (length < kept) parts.push(part.subarray(0, kept - length));
      length += part.length;
      if (length >= kept) limitTime();
      if (length > read) stop();
    };
    if (declared >= kept) limitTime();
    incoming.on('data', onData);
    incoming.once('end', () => finish({ bytes: Buffer.concat(parts), isRead: true }));
    incoming.once('error', () => finish());
    incoming.once('close', () => finish());
  });
}
