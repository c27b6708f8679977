import { join, parse } from 'node:path';
import { type Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface BundledFunctionProps {
  /** The file under `lambdas/` that exports `handler`. */
  readonly entry: string;
  /** A module that the function imports on demand: a separate file, which no cold start reads. */
  readonly apart?: string;
  readonly description: string;
  readonly environment: Record<string, string>;
  readonly memorySize: number;
  readonly timeout: Duration;
  /** The most that the bundle may weigh, in KB as esbuild counts; more fails the build. */
  readonly budget: number;
  /** Retries of a failed asynchronous call; by default Lambda makes two. */
  readonly retryAttempts?: number;
}

/** What the functions of both sides need of the stack. */
export interface SideProps extends Pick<BundledFunctionProps, 'environment'> {
  readonly table: ITable;
}

const LAMBDAS = join(__dirname, '../../lambdas');

/** Replaces the credential chain of the SDK in the bundles. */
const CREDENTIALS = '../../lambdas/runtime/lambda-credentials.ts';

/** A Lambda function: one bundled file, a log group, and a role that may write only to that log and to X-Ray. */
export class BundledFunction extends Construct {
  readonly function: NodejsFunction;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    super(scope, id);
    const { apart, budget } = props;
    this.logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Not AWSLambdaBasicExecutionRole: it may write to every log group of the account.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.logGroup.grantWrite(role);
    this.function = new NodejsFunction(this, 'Lambda', {
      description: props.description,
      entry: join(LAMBDAS, props.entry),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memorySize,
      timeout: props.timeout,
      environment: { ...props.environment, NODE_OPTIONS: '--enable-source-maps' },
      // Only version 2 of the SDK reads this variable.
      awsSdkConnectionReuse: false,
      retryAttempts: props.retryAttempts,
      tracing: Tracing.ACTIVE,
      role,
      logGroup: this.logGroup,
      bundling: {
        target: 'node24',
        // The SDK is bundled from its ES modules: 332 KB instead of 526, and half the time of a cold import (2026-11-22).
        bundleAwsSDK: true,
        mainFields: ['module', 'main'],
        // Without four sources of credentials that no Lambda has, each with a client of its own: 140 KB less (2026-11-22).
        esbuildArgs: {
          '--alias:@aws-sdk/credential-provider-node': join(__dirname, CREDENTIALS),
          // Only `require` finds a file without its ending.
          '--supported:dynamic-import': 'false',
        },
        externalModules: apart ? [`./${parse(apart).name}`] : undefined,
        minify: true,
        sourceMap: true,
        sourcesContent: false,
        commandHooks: {
          beforeBundling: () => [],
          beforeInstall: () => [],
          afterBundling: (_, folder) => [
            ...(apart ? [`node "${join(__dirname, 'bundle-apart.mjs')}" "${join(LAMBDAS, apart)}" "${folder}"`] : []),
            `node "${join(__dirname, 'bundle-budget.mjs')}" "${join(folder, 'index.js')}" ${budget}`,
          ],
        },
      },
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'X-Ray has no resources: xray:PutTraceSegments and xray:PutTelemetryRecords can be granted on * only.',
    });
  }
}
