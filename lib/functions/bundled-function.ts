import { type Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { FunctionBundle } from './bundles';
import { functionCode } from './function-code';

export interface BundledFunctionProps {
  readonly bundle: FunctionBundle;
  readonly description: string;
  readonly environment: Record<string, string>;
  readonly memorySize: number;
  readonly timeout: Duration;
  /** Retries of a failed asynchronous call; by default Lambda makes two. */
  readonly retryAttempts?: number;
}

/** What the functions of both sides need of the stack. */
export interface SideProps extends Pick<BundledFunctionProps, 'environment'> {
  readonly table: ITable;
}

/** A Lambda function: one bundled file, a log group, and a role that may write only to that log and to X-Ray. */
export class BundledFunction extends Construct {
  readonly function: LambdaFunction;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Not AWSLambdaBasicExecutionRole: it may write to every log group of the account.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.logGroup.grantWrite(role);
    this.function = new LambdaFunction(this, 'Lambda', {
      description: props.description,
      code: functionCode(props.bundle),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memorySize,
      timeout: props.timeout,
      environment: { ...props.environment, NODE_OPTIONS: '--enable-source-maps' },
      retryAttempts: props.retryAttempts,
      tracing: Tracing.ACTIVE,
      role,
      logGroup: this.logGroup,
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'X-Ray has no resources: xray:PutTraceSegments and xray:PutTelemetryRecords can be granted on * only.',
    });
  }
}
