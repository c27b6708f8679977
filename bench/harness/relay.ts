import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import { json } from 'node:stream/consumers';

/** The requests to the engine since the last `forget`. */
export interface Counted {
  /** Requests by DynamoDB's name for them: `{ GetItem: 1 }`. */
  requests: Record<string, number>;
  /** Capacity units, of reads and writes together, as the engine reports them. */
  units: number;
}

export interface Relay {
  readonly endpoint: string;
  readonly counted: Counted;
  /** Capacity units since the last `forget` by DynamoDB's name for the request. */
  readonly unitsBy: ReadonlyMap<string, number>;
  forget(): void;
  stop(): Promise<void>;
}

interface Costed {
  readonly ConsumedCapacity?: { readonly CapacityUnits: number } | readonly { readonly CapacityUnits: number }[];
}

/** A way to the engine on which every request is counted and asked for its cost: for functions that do not ask themselves. */
export async function startRelay(engine: string): Promise<Relay> {
  const counted: Counted = { requests: {}, units: 0 };
  const unitsBy = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    counted.requests[operation] = (counted.requests[operation] ?? 0) + 1;
    const asked = Object(await json(request));
    const { 'content-length': _, ...headers } = request.headers;
    const onward = httpRequest(engine, { method: 'POST', headers });
    onward.end(JSON.stringify({ ...asked, ReturnConsumedCapacity: 'TOTAL' }));
    const [answer] = await once(onward, 'response');
    const result = Object(await json(answer));
    const { ConsumedCapacity: consumed = [] } = result as Costed;
    const units = [consumed].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
    counted.units += units;
    unitsBy.set(operation, (unitsBy.get(operation) ?? 0) + units);
    response.writeHead(answer.statusCode, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(result));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    counted,
    unitsBy,
    forget() {
      Object.assign(counted, { requests: {}, units: 0 });
      unitsBy.clear();
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
