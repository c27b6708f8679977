import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { createTableInput } from '../../lambdas/store/table/table';
import { reason, StartError } from './start-error';

/** Creates the table if it is missing, without its stream. Throws a StartError if DynamoDB does not answer. */
export async function ensureTable(tableName: string): Promise<void> {
  const client = new DynamoDBClient();
  try {
    if (await exists(client, tableName)) return;
    // Nothing reads the stream here, and a long stream slows down the embedded engine: after 2,700 stories an upload took over
    // a second (2026-11-24).
    const { StreamSpecification: _, ...input } = createTableInput(tableName);
    await client.send(new CreateTableCommand(input));
    await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 60 }, { TableName: tableName });
  } catch (error) {
    throw new StartError(
      `Table ${tableName} of DynamoDB at ${process.env.AWS_ENDPOINT_URL_DYNAMODB} cannot be used (${reason(error)}): ` +
        'check AWS_ENDPOINT_URL_DYNAMODB, AWS_REGION and the credentials.',
    );
  } finally {
    client.destroy();
  }
}

async function exists(client: DynamoDBClient, tableName: string): Promise<boolean> {
  try {
    await client.send(new DescribeTableCommand({ TableName: tableName }));
    return true;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}
