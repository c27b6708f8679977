import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * One client for the life of a process, with connections that stay open. A table answers in milliseconds, so a request
 * that has none after a second and a half is better sent again than waited for (docs/decisions: time-outs and retries).
 */
export const dynamodb = (): DynamoDBClient =>
  new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 500, requestTimeout: 1_500, throwOnRequestTimeout: true },
  });
