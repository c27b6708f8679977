import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { BundledFunction } from './bundled-function';

export interface PublishFunctionProps {
  readonly table: ITable;
  readonly environment: Record<string, string>;
}

// TransactWriteItems has no permission of its own: it needs the one of each action inside it.
const TRANSACTION = ['dynamodb:PutItem', 'dynamodb:DeleteItem'];

/** The newsroom side. It reads the state before an edit, and writes in transactions. */
export class PublishFunction extends Construct {
  readonly function: IFunction;

  constructor(scope: Construct, id: string, props: PublishFunctionProps) {
    super(scope, id);
    this.function = new BundledFunction(this, 'Function', {
      entry: 'publish.ts',
      description: 'Takes stories, breaking flags and withdrawals from the newsroom',
      environment: props.environment,
      memorySize: 1024,
      // Longer than all retries of a busy feed head, shorter than the time-out of API Gateway (newsroom-api.ts).
      timeout: Duration.seconds(20),
      // 800 KB (2026-11-24), with the renderers for the preview of a dry run.
      budget: 880,
    }).function;
    props.table.grant(this.function, 'dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', ...TRANSACTION);
  }
}
