import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { BundledFunction } from './bundled-function';

export interface ReadFunctionProps {
  readonly table: Table;
  readonly environment: Record<string, string>;
}

/** The public side. It reads the table by key and can neither write nor walk it. */
export class ReadFunction extends Construct {
  readonly function: IFunction;

  constructor(scope: Construct, id: string, props: ReadFunctionProps) {
    super(scope, id);
    this.function = new BundledFunction(this, 'Function', {
      entry: 'read.ts',
      description: 'Serves feeds, pages and the API to readers',
      environment: props.environment,
      // Lambda gives processor time by memory (a whole core at 1769 MB), and rendering and compressing is what takes a reader's time.
      memorySize: 1024,
      // A reader gives up sooner than API Gateway does, after 30 s.
      timeout: Duration.seconds(10),
    }).function;
    props.table.grants.actions(this.function, 'dynamodb:GetItem', 'dynamodb:Query');
  }
}
