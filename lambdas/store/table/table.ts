import type { CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** The one table. CDK makes it in an account, the local server and the tests in an engine. */
export const TABLE = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** The attribute (seconds since 1970) after which DynamoDB may delete an item. It does so hours late, so readers ask the clock. */
  expires: 'expires',
  stream: 'KEYS_ONLY',
} as const;

/** The request for the table: on demand, with its stream. Expiry and recovery have requests of their own. */
export const createTableInput = (tableName: string): CreateTableCommandInput => ({
  TableName: tableName,
  AttributeDefinitions: [
    { AttributeName: TABLE.partitionKey, AttributeType: 'S' },
    { AttributeName: TABLE.sortKey, AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: TABLE.partitionKey, KeyType: 'HASH' },
    { AttributeName: TABLE.sortKey, KeyType: 'RANGE' },
  ],
  BillingMode: 'PAY_PER_REQUEST',
  StreamSpecification: { StreamEnabled: true, StreamViewType: TABLE.stream },
});

/** Where the stories are. */
export interface Table {
  readonly client: DynamoDBClient;
  readonly name: string;
}
