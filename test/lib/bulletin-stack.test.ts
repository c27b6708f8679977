import { readFileSync } from 'node:fs';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { buildSync } from 'esbuild';
import { createTableInput } from '../../lambdas/store/table/table';
import { HERALD, only, resources, resourcesOf, statementsOf, synthesise } from './synthesis';

const TABLE_ID = 'FeedStoriesTable3BE72690';
const tableArn = { 'Fn::GetAtt': [TABLE_ID, 'Arn'] };
const FUNCTIONS = ['FeedRead', 'FeedPublish', 'FeedWatch'];

/** The files of ours that are in a function's bundle. */
function filesIn(entry: string): string[] {
  const { metafile } = buildSync({
    entryPoints: [`lambdas/${entry}`],
    bundle: true,
    platform: 'node',
    packages: 'external',
    // A file of its own beside the bundle.
    external: ['./openapi'],
    write: false,
    metafile: true,
    outdir: 'unwritten',
  });
  const [bundle] = Object.values(metafile.outputs);
  return Object.entries(bundle?.inputs ?? {}).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : []));
}

let template: Template;
let herald: Template;
let restored: Template;
beforeAll(() => {
  const stages = synthesise({ production: {}, herald: HERALD, restored: { tableName: 'stories-of-yesterday' } });
  [template, herald, restored] = [...stages.values()] as [Template, Template, Template];
});

const table = () => only(template, 'AWS::DynamoDB::Table');

describe('what outlives the stack', () => {
  test('the stories and, until it has emptied itself, the access log; nothing else', () => {
    const kept = resources(template).filter(({ DeletionPolicy }) => DeletionPolicy?.startsWith('Retain'));
    expect(kept.map(({ Type }) => Type).sort()).toEqual(['AWS::DynamoDB::Table', 'AWS::S3::Bucket']);
    for (const { UpdateReplacePolicy } of kept) expect(UpdateReplacePolicy).toBe('Retain');
  });

  test('both keep their logical ids, without which an update would put empty ones in their place', () => {
    expect(table().id).toBe(TABLE_ID);
    expect(only(template, 'AWS::S3::Bucket').id).toBe('FeedEdgeAccessLogBucket3F593198');
  });
});

