import { randomBytes } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { type Engine, startEngine } from '../../bin/local/engine';
import { createTableInput, type Table } from '../../lambdas/store/table/table';

// Node 20 is what the oldest installations run, and the SDK says so at every start.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** What reached the engine since the last `forget`. */
export interface Traffic {
  /** Attempts by the name of their command: `{ GetItem: 1, Query: 2 }`. */
  requests: Record<string, number>;
  /** Capacity units, of reads and writes together, as the engine reports them. */
  capacity: number;
}

export interface TestTable extends Table {
  readonly traffic: Traffic;
  /** Begins to count anew. */
  forget(): void;
}

/** Commands that say what they cost, when they are asked to. */
const COSTED =
  /^(?:GetItem|BatchGetItem|Query|Scan|PutItem|DeleteItem|UpdateItem|BatchWriteItem|TransactWriteItems)Command$/;

/**
 * A table of a fresh name for one test file, in the embedded engine, or in the DynamoDB that BULLETIN_TEST_DYNAMODB
 * (an endpoint) names. Call it outside of tests; the table is there from `beforeAll` on. It has its stream only
 * where that is asked for: the embedded engine writes three times as fast without (2026-11-22).
 */
export function tableForTests({ streams = false }: { streams?: boolean } = {}): TestTable {
  // On a busy machine a few dozen requests to an engine take seconds.
  jest.setTimeout(30_000);
  let engine: Engine | undefined;
  let client: DynamoDBClient | undefined;
  const traffic: Traffic = { requests: {}, capacity: 0 };
  const name = `test-${randomBytes(6).toString('hex')}`;

  beforeAll(async () => {
    const given = process.env.BULLETIN_TEST_DYNAMODB;
    if (!given) engine = await startEngine();
    client = counting(clientOf(given || (engine as Engine).endpoint), traffic);
    const { StreamSpecification, ...input } = createTableInput(name);
    await client.send(new CreateTableCommand({ ...input, ...(streams && { StreamSpecification }) }));
    await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 30 }, { TableName: name });
  });

  afterAll(async () => {
    await client?.send(new DeleteTableCommand({ TableName: name }));
    client?.destroy();
    await engine?.stop();
  });

  return {
    name,
    traffic,
    get client() {
      if (!client) throw new Error('the table is there from beforeAll on');
      return client;
    },
    forget() {
      Object.assign(traffic, { requests: {}, capacity: 0 });
    },
  };
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
      (args) => {
        const name = commandName.replace(/Command$/, '');
        traffic.requests[name] = (traffic.requests[name] ?? 0) + 1;
        return next(args);
      },
    { step: 'deserialize' },
  );
  return client;
}

type Consumed = { CapacityUnits?: number };
type Costed = { ConsumedCapacity?: Consumed | Consumed[] };

const unitsOf = ({ ConsumedCapacity: consumed = [] }: Costed): number =>
  [consumed].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
