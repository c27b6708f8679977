import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Engine, startEngine } from '../../bin/local/engine';
import { createTableInput, type Table } from '../../lambdas/store/table/table';

/** Credentials that the embedded engine accepts. */
export const ACCOUNT = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };

/** The engine of one measure, with a plain client of the SDK as any program has one. */
export interface Bench {
  readonly engine: Engine;
  readonly client: DynamoDBClient;
  /** Makes an empty table; with its stream only where that is asked for, for the engine then writes three times as long. */
  table(name: string, how?: { readonly stream: boolean }): Promise<Table>;
  stop(): Promise<void>;
}

export async function startBench(): Promise<Bench> {
  const engine = await startEngine();
  const client = plainClient(engine.endpoint);
  return {
    engine,
    client,
    async table(name, { stream } = { stream: false }) {
      const { StreamSpecification, ...input } = createTableInput(name);
      await client.send(new CreateTableCommand({ ...input, ...(stream && { StreamSpecification }) }));
      return { client, name };
    },
    async stop() {
      client.destroy();
      await engine.stop();
    },
  };
}

export const plainClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: ACCOUNT.AWS_REGION,
    credentials: { accessKeyId: ACCOUNT.AWS_ACCESS_KEY_ID, secretAccessKey: ACCOUNT.AWS_SECRET_ACCESS_KEY },
  });
