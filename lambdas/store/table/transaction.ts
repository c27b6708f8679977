import {
  type DynamoDBClient,
  DynamoDBServiceException,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';

/** One action of a transaction, and the outcome when its condition does not hold. */
export interface Action<Refusal extends string> {
  readonly action: TransactWriteItem;
  readonly refusal?: Refusal;
}

/** DynamoDB could not be reached, or did not say whether it committed the transaction. Nothing is half-done. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}

export type Wait = (milliseconds: number) => Promise<void>;

/** How often a transaction is sent while its outcome is unknown; the SDK's own attempts come on top. */
const MAX_SENDS = 4;

/** Another writer was faster, or DynamoDB is busy: the same request may succeed in a moment. */
const BUSY = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/**
 * Commits some actions together or not at all. Gives `done`, `busy` (another writer cancelled it: plan again), or the refusal of
 * the first action whose condition did not hold. Where the outcome is unknown, sends the identical transaction again with the
 * same token, which DynamoDB honours for ten minutes ("TransactWriteItems", idempotency).
 */
export async function commit<Refusal extends string>(
  client: DynamoDBClient,
  actions: readonly Action<Refusal>[],
  { token, wait }: { token: string; wait: Wait },
): Promise<'done' | 'busy' | Refusal> {
  const command = { TransactItems: actions.map(({ action }) => action), ClientRequestToken: token };
  for (let send = 1; ; send++) {
    try {
      await client.send(new TransactWriteItemsCommand(command));
      return 'done';
    } catch (error) {
      if (error instanceof TransactionCanceledException) return outcomeOfCancel(error, actions);
      if (!isUnknown(error)) throw error;
      if (send === MAX_SENDS)
        throw new StoreUnavailable('DynamoDB did not say whether a write was stored', { cause: error });
      await wait(50 * 2 ** send);
    }
  }
}

function outcomeOfCancel<Refusal extends string>(
  error: TransactionCanceledException,
  actions: readonly Action<Refusal>[],
): 'busy' | Refusal {
  const reasons = error.CancellationReasons ?? [];
  const refusals = actions
    .filter((_, i) => reasons[i]?.Code === 'ConditionalCheckFailed')
    .map(({ refusal }) => refusal);
  if (refusals.length > 0) return refusals.find((refusal) => refusal !== undefined) ?? 'busy';
  if (reasons.some(({ Code }) => Code !== undefined && BUSY.has(Code))) return 'busy';
  throw error;
}

/** Time-outs, dropped connections, throttling, DynamoDB's own faults: the transaction may be committed or not. */
function isUnknown(error: unknown): boolean {
  if (!(error instanceof DynamoDBServiceException)) return error instanceof Error;
  const { $metadata, name } = error;
  const throttled = /Throttling|ProvisionedThroughputExceeded|RequestLimitExceeded|TransactionInProgress/.test(name);
  return throttled || ($metadata.httpStatusCode ?? 500) >= 500;
}
