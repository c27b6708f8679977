import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { createTableInput } from '../../lambdas/store/table/table';
import { reason, StartError } from './start-error';

/** Creates the table where it is missing, without its stream. Throws a StartError when DynamoDB cannot be asked. */
export async function ensureTable(tableName: string): Promise<void> {
  const client = new DynamoDBClient();
  try {
    if (await exists(client, tableName)) return;
    // Nothing reads its stream here, and the embedded engine writes the slower the longer that is: after 2,700 stories an upload
    // took over a second (2026-11-24).
    const { StreamSpecification: _, ...input } = createTableInput(tableName);
    await client.send(new CreateTableCommand(input));
    await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 60 }, { TableName: tableName });
  } catch (error) {
    throw new StartError(
      `DynamoDB at ${process.env.AWS_ENDPOINT_URL_DYNAMODB} has no table ${tableName} to offer (${reason(error)}): ` +
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
