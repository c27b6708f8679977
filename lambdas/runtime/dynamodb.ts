import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { StoreUnavailable } from '../store/table/transaction';
import { isPastDeadline } from './deadline';

/**
 * One client for the life of a process, with connections that stay open. A table answers in milliseconds, so a request
 * that has none after a second and a half is better sent again than waited for (docs/decisions: time-outs and retries).
 */
export function createDynamoDbClient(): DynamoDBClient {
  const client = new DynamoDBClient({
    maxAttempts: 3,
    // Its middleware is put in order once for each command, not for each request.
    cacheMiddleware: true,
    // requestTimeout ends when the answer begins; socketTimeout is for one that stops half-way.
    requestHandler: {
      connectionTimeout: 500,
      requestTimeout: 1_500,
      socketTimeout: 1_500,
      throwOnRequestTimeout: true,
    },
  });
  // It takes every input and output apart to leave secrets out of a log that nobody keeps.
  client.middlewareStack.remove('loggerMiddleware');
  client.middlewareStack.add(
    (next) => (attempt) => {
      if (isPastDeadline()) throw new StoreUnavailable('the time for this request is over');
      return next(attempt);
    },
    // After the retry middleware, so that it is asked before each attempt.
    { name: 'inTime', step: 'finalizeRequest', priority: 'low' },
  );
  return client;
}
