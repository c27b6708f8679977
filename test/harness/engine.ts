import { randomBytes } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { createTableInput, type Table } from '../../lambdas/store/table/table';

// The oldest installations run Node 20, and the SDK warns of it at every start.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** The requests that reached the engine since the last `forget`. */
export interface Traffic {
  /** Attempts by the name of their command: `{ GetItem: 1, Query: 2 }`. */
  requests: Record<string, number>;
  /** Capacity units, of reads and writes together, as the engine reports them. */
  capacity: number;
  /** The longest chain of requests that wait for each other. Only for tests that send one request at a time. */
  roundTrips: number;
}

export interface TestTable extends Table {
  readonly traffic: Traffic;
  /** Begins to count anew. */
  forget(): void;
}

/** Commands that can report their cost. */
const COSTED =
  /^(?:GetItem|BatchGetItem|Query|Scan|PutItem|DeleteItem|UpdateItem|BatchWriteItem|TransactWriteItems)Command$/;

/**
 * Creates a table of a fresh name for one test file, from `beforeAll` on. Call it outside of tests. The table has a stream
 * only on request: without one the embedded engine writes three times as fast (2026-11-22).
 */
export function tableForTests({ streams = false }: { streams?: boolean } = {}): TestTable {
  // On a busy machine a few dozen requests to an engine take seconds.
  jest.setTimeout(30_000);
  let client: DynamoDBClient | undefined;
  const traffic: Traffic = { requests: {}, capacity: 0, roundTrips: 0 };
  const name = `test-${randomBytes(6).toString('hex')}`;

  beforeAll(async () => {
    client = counting(clientOf(testEndpoint()), traffic);
    const { StreamSpecification, ...input } = createTableInput(name);
    await client.send(new CreateTableCommand({ ...input, ...(streams && { StreamSpecification }) }));
    await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 30 }, { TableName: name });
  });

  afterAll(async () => {
    await client?.send(new DeleteTableCommand({ TableName: name }));
    client?.destroy();
  });

  return {
    name,
    traffic,
    get client() {
      if (!client) throw new Error('the table is there from beforeAll on');
      return client;
    },
    forget() {
      Object.assign(traffic, { requests: {}, capacity: 0, roundTrips: 0 });
    },
  };
}

/** The DynamoDB of all tests, which jest's global setup starts (set-up.ts). */
export function testEndpoint(): string {
  const endpoint = process.env.BULLETIN_TEST_DYNAMODB;
  if (!endpoint) throw new Error('environment variable BULLETIN_TEST_DYNAMODB is not set: run the tests with jest');
  return endpoint;
}

const clientOf = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });

function counting(client: DynamoDBClient, traffic: Traffic): DynamoDBClient {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        if (COSTED.test(commandName)) Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
        const result = await next(args);
        traffic.capacity += unitsOf(result.output as Costed);
        return result;
      },
    { step: 'initialize' },
  );
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const name = commandName.replace(/Command$/, '');
        traffic.requests[name] = (traffic.requests[name] ?? 0) + 1;
        // A request waits for all that were answered before it was sent.
        const roundTrip = traffic.roundTrips + 1;
        const result = await next(args);
        traffic.roundTrips = Math.max(traffic.roundTrips, roundTrip);
        return result;
      },
    { step: 'deserialize' },
  );
  return client;
}

type Consumed = { CapacityUnits?: number };
type Costed = { ConsumedCapacity?: Consumed | Consumed[] };

const unitsOf = ({ ConsumedCapacity: consumed = [] }: Costed): number =>
  [consumed].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
