import { readdirSync, readFileSync } from 'node:fs';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { createTableInput } from '../../lambdas/store/table';
import { statementsOf, synthesise } from './synthesis';

const TABLE_ID = 'FeedStoriesTable3BE72690';
const tableArn = { 'Fn::GetAtt': [TABLE_ID, 'Arn'] };

let template: Template;
beforeAll(() => {
  template = synthesise({ production: {} }).get('production') as Template;
});

const only = (type: string) => {
  const found = Object.entries(template.findResources(type));
  expect(found).toHaveLength(1);
  const [id, resource] = found[0] as (typeof found)[number];
  return { id, ...resource } as { id: string; Properties: Record<string, unknown>; [key: string]: unknown };
};

describe('the table', () => {
  test('outlives the stack, and cannot be deleted by mistake', () => {
    const table = only('AWS::DynamoDB::Table');
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(table.Properties).toMatchObject({ DeletionProtectionEnabled: true });
  });

  test('keeps its logical id, without which an update would put an empty one in its place', () => {
    expect(only('AWS::DynamoDB::Table').id).toBe(TABLE_ID);
  });

  test('can be restored to a point in time', () => {
    expect(only('AWS::DynamoDB::Table').Properties.PointInTimeRecoverySpecification).toEqual({
      PointInTimeRecoveryEnabled: true,
    });
  });

  test('is what createTableInput creates', () => {
    const { TableName, StreamSpecification, ...created } = createTableInput('any');
    const { Properties } = only('AWS::DynamoDB::Table');
    expect(Properties).toMatchObject(created);
    // CloudFormation has no StreamEnabled: a stream with a view type is enabled.
    expect({ StreamEnabled: true, ...(Properties.StreamSpecification as object) }).toEqual(StreamSpecification);
  });

  test('lets go of what has expired', () => {
    expect(only('AWS::DynamoDB::Table').Properties.TimeToLiveSpecification).toEqual({
      AttributeName: 'expires',
      Enabled: true,
    });
  });
});

describe('who may do what', () => {
  const actionsOn = (resource: unknown, role: string) =>
    statementsOf(template, role)
      .filter((statement) => JSON.stringify(statement.Resource) === JSON.stringify(resource))
      .flatMap((statement) => statement.Action)
      .sort();

  test('the read function cannot write, nor walk the table', () => {
    expect(actionsOn(tableArn, 'FeedRead')).toEqual(['dynamodb:GetItem', 'dynamodb:Query']);
  });

  test('the publish function may do what the store does, and no more', () => {
    const store = readdirSync('lambdas/store').map((file) => readFileSync(`lambdas/store/${file}`, 'utf8'));
    const named = (pattern: RegExp) => store.flatMap((source) => [...source.matchAll(pattern)].map(([, name]) => name));
    // A transaction needs no permission but those of its actions.
    const sent = named(/new (\w+)Command\(/g).filter((name) => name !== 'TransactWriteItems');
    const inTransactions = named(/\{ (Put|Update|Delete|ConditionCheck): \{/g).map((name) => `${name}Item`);
    const queries = named(/\bpaginate(\w+)\(/g);
    const needed = new Set([...sent, ...queries, ...inTransactions].map((name) => `dynamodb:${name}`));
    expect(actionsOn(tableArn, 'FeedPublish')).toEqual([...needed].sort());
  });

  test.each(['FeedRead', 'FeedPublish'])('%s may touch the table and its own log, and nothing else', (role) => {
    const resources = statementsOf(template, role).map(({ Resource }) => Resource);
    expect(resources).toHaveLength(2);
    expect(resources).toContainEqual(tableArn);
    expect(resources).toContainEqual({ 'Fn::GetAtt': [expect.stringMatching(`^${role}FunctionLog`), 'Arn'] });
  });

  test('nobody may Scan, and no statement has a wildcard', () => {
    const policies = JSON.stringify(template.findResources('AWS::IAM::Policy'));
    expect(policies).toContain('dynamodb:Query');
    expect(policies).not.toMatch(/Scan|\*/);
    template.allResourcesProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
  });
});

describe('the functions', () => {
  test('run on the newest Node, on arm64, and end before API Gateway stops waiting', () => {
    const functions = Object.values(template.findResources('AWS::Lambda::Function'));
    expect(functions).toHaveLength(2);
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
      expect(Properties.Timeout).toBeLessThan(29);
    }
  });

  test('are told every setting', () => {
    template.allResourcesProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          BULLETIN_TABLE: { Ref: TABLE_ID },
          BULLETIN_URL: { 'Fn::GetAtt': [Match.stringLikeRegexp('^FeedApi'), 'ApiEndpoint'] },
          BULLETIN_TITLE: 'Bulletin',
          BULLETIN_DESCRIPTION: Match.anyValue(),
          BULLETIN_LANGUAGE: 'en',
          BULLETIN_BREAKING_FOR: 'PT4H',
          BULLETIN_WITHDRAWN_FOR: 'P30D',
        },
      },
    });
  });

  test('have logs that end', () => {
    template.resourceCountIs('AWS::Logs::LogGroup', 2);
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });
});

describe('the address', () => {
  const functionBehind = (routeKey: string) => {
    const routes = Object.values(
      template.findResources('AWS::ApiGatewayV2::Route', { Properties: { RouteKey: routeKey } }),
    );
    const [integration] = JSON.stringify(routes[0]?.Properties.Target).match(/FeedApi\w+/) ?? [];
    return template.toJSON().Resources[integration as string].Properties.IntegrationUri['Fn::GetAtt'][0];
  };

  test('sends what is under /newsroom to the publish function and all else to the read function', () => {
    template.resourceCountIs('AWS::ApiGatewayV2::Route', 3);
    expect(functionBehind('ANY /newsroom')).toMatch(/^FeedPublish/);
    expect(functionBehind('ANY /newsroom/{proxy+}')).toMatch(/^FeedPublish/);
    expect(functionBehind('$default')).toMatch(/^FeedRead/);
    template.allResourcesProperties('AWS::ApiGatewayV2::Integration', { PayloadFormatVersion: '2.0' });
  });

  test('is throttled', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 },
    });
  });

  test('is put out', () => {
    template.hasOutput('Url', { Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^FeedApi'), 'ApiEndpoint'] } });
  });
});

test('a configured address is the one that functions and output name', () => {
  const configured = synthesise({ production: { url: 'https://news.example' } }).get('production') as Template;
  configured.allResourcesProperties('AWS::Lambda::Function', {
    Environment: { Variables: { BULLETIN_URL: 'https://news.example' } },
  });
  configured.hasOutput('Url', { Value: 'https://news.example' });
});

test('a second stage collides with nothing', () => {
  const stages = synthesise({ production: {}, staging: {} });
  expect([...stages.keys()]).toEqual(['production', 'staging']);
  const physicalName = /^(TableName|FunctionName|RoleName|LogGroupName|BucketName|PolicyName)$/;
  for (const stage of stages.values()) {
    const named = Object.values<{ Type: string; Properties?: Record<string, unknown> }>(stage.toJSON().Resources)
      // An inline policy's name is its role's own; a permission names the function that it is about.
      .filter(({ Type }) => Type !== 'AWS::IAM::Policy' && Type !== 'AWS::Lambda::Permission')
      .flatMap(({ Properties }) => Object.keys(Properties ?? {}).filter((name) => physicalName.test(name)));
    expect(named).toEqual([]);
  }
});
