import {
  DynamoDBServiceException,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { type Action, commit, StoreUnavailable } from '../../lambdas/store/table/transaction';
import { mockTable } from './mock-table';

const { table, dynamodb } = mockTable();
const waits: number[] = [];
const wait = async (milliseconds: number) => {
  waits.push(milliseconds);
};
beforeEach(() => {
  dynamodb.reset();
  waits.length = 0;
});

const action = (sk: string): TransactWriteItem => ({ Put: { TableName: 'bulletin', Item: { sk: { S: sk } } } });
const actions: Action<'repeated' | 'conflict'>[] = [
  { action: action('receipt'), refusal: 'repeated' },
  { action: action('story'), refusal: 'conflict' },
  { action: action('feed') },
];
const commitActions = () => commit(table.client, actions, { token: 'token-1', wait });
const inputs = () => dynamodb.commandCalls(TransactWriteItemsCommand).map(({ args }) => args[0].input);

const $metadata = {};
const cancellation = (...codes: (string | undefined)[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: { httpStatusCode: 400 },
    CancellationReasons: codes.map((Code = 'None') => ({ Code })),
  });
const refusal = (name: string, httpStatusCode?: number) =>
  new DynamoDBServiceException({ name, $fault: 'client', message: name, $metadata: { httpStatusCode } });

test('a transaction is sent once, whole, with its token', async () => {
  dynamodb.on(TransactWriteItemsCommand).resolves({ $metadata });
  expect(await commitActions()).toBe('done');
  expect(inputs()).toEqual([
    { TransactItems: [action('receipt'), action('story'), action('feed')], ClientRequestToken: 'token-1' },
  ]);
  expect(waits).toEqual([]);
});

const unknown: [string, Error][] = [
  ['a time-out', Object.assign(new Error('timed out'), { name: 'TimeoutError' })],
  ['a dropped connection', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
  ['a fault of DynamoDB', refusal('InternalServerError', 500)],
  ['an answer that says nothing', refusal('Unknown')],
  ['a service that is away', refusal('ServiceUnavailable', 503)],
  ['throttling', refusal('ThrottlingException', 400)],
  ['throughput used up', refusal('ProvisionedThroughputExceededException', 400)],
  ['the limit of requests', refusal('RequestLimitExceeded', 400)],
  ['itself still being under way', refusal('TransactionInProgressException', 400)],
];

test.each(unknown)('after %s the identical transaction is sent again with its token', async (_name, error) => {
  dynamodb.on(TransactWriteItemsCommand).rejectsOnce(error).rejectsOnce(error).resolves({ $metadata });
  expect(await commitActions()).toBe('done');
  const [first, ...again] = inputs();
  expect(again).toEqual([first, first]);
  expect(waits).toEqual([100, 200]);
});

test('an outcome that stays unknown is reported after four attempts', async () => {
  const error = new Error('socket hang up');
  dynamodb.on(TransactWriteItemsCommand).rejects(error);
  await expect(commitActions()).rejects.toThrow(StoreUnavailable);
  await expect(commitActions()).rejects.toMatchObject({ name: 'StoreUnavailable', cause: error });
  expect(inputs()).toHaveLength(8);
});

test('a transaction may be refused after an unknown outcome', async () => {
  dynamodb
    .on(TransactWriteItemsCommand)
    .rejectsOnce(new Error('timed out'))
    .rejects(cancellation('None', 'ConditionalCheckFailed'));
  expect(await commitActions()).toBe('conflict');
});

test.each<[string, (string | undefined)[], string]>([
  ['the story has another revision', [undefined, 'ConditionalCheckFailed'], 'conflict'],
  ['the receipt is there', ['ConditionalCheckFailed'], 'repeated'],
  ['both, the receipt speaks', ['ConditionalCheckFailed', 'ConditionalCheckFailed'], 'repeated'],
  ['the story and a head have moved', [undefined, 'ConditionalCheckFailed', 'ConditionalCheckFailed'], 'conflict'],
  ['a head has moved, which is nobody’s fault', [undefined, undefined, 'ConditionalCheckFailed'], 'busy'],
  ['a head is being written', [undefined, undefined, 'TransactionConflict'], 'busy'],
  ['a partition is too busy', [undefined, 'ThrottlingError'], 'busy'],
  ['its throughput is used up', ['ProvisionedThroughputExceeded'], 'busy'],
  ['one is refused and another is busy', ['TransactionConflict', 'ConditionalCheckFailed'], 'conflict'],
])('cancelled because %s', async (_name, codes, outcome) => {
  dynamodb.on(TransactWriteItemsCommand).rejects(cancellation(...codes));
  expect(await commitActions()).toBe(outcome);
  expect(inputs()).toHaveLength(1);
});

test.each<[string, Error]>([
  ['a cancellation that no repeat can cure', cancellation('ValidationError')],
  ['a cancellation without a reason', cancellation()],
  ['a missing permission', refusal('AccessDeniedException', 400)],
  ['a missing table', refusal('ResourceNotFoundException', 400)],
  ['a token that came with something else', refusal('IdempotentParameterMismatchException', 400)],
])('%s is thrown at once', async (_name, error) => {
  dynamodb.on(TransactWriteItemsCommand).rejects(error);
  await expect(commitActions()).rejects.toBe(error);
  expect(inputs()).toHaveLength(1);
});
