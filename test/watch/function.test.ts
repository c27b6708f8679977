import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { feedHeadItem } from '../../lambdas/store/table/head-items';
import { type Serving, serve } from './serving';

const dynamodb = mockClient(DynamoDBClient);
let site: Serving;
let lines: string[];

beforeAll(async () => {
  site = await serve(() => new Response('', { status: 404 }));
});

afterAll(() => site.stop());

beforeEach(() => {
  lines = [];
  dynamodb.reset();
  jest.resetModules();
  jest.doMock('../../lambdas/runtime/dynamodb', () => ({ createDynamoDbClient: () => new DynamoDBClient() }));
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  jest.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  Object.assign(process.env, {
    BULLETIN_TABLE: 'Stories',
    BULLETIN_WATCH_URL: `${site.address}/`,
    AWS_LAMBDA_FUNCTION_NAME: 'Watch',
    AWS_REGION: 'eu-west-1',
    POWERTOOLS_SERVICE_NAME: 'Bulletin-prod',
  });
});

afterEach(() => jest.restoreAllMocks());

/** The function as Lambda loads it. */
const load = () => jest.requireActual<typeof import('../../lambdas/watch')>('../../lambdas/watch').handler;

const logLines = () =>
  lines
    .flatMap((line) => line.split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

const head = {
  name: 'all',
  title: '',
  guid: 'urn:uuid:1',
  writeCount: 1,
  version: 'abc',
  changedAt: '2026-01-01T00:00:00Z',
  updated: '2026-01-01T00:00:00Z',
  openedAt: '2026-01-01T00:00:00Z',
  moments: [],
  touched: [],
  breaking: [],
  tombstones: [],
  lateChanges: [],
} as const;

test('it reads one item, consistently, and nothing else', async () => {
  dynamodb.onAnyCommand().resolves({});
  await load()();
  expect(dynamodb.calls().map(({ args: [command] }) => [command.constructor.name, command.input])).toEqual([
    [
      'GetItemCommand',
      { TableName: 'Stories', Key: { pk: { S: 'FEED#all' }, sk: { S: 'HEAD' } }, ConsistentRead: true },
    ],
  ]);
});

test('a healthy run publishes zeros, so an alarm notices a missing run', async () => {
  dynamodb.onAnyCommand().resolves({});
  await load()();
  expect(logLines()).toMatchObject([
    {
      FeedBroken: 0,
      FeedStuck: 0,
      service: 'Bulletin-prod',
      _aws: {
        CloudWatchMetrics: [
          {
            Namespace: 'Bulletin',
            Metrics: [
              { Name: 'FeedBroken', Unit: 'Count' },
              { Name: 'FeedStuck', Unit: 'Count' },
            ],
          },
        ],
      },
    },
  ]);
});

test('each fault is counted and logged with its feed, its reason and its effect', async () => {
  dynamodb.onAnyCommand().resolves({ Item: feedHeadItem(head) });
  await load()();
  const [first, ...more] = logLines();
  expect(first).toMatchObject({
    level: 'ERROR',
    fault: 'broken',
    url: `${site.address}/rss.xml`,
    message: `The feed ${site.address}/rss.xml answers 404, though it opened 2026-01-01T00:00:00Z. Its subscribers get no news.`,
  });
  expect(more).toHaveLength(4);
  expect(more.at(-1)).toMatchObject({ FeedBroken: 4, FeedStuck: 0 });
});

test('a store that does not answer fails the run', async () => {
  dynamodb.onAnyCommand().rejects(new Error('no way'));
  await expect(load()()).rejects.toThrow('no way');
});

test.each(['BULLETIN_TABLE', 'BULLETIN_WATCH_URL'])('without %s it stops and names it', (name) => {
  delete process.env[name];
  expect(load).toThrow(`environment variable ${name} is not set`);
});

test('an invalid address is named', () => {
  process.env.BULLETIN_WATCH_URL = 'news.example';
  expect(load).toThrow(/^environment variable BULLETIN_WATCH_URL is news\.example: give a web address/);
});