describe('the table', () => {
  test('cannot be deleted by mistake, and can be restored to a point in time', () => {
    expect(table().Properties).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  test('is what createTableInput creates', () => {
    const { TableName, StreamSpecification, ...created } = createTableInput('any');
    const { Properties } = table();
    expect(Properties).toMatchObject(created);
    // CloudFormation has no StreamEnabled: a stream with a view type is enabled.
    expect({ StreamEnabled: true, ...Properties.StreamSpecification }).toEqual(StreamSpecification);
  });

  test('has a stream of keys alone: DynamoDB cannot change its type later', () => {
    expect(table().Properties.StreamSpecification).toEqual({ StreamViewType: 'KEYS_ONLY' });
  });

  test('deletes expired items', () => {
    expect(table().Properties.TimeToLiveSpecification).toEqual({ AttributeName: 'expires', Enabled: true });
  });
});

describe('a restored table', () => {
  test('is served, by functions that may no longer touch the stack’s own', () => {
    const policies = JSON.stringify(resourcesOf(restored, 'AWS::IAM::Policy'));
    expect(policies).toContain(':table/stories-of-yesterday');
    expect(policies).not.toContain(TABLE_ID);
    for (const name of FUNCTIONS) {
      const { Variables } = only(restored, 'AWS::Lambda::Function', name).Properties.Environment;
      expect(Variables.BULLETIN_TABLE).toBe('stories-of-yesterday');
    }
    restored.hasOutput('Table', { Value: 'stories-of-yesterday' });
  });

  test('leaves the stack’s own where it is', () => {
    expect(only(restored, 'AWS::DynamoDB::Table')).toEqual(table());
  });
});

test('a cold start of the read function reads nothing of the OpenAPI module', () => {
  expect(filesIn('read.ts')).toContain('lambdas/serving/openapi-document.ts');
  expect(filesIn('read.ts').filter((file) => file.startsWith('lambdas/openapi/'))).toEqual([]);
});

describe('who may do what', () => {
  const actionsOn = (resource: unknown, role: string) =>
    statementsOf(template, role)
      .filter((statement) => JSON.stringify(statement.Resource) === JSON.stringify(resource))
      .flatMap((statement) => statement.Action)
      .sort();

  test('the read function cannot write, nor walk the table', () => {
    expect(actionsOn(tableArn, 'FeedRead')).toEqual(['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query']);
  });

  test('the watch function reads single items only', () => {
    expect(actionsOn(tableArn, 'FeedWatch')).toEqual(['dynamodb:GetItem']);
  });

  test.each([
    ['read.ts', 'FeedRead'],
    ['publish.ts', 'FeedPublish'],
  ])('%s may do what the store in its bundle does, and no more', (entry, role) => {
    const store = filesIn(entry).filter((file) => file.startsWith('lambdas/store/'));
    const sources = store.map((file) => readFileSync(file, 'utf8'));
    const namesMatching = (pattern: RegExp) =>
      sources.flatMap((source) => [...source.matchAll(pattern)].map(([, name]) => name));
    // A transaction needs no permission but those of its actions.
    const sent = namesMatching(/new (\w+)Command\(/g).filter((name) => name !== 'TransactWriteItems');
    const inTransactions = namesMatching(/\{ (Put|Update|Delete|ConditionCheck): \{/g).map((name) => `${name}Item`);
    const queries = namesMatching(/\bpaginate(\w+)\(/g);
    const needed = new Set([...sent, ...queries, ...inTransactions].map((name) => `dynamodb:${name}`));
    expect(actionsOn(tableArn, role)).toEqual([...needed].sort());
  });

  test.each(FUNCTIONS)('%s may touch the table, its own log and its traces, and nothing else', (role) => {
    const found = statementsOf(template, role).map(({ Resource }) => Resource);
    expect(found).toHaveLength(3);
    expect(found).toContainEqual(tableArn);
    expect(found).toContainEqual({ 'Fn::GetAtt': [expect.stringMatching(`^${role}FunctionLog`), 'Arn'] });
    expect(actionsOn('*', role)).toEqual(['xray:PutTelemetryRecords', 'xray:PutTraceSegments']);
  });

  test('nobody may Scan, no action is a wildcard, and no role has a policy of AWS’s', () => {
    const statements = FUNCTIONS.flatMap((role) => statementsOf(template, role));
    expect(JSON.stringify(statements)).toContain('dynamodb:Query');
    expect(JSON.stringify(statements.map(({ Action }) => Action))).not.toMatch(/Scan|\*/);
    expect(resourcesOf(template, 'AWS::IAM::Role')).toHaveLength(FUNCTIONS.length);
    template.allResourcesProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent(), Policies: Match.absent() });
  });

  test('the distribution alone calls the read function, API Gateway the publish function, the schedule the watch', () => {
    const callers = resourcesOf(template, 'AWS::Lambda::Permission').map(({ Properties }) => [
      JSON.stringify(Properties.FunctionName).match(/Feed(Read|Publish|Watch)/)?.[1],
      Properties.Principal,
      JSON.stringify(Properties.SourceArn).match(/Feed(EdgeDistribution|Api|WatchSchedule)/)?.[1],
      Properties.Action,
    ]);
    expect(callers.sort()).toEqual([
      ['Publish', 'apigateway.amazonaws.com', 'Api', 'lambda:InvokeFunction'],
      // Both since October 2025; the second only by way of the URL.
      ['Read', 'cloudfront.amazonaws.com', 'EdgeDistribution', 'lambda:InvokeFunction'],
      ['Read', 'cloudfront.amazonaws.com', 'EdgeDistribution', 'lambda:InvokeFunctionUrl'],
      ['Watch', 'events.amazonaws.com', 'WatchSchedule', 'lambda:InvokeFunction'],
    ]);
    expect(only(template, 'AWS::Lambda::Url').Properties.AuthType).toBe('AWS_IAM');
  });
});

describe('the functions', () => {
  test('run on the newest Node, on arm64, traced', () => {
    template.resourceCountIs('AWS::Lambda::Function', FUNCTIONS.length);
    template.allResourcesProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      TracingConfig: { Mode: 'Active' },
      ReservedConcurrentExecutions: Match.absent(),
    });
  });

  test('end before who asked them stops waiting', () => {
    const timeout = (name: string) => only(template, 'AWS::Lambda::Function', name).Properties.Timeout;
    const { Origins } = only(template, 'AWS::CloudFront::Distribution').Properties.DistributionConfig;
    const [read, newsroom] = Origins.map(
      (origin: { CustomOriginConfig: { OriginReadTimeout: number } }) => origin.CustomOriginConfig.OriginReadTimeout,
    );
    const api = only(template, 'AWS::ApiGatewayV2::Integration').Properties.TimeoutInMillis / 1_000;
    expect(timeout('FeedRead')).toBeLessThan(read);
    expect(timeout('FeedPublish')).toBeLessThan(api);
    expect(api).toBeLessThan(newsroom);
  });

  const environmentOf = (from: Template, name: string) => {
    const { NODE_OPTIONS, ...environment } = only(from, 'AWS::Lambda::Function', name).Properties.Environment.Variables;
    expect(NODE_OPTIONS).toBe('--enable-source-maps');
    return environment;
  };

  test.each(['FeedRead', 'FeedPublish'])(
    '%s gets only the table without settings, so it depends on no address',
    (name) => {
      expect(environmentOf(template, name)).toEqual({ BULLETIN_TABLE: { Ref: TABLE_ID } });
    },
  );

  test.each(['FeedRead', 'FeedPublish'])('%s gets every setting', (name) => {
    expect(environmentOf(herald, name)).toEqual({
      BULLETIN_TABLE: { Ref: TABLE_ID },
      BULLETIN_URL: 'https://news.herald.example',
      BULLETIN_TITLE: 'The Herald',
      BULLETIN_DESCRIPTION: 'What happened',
      BULLETIN_LANGUAGE: 'en-GB',
      BULLETIN_TIME_ZONE: 'Europe/London',
      BULLETIN_COPYRIGHT: '© 2026 The Herald',
      BULLETIN_LICENSE: 'https://herald.example/license',
      BULLETIN_BREAKING_FOR: 'PT2H',
      BULLETIN_WITHDRAWN_FOR: 'P60D',
    });
  });

  test('have logs that end', () => {
    // And the API's.
    template.resourceCountIs('AWS::Logs::LogGroup', FUNCTIONS.length + 1);
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });
});

test('the outputs are the address, the table, the distribution and the topic', () => {
  expect(Object.keys(template.toJSON().Outputs).sort()).toEqual(['AlarmTopic', 'Distribution', 'Table', 'Url']);
  const distribution = only(template, 'AWS::CloudFront::Distribution').id;
  template.hasOutput('Url', {
    Value: { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [distribution, 'DomainName'] }]] },
  });
});
