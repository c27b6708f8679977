import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { BundledFunction, type SideProps } from './bundled-function';
import { BUNDLES } from './bundles';

/** The public side. It reads the table by key, and can neither write nor scan it. */
export class ReadFunction extends Construct {
  readonly function: IFunction;
  readonly logGroup: ILogGroup;

  constructor(scope: Construct, id: string, { table, environment }: SideProps) {
    super(scope, id);
    const bundled = new BundledFunction(this, 'Function', {
      bundle: BUNDLES.read,
      description: 'Serves feeds, pages and the API to readers',
      environment,
      // Lambda allots processor time by memory (a whole core at 1769 MB), and readers wait for rendering and compression.
      memorySize: 1024,
      // Shorter than the time-out of CloudFront (READ_TIMEOUT in edge.ts).
      timeout: Duration.seconds(10),
    });
    this.function = bundled.function;
    this.logGroup = bundled.logGroup;
    table.grant(this.function, 'dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query');
  }
}
