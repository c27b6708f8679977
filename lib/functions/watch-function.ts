import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { BundledFunction } from './bundled-function';
import { BUNDLES } from './bundles';

interface WatchFunctionProps {
  readonly table: ITable;
  /** The public address. The function reads there like any reader. */
  readonly url: string;
  /** The dimension that separates the metrics of the feeds in one account. */
  readonly service: string;
}

/** A reader of our own: every five minutes it reads the public feeds, and reports broken and stuck ones. */
export class WatchFunction extends Construct {
  constructor(scope: Construct, id: string, props: WatchFunctionProps) {
    super(scope, id);
    const watch = new BundledFunction(this, 'Function', {
      bundle: BUNDLES.watch,
      description: 'Reads the public feeds as a reader does, and tells whether they are broken or stuck',
      environment: {
        BULLETIN_TABLE: props.table.tableName,
        BULLETIN_WATCH_URL: props.url,
        // Powertools adds it to every metric as the dimension "service".
        POWERTOOLS_SERVICE_NAME: props.service,
      },
      memorySize: 512,
      timeout: Duration.seconds(30),
      // A retry would count one run twice, which is a false alarm. The next run comes anyway.
      retryAttempts: 0,
    }).function;
    props.table.grant(watch, 'dynamodb:GetItem');
    new Rule(this, 'Schedule', {
      description: 'Looks at the public feeds',
      schedule: Schedule.rate(Duration.minutes(5)),
      targets: [new LambdaFunction(watch, { retryAttempts: 0, maxEventAge: Duration.minutes(5) })],
    });
  }
}
