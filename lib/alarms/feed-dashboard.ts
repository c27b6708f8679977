import { Dashboard, GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Measures } from './measures';

/** A dashboard of the service for readers and editors. */
export class FeedDashboard extends Construct {
  constructor(scope: Construct, id: string, { measures }: { readonly measures: Measures }) {
    super(scope, id);
    const graph = (title: string, ...left: IMetric[]) => new GraphWidget({ title, left, width: 8, height: 6 });
    new Dashboard(this, 'Dashboard', {
      widgets: [
        [
          graph('Traffic', measures.viewerRequests, measures.readRequests),
          graph('Unchanged: 304s of what the CDN passed on', measures.notModifiedShare),
          graph('Time that an answer takes, ms', measures.readMedian, measures.readP99),
        ],
        [
          graph('Errors of the public side', measures.readErrorShare),
          graph('The newsroom’s requests', measures.uploads, measures.uploadErrors),
          graph('Throttles', measures.readThrottles, measures.uploadThrottles),
        ],
        [
          graph('DynamoDB units', measures.readUnits, measures.writeUnits),
          graph('Feeds as a reader finds them', measures.feedBroken, measures.feedStuck),
        ],
      ],
    });
  }
}
