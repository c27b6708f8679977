import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { StoreUnavailable } from '../store/table/transaction';
import { isPastDeadline } from './deadline';

/**
 * One client for the life of a process, with open connections. DynamoDB answers in milliseconds, so after a second and a
 * half a retry is better than more waiting (docs/decisions: time-outs and retries).
 */
export function createDynamoDbClient(): DynamoDBClient {
  const client = new DynamoDBClient({
    maxAttempts: 3,
    // Sorts the middleware once for each command, not for each request.
    cacheMiddleware: true,
    // requestTimeout ends at the first byte of the response; socketTimeout ends a response that stops half-way.
    requestHandler: {
      connectionTimeout: 500,
      requestTimeout: 1_500,
      socketTimeout: 1_500,
      throwOnRequestTimeout: true,
    },
  });
  // It walks every input and output to hide secrets from a log that does not exist.
  client.middlewareStack.remove('loggerMiddleware');
  client.middlewareStack.add(
    (next) => (attempt) => {
      if (isPastDeadline()) throw new StoreUnavailable('the time for this request is over');
      return next(attempt);
    },
    // After the retry middleware, so it runs before each attempt.
    { name: 'inTime', step: 'finalizeRequest', priority: 'low' },
  );
  return client;
}
