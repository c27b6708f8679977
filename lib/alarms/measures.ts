import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

interface MeasuresProps {
  readonly distribution: Distribution;
  readonly read: IFunction;
  readonly readLog: ILogGroup;
  readonly api: HttpApi;
  readonly publish: IFunction;
  readonly table: ITable;
  /** The dimension that separates the metrics of the feeds in one account. */
  readonly service: string;
}

export type Measures = ReturnType<typeof createMeasures>;

/** Every metric, over five minutes, from the first service that sees the event. */
export function createMeasures(scope: Construct, props: MeasuresProps) {
  const { distribution, read, readLog, api, publish, table, service } = props;
  const statistic = Stats.SUM;
  const readRequests = read.metric('UrlRequestCount', { statistic, label: 'that the CDN passed on' });
  const notModified = new MetricFilter(new Construct(scope, 'Measures'), 'NotModified', {
    logGroup: readLog,
    filterPattern: FilterPattern.all(
      FilterPattern.stringValue('$.message', '=', 'request'),
      FilterPattern.numberValue('$.status', '=', 304),
    ),
    metricNamespace: `Bulletin/${service}`,
    metricName: 'NotModified',
  }).metric({ statistic });
  const share = (part: IMetric, label: string): IMetric =>
    new MathExpression({ expression: '100 * part / whole', usingMetrics: { part, whole: readRequests }, label });
  const watched = (metricName: string, label: string): IMetric =>
    new Metric({ namespace: 'Bulletin', metricName, dimensionsMap: { service }, statistic, label });

  return {
    viewerRequests: new Metric({
      namespace: 'AWS/CloudFront',
      metricName: 'Requests',
      dimensionsMap: { DistributionId: distribution.distributionId, Region: 'Global' },
      // CloudFront counts there, whatever the stack's region. A dashboard can read another region; an alarm cannot.
      region: 'us-east-1',
      statistic,
      label: 'readers’ requests',
    }),
    readRequests,
    notModifiedShare: share(notModified, 'answered 304, %'),
    // Lambda has percentiles of Duration, but none of UrlRequestLatency.
    readMedian: read.metricDuration({ statistic: Stats.p(50), label: 'p50' }),
    readP99: read.metricDuration({ statistic: Stats.p(99), label: 'p99' }),
    readErrorShare: share(read.metric('Url5xxCount', { statistic }), 'failed, %'),
    readThrottles: sum('readers turned away', {
      readFunction: read.metricThrottles(),
      tableReads: table.metric('ReadThrottleEvents', { statistic }),
    }),
    uploads: api.metricCount({ label: 'newsroom’s requests' }),
    uploadErrors: api.metricServerError({ label: 'failed' }),
    uploadThrottles: sum('uploads turned away', {
      publishFunction: publish.metricThrottles(),
      tableWrites: table.metric('WriteThrottleEvents', { statistic }),
    }),
    readUnits: table.metricConsumedReadCapacityUnits({ label: 'read units' }),
    writeUnits: table.metricConsumedWriteCapacityUnits({ label: 'write units' }),
    feedBroken: watched('FeedBroken', 'feeds broken'),
    feedStuck: watched('FeedStuck', 'feeds stuck'),
  };
}

/** A service reports no data point for zero events, so a missing one counts as 0. */
const sum = (label: string, usingMetrics: Record<string, IMetric>): IMetric => {
  const counts = Object.keys(usingMetrics).map((name) => `FILL(${name}, 0)`);
  return new MathExpression({ expression: counts.join(' + '), usingMetrics, label });
};
