import { once } from 'node:events';
import { Agent, get, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export async function ask(address: string, headers: Record<string, string>, agent?: Agent): Promise<HttpAnswer> {
  const request = get(address, { headers, ...(agent && { agent }) });
  const [answer] = await once(request, 'response');
  return { status: answer.statusCode, headers: answer.headers, body: await buffer(answer) };
}

/** How many requests a second an address answers for so many clients, each of which asks again as soon as it was answered. */
export async function requestsASecond(
  address: string,
  headers: Record<string, string>,
  { clients, milliseconds, expected }: { clients: number; milliseconds: number; expected: number },
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const started = performance.now();
  let answered = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() - started < milliseconds) {
        const { status } = await ask(address, headers, agent);
        if (status !== expected) throw new Error(`${address} answered ${status}, not ${expected}`);
        answered += 1;
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  return answered / seconds;
}
