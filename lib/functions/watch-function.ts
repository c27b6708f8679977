import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { BundledFunction } from './bundled-function';

export interface WatchFunctionProps {
  readonly table: ITable;
  /** The public address, at which it reads as any reader does. */
  readonly url: string;
  /** What tells this feed's metrics from another's in the same account. */
  readonly service: string;
}

/** A reader of our own: every five minutes it asks for the public feeds and says whether they are broken or stuck. */
export class WatchFunction extends Construct {
  constructor(scope: Construct, id: string, props: WatchFunctionProps) {
    super(scope, id);
    const watch = new BundledFunction(this, 'Function', {
      entry: 'watch.ts',
      description: 'Reads the public feeds as a reader does, and tells whether they are broken or stuck',
      environment: {
        BULLETIN_TABLE: props.table.tableName,
        BULLETIN_WATCH_URL: props.url,
        // Powertools makes it the dimension "service" of every metric.
        POWERTOOLS_SERVICE_NAME: props.service,
      },
      memorySize: 512,
      timeout: Duration.seconds(30),
      // 273 KB (2026-11-24).
      budget: 300,
      // The next run comes anyway, and a second count of one run would be a false alarm.
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
