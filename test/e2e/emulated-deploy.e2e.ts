import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { VIEWER_HOST } from '../../lambdas/http/routes';
import { storeToken } from '../../lambdas/store/tokens';
import { type Deployed, type EmulatedAws, startEmulatedAws } from '../emulator/emulated-aws';
import { bundleIn, environmentOf, synthesise } from '../harness/bundles/bundles';
import { functionUrl, httpApi } from '../harness/http/events';
import twoStages from '../lib/two-stages.json';
import { startLambda } from './lambda-environment';

const builtFolder = process.env.BULLETIN_TEST_BUNDLES;
const folder = builtFolder ?? mkdtempSync(join(tmpdir(), 'bulletin-synth-'));
const STAGES = Object.keys(twoStages).map((stage) => [`Bulletin-${stage}`] as const);
const FUNCTIONS = [
  ['Read', ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query']],
  [
    'Publish',
    ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map((action) => `dynamodb:${action}`),
  ],
  ['Watch', 'dynamodb:GetItem'],
] as const;

let aws: EmulatedAws;
let first: Deployed;

beforeAll(async () => {
  if (!builtFolder) synthesise(folder, twoStages);
  aws = await startEmulatedAws(folder);
  first = await aws.deploy();
}, 120_000);

afterAll(async () => {
  await aws?.stop();
  if (!builtFolder) rmSync(folder, { recursive: true, force: true });
});

/** The physical name of a stack's resource; `id` is without CDK's suffix. */
function physicalName(stack: string, id: string): string {
  const found = Object.entries(first.stacks[stack]?.resources ?? {}).filter(([each]) =>
    new RegExp(`^${id}[0-9A-F]{8}$`).test(each),
  );
  expect(found).toEqual([[expect.any(String), expect.any(String)]]);
  return String(found[0]?.[1]);
}

const tableOf = (stack: string) => first.account.tables[physicalName(stack, 'FeedStoriesTable')];
const functionOf = (stack: string, name: string) =>
  first.account.functions[physicalName(stack, `Feed${name}FunctionLambda`)];

test('both stages come up in one account, and nothing of one is the other’s', () => {
  expect(Object.keys(first.stacks).sort()).toEqual(STAGES.flat().sort());
  for (const { status } of Object.values(first.stacks)) expect(status).toBe('CREATE_COMPLETE');
  const names = Object.values(first.stacks).flatMap(({ resources }) => Object.values(resources).filter(Boolean));
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(30);
});

// When moto learns one of them, it is tried: take it off this list, and off the one in docs/decisions/0008.
test('all is tried but for what the emulator does not know', () => {
  const types = Object.values(first.stacks).flatMap(({ leftOut }) => Object.values(leftOut));
  expect([...new Set(types)].sort()).toEqual([
    'AWS::ApiGatewayV2::Api',
    'AWS::ApiGatewayV2::Integration',
    'AWS::ApiGatewayV2::Route',
    'AWS::ApiGatewayV2::Stage',
    'AWS::CDK::Metadata',
    'AWS::CloudFront::CachePolicy',
    'AWS::CloudFront::Distribution',
    'AWS::CloudFront::Function',
    'AWS::CloudFront::OriginAccessControl',
    'AWS::CloudFront::ResponseHeadersPolicy',
    'AWS::CloudWatch::Alarm',
    'AWS::Lambda::EventInvokeConfig',
    'AWS::Lambda::Url',
    'AWS::Logs::MetricFilter',
    'AWS::Route53::RecordSet',
    'AWS::S3::BucketPolicy',
    'AWS::SNS::Subscription',
    'AWS::SNS::TopicPolicy',
  ]);
});

describe.each(STAGES)('%s', (stack) => {
  test('has a table on demand, with its keys and its stream, that cannot be deleted', () => {
    expect(tableOf(stack)).toMatchObject({
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      DeletionProtectionEnabled: true,
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
    });
  });

  test.each(FUNCTIONS)(
    '%s has the code, the limits and the settings of its template, and its own stage’s table',
    (name) => {
      const bundle = bundleIn(folder, name, stack);
      expect(functionOf(stack, name)).toMatchObject({
        Runtime: 'nodejs24.x',
        Handler: bundle.handler,
        Timeout: bundle.timeout,
        MemorySize: bundle.memory,
        CodeSize: expect.any(Number),
      });
      const { Variables } = functionOf(stack, name).Environment;
      expect(Object.keys(Variables).sort()).toEqual(Object.keys(bundle.environment).sort());
      expect(Variables.BULLETIN_TABLE).toBe(tableOf(stack).TableName);
    },
  );

  test.each(FUNCTIONS)('%s may write its own log and use its own stage’s table, and nothing else', (name, actions) => {
    const policies = first.account.rolePolicies[physicalName(stack, `Feed${name}FunctionRole`)];
    const log = first.account.logGroups[physicalName(stack, `Feed${name}FunctionLog`)];
    expect(policies).toHaveLength(1);
    expect(policies[0].Statement).toEqual([
      { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: log.logGroupArn },
      { Effect: 'Allow', Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Resource: '*' },
      { Effect: 'Allow', Action: actions, Resource: tableOf(stack).TableArn },
    ]);
    expect(log.retentionInDays).toBe(30);
  });

  test.each([
    ['Read', ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'], 'cloudfront', ':distribution/'],
    ['Publish', ['lambda:InvokeFunction'], 'apigateway', ':execute-api:'],
    ['Watch', ['lambda:InvokeFunction'], 'events', ':rule/'],
  ] as const)('%s may be called by one service only, on behalf of one resource', (name, actions, service, source) => {
    const statements = first.account.mayBeCalledBy[functionOf(stack, name).FunctionName];
    expect(statements.map(({ Action }: { Action: string }) => Action)).toEqual(actions);
    for (const { Principal, Condition } of statements) {
      expect(Principal).toEqual({ Service: `${service}.amazonaws.com` });
      expect(Condition.ArnLike['AWS:SourceArn']).toContain(source);
    }
  });

  test('is watched every five minutes, by its own function', () => {
    expect(first.account.rules[physicalName(stack, 'FeedWatchSchedule')]).toMatchObject({
      State: 'ENABLED',
      ScheduleExpression: 'rate(5 minutes)',
      Targets: [{ Arn: functionOf(stack, 'Watch').FunctionArn }],
    });
  });

  test('has a topic whose key is its own and rotates, a dashboard and a place for the access log', () => {
    const { topics, keys, dashboards, buckets } = first.account;
    const key = physicalName(stack, 'FeedAlarmsToldKey');
    expect(topics[physicalName(stack, 'FeedAlarmsToldTopic')].KmsMasterKeyId).toContain(`:key/${key}`);
    expect(keys[key]).toBe(true);
    expect(dashboards).toContain(physicalName(stack, 'FeedDashboard'));
    expect(buckets).toContain(physicalName(stack, 'FeedEdgeAccessLogBucket'));
  });
});

test('the table takes a story from the deployed functions, serves it, and has it still after the next deploy, which replaces nothing', async () => {
  const stack = 'Bulletin-production';
  const table = tableOf(stack).TableName;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: aws.endpoint, region: 'eu-west-1', credentials });
  await storeToken({ client, name: table }, 'token', {
    name: 'desk',
    scopes: ['write'],
    created: '2026-11-22T20:00:00Z',
  });
  client.destroy();
  const startFunction = (name: 'Read' | 'Publish') => {
    const bundle = { ...bundleIn(folder, name), environment: functionOf(stack, name).Environment.Variables };
    return startLambda(bundle, environmentOf(bundle, { table, endpoint: aws.endpoint }));
  };
  const [read, publish] = await Promise.all([startFunction('Read'), startFunction('Publish')]);
  try {
    const host = { [VIEWER_HOST]: 'd111111abcdef8.cloudfront.net' };
    const upload = httpApi({
      method: 'POST',
      path: '/newsroom/stories',
      headers: { ...host, authorization: 'Bearer token', 'content-type': 'application/json' },
      body: JSON.stringify({ headline: 'As deployed', body: '<p>It runs.</p>', section: 'Local' }),
    });
    expect(await publish.invoke(upload)).toMatchObject({ statusCode: 201 });
    const feed = functionUrl({ path: '/sections/local/rss.xml', headers: host });
    const served = { statusCode: 200, body: expect.stringContaining('As deployed') };
    expect(await read.invoke(feed)).toMatchObject(served);

    const second = await aws.deploy();
    for (const [name, { status, resources }] of Object.entries(second.stacks)) {
      expect(status).toBe('UPDATE_COMPLETE');
      expect(resources).toEqual(first.stacks[name]?.resources);
    }
    expect(second.account.functions).toEqual(withAnyDate(first.account.functions));
    expect(await read.invoke(feed)).toMatchObject(served);
  } finally {
    await Promise.all([read.stop(), publish.stop()]);
  }
}, 30_000);

/** Functions as they were, but for when they were last deployed. */
const withAnyDate = (functions: Deployed['account']) =>
  Object.fromEntries(
    Object.entries(functions).map(([name, it]) => [name, { ...it, LastModified: expect.any(String) }]),
  );
