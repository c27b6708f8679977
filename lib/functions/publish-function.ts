import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { BundledFunction, type SideProps } from './bundled-function';
import { BUNDLES } from './bundles';

// TransactWriteItems has no permission of its own: it needs the one of each action inside it.
const TRANSACTION = ['dynamodb:PutItem', 'dynamodb:DeleteItem'];

/** The newsroom side. It reads the state before an edit, and writes in transactions. */
export class PublishFunction extends Construct {
  readonly function: IFunction;

  constructor(scope: Construct, id: string, { table, environment }: SideProps) {
    super(scope, id);
    this.function = new BundledFunction(this, 'Function', {
      bundle: BUNDLES.publish,
      description: 'Takes stories, breaking flags and withdrawals from the newsroom',
      environment,
      memorySize: 1024,
      // Longer than all retries of a busy feed head, shorter than the time-out of API Gateway (newsroom-api.ts).
      timeout: Duration.seconds(20),
    }).function;
    // UpdateItem counts a story in a closed part of the sitemap (store/write/sitemap-places.ts).
    const count = 'dynamodb:UpdateItem';
    table.grant(this.function, 'dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', count, ...TRANSACTION);
  }
}
