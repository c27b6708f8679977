import { Match, type Template } from 'aws-cdk-lib/assertions';
import { logFrom } from '../../lambdas/runtime/log';
import { HERALD, only, type Resource, resourcesOf, synthesise } from './synthesis';

let stages: Map<string, Template>;
let template: Template;
beforeAll(() => {
  stages = synthesise({ production: {}, herald: HERALD });
  template = stages.get('production') as Template;
});

const alarms = (of = template) => resourcesOf(of, 'AWS::CloudWatch::Alarm');
interface Measured {
  readonly Metric: { Namespace: string; MetricName: string; Dimensions: { Name: string; Value: unknown }[] };
  readonly Stat: string;
}
/** The metrics of an alarm, be it one or an expression of several. */
const metricsOf = (properties: Resource['Properties']): Measured[] =>
  properties.Metrics.flatMap(({ MetricStat }: { MetricStat?: Measured }) => MetricStat ?? []);
const alarm = (name: string, of = template) => only(of, 'AWS::CloudWatch::Alarm', `FeedAlarms${name}`).Properties;

describe('the watch', () => {
  test('looks every five minutes, and a run that failed is not counted twice', () => {
    expect(only(template, 'AWS::Events::Rule').Properties.ScheduleExpression).toBe('rate(5 minutes)');
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: Match.stringLikeRegexp('^FeedWatch') },
      MaximumRetryAttempts: 0,
    });
  });

  test.each([
    [
      'production',
      { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [expect.stringMatching('^FeedEdge'), 'DomainName'] }]] },
    ],
    ['herald', 'https://news.herald.example'],
  ])('of %s reads at the public address', (stage, address) => {
    const { Variables } = only(stages.get(stage) as Template, 'AWS::Lambda::Function', 'FeedWatch').Properties
      .Environment;
    expect(Variables).toMatchObject({
      BULLETIN_TABLE: { Ref: 'FeedStoriesTable3BE72690' },
      BULLETIN_WATCH_URL: address,
    });
  });

  test.each(['FeedBroken', 'FeedStuck'])('rings for %s, of its own stage and no other, and for silence', (metric) => {
    const names = [...stages].map(([, stage]) => {
      const { Variables } = only(stage, 'AWS::Lambda::Function', 'FeedWatch').Properties.Environment;
      const rule = alarm(metric, stage);
      expect(rule.TreatMissingData).toBe('breaching');
      expect(metricsOf(rule)).toEqual([
        {
          // Powertools takes the dimension from this variable.
          Metric: {
            Namespace: 'Bulletin',
            MetricName: metric,
            Dimensions: [{ Name: 'service', Value: Variables.POWERTOOLS_SERVICE_NAME }],
          },
          Period: 300,
          Stat: 'Sum',
        },
      ]);
      return Variables.POWERTOOLS_SERVICE_NAME;
    });
    expect(names).toEqual(['Bulletin-production/Feed', 'Bulletin-herald/Feed']);
  });
});

describe('the alarms', () => {
  test('are for faults, slowness, throttles, failed uploads, and feeds broken or stuck', () => {
    const names = alarms().map(({ id }) => id.replace(/^FeedAlarms|[0-9A-F]{8}$/g, ''));
    expect(names.sort()).toEqual([
      'FeedBroken',
      'FeedStuck',
      'ReadErrors',
      'ReadSlow',
      'ReadThrottled',
      'UploadsFail',
      'UploadsThrottled',
    ]);
  });

  test('say what readers or editors lose, and tell the topic when it begins and ends', () => {
    const topic = [{ Ref: only(template, 'AWS::SNS::Topic').id }];
    for (const { Properties } of alarms()) {
      expect(Properties.AlarmDescription).toMatch(/^(Readers|Editors|Subscribers)\b/);
      expect(Properties.AlarmDescription.length).toBeLessThanOrEqual(1_024);
      expect(Properties).toMatchObject({ AlarmActions: topic, OKActions: topic });
    }
  });

  test('measure each thing where it is first seen', () => {
    const of = (name: string) =>
      metricsOf(alarm(name))
        .map(({ Metric: { Namespace, MetricName }, Stat }) => `${Stat} of ${Namespace} ${MetricName}`)
        .sort();
    expect(of('ReadErrors')).toEqual(['Sum of AWS/Lambda Url5xxCount', 'Sum of AWS/Lambda UrlRequestCount']);
    expect(of('ReadSlow')).toEqual(['p99 of AWS/Lambda Duration']);
    expect(of('ReadThrottled')).toEqual(['Sum of AWS/DynamoDB ReadThrottleEvents', 'Sum of AWS/Lambda Throttles']);
    expect(of('UploadsFail')).toEqual(['Sum of AWS/ApiGateway 5xx']);
    expect(of('UploadsThrottled')).toEqual(['Sum of AWS/DynamoDB WriteThrottleEvents', 'Sum of AWS/Lambda Throttles']);
  });

  test('look at this region only, for an alarm cannot look at another', () => {
    for (const { Properties } of alarms()) expect(JSON.stringify(Properties)).not.toContain('us-east-1');
  });
});

describe('the topic', () => {
  test('is encrypted with a key that CloudWatch may use', () => {
    const key = only(template, 'AWS::KMS::Key');
    expect(only(template, 'AWS::SNS::Topic').Properties.KmsMasterKeyId).toEqual({ 'Fn::GetAtt': [key.id, 'Arn'] });
    expect(key.Properties.EnableKeyRotation).toBe(true);
    expect(key.Properties.KeyPolicy.Statement).toContainEqual({
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
    });
  });

  test('takes alarms of this account, by TLS only', () => {
    const { Statement } = only(template, 'AWS::SNS::TopicPolicy').Properties.PolicyDocument;
    expect(Statement).toHaveLength(2);
    expect(Statement).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
    expect(Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }),
    );
  });

  test('tells the stage’s address by e-mail, and nobody where there is none', () => {
    template.resourceCountIs('AWS::SNS::Subscription', 0);
    (stages.get('herald') as Template).hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'desk@herald.example',
    });
  });
});

describe('the dashboard', () => {
  /** Every metric on it, as the dashboard's own JSON writes one: namespace, name, dimensions, options. */
  const metrics = (): unknown[][] => {
    const [, pieces] = only(template, 'AWS::CloudWatch::Dashboard').Properties.DashboardBody['Fn::Join'];
    const body = pieces
      .map((piece: string | { Ref: string }) => (typeof piece === 'string' ? piece : piece.Ref))
      .join('');
    return JSON.parse(body).widgets.flatMap(
      ({ properties }: { properties: { metrics: unknown[][] } }) => properties.metrics,
    );
  };

  test.each([
    ['traffic', ['Requests', 'UrlRequestCount']],
    ['the share of 304', ['NotModified']],
    ['latency', ['Duration p50', 'Duration p99']],
    ['errors', ['Url5xxCount', '5xx']],
    ['throttles', ['Throttles', 'ReadThrottleEvents', 'WriteThrottleEvents']],
    ['DynamoDB units', ['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits']],
    ['broken and stuck feeds', ['FeedBroken', 'FeedStuck']],
  ])('shows %s', (_, wanted) => {
    const shown = metrics().flatMap((metric) => {
      const { stat } = metric.at(-1) as { stat?: string };
      return [`${metric[1]}`, `${metric[1]} ${stat}`];
    });
    expect(shown).toEqual(expect.arrayContaining(wanted));
  });

  test('asks for CloudFront’s counts where CloudFront counts', () => {
    const distribution = only(template, 'AWS::CloudFront::Distribution').id;
    expect(metrics()).toContainEqual([
      'AWS/CloudFront',
      'Requests',
      'DistributionId',
      distribution,
      'Region',
      'Global',
      expect.objectContaining({ region: 'us-east-1', stat: 'Sum' }),
    ]);
  });
});

describe('the share of 304', () => {
  test('is counted from the line that a function in Lambda writes of each request', () => {
    expect(only(template, 'AWS::Logs::MetricFilter').Properties).toMatchObject({
      LogGroupName: { Ref: expect.stringMatching('^FeedReadFunctionLog') },
      FilterPattern: '{ ($.message = "request") && ($.status = 304) }',
    });
    const written: string[] = [];
    const console = jest.spyOn(globalThis.console, 'info').mockImplementation((line) => void written.push(line));
    const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((line) => written.push(String(line)) > 0);
    try {
      const line = { requestId: 'r', method: 'GET', route: '/rss.xml', status: 304, durationMs: 1, bytes: 0 };
      logFrom({ AWS_LAMBDA_FUNCTION_NAME: 'read' }).request(line);
    } finally {
      console.mockRestore();
      stdout.mockRestore();
    }
    expect(written).toHaveLength(1);
    expect(JSON.parse(`${written[0]}`)).toMatchObject({ message: 'request', status: 304 });
  });
});
