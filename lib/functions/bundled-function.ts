import { join, parse } from 'node:path';
import { type Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface BundledFunctionProps {
  /** The file under `lambdas/` that exports `handler`. */
  readonly entry: string;
  /** A module beside it that it imports when it needs it: a file of its own, which no cold start reads. */
  readonly apart?: string;
  readonly description: string;
  readonly environment: Record<string, string>;
  readonly memorySize: number;
  readonly timeout: Duration;
  /** How much the bundle may weigh, in KB as esbuild prints them; more fails the build. */
  readonly budget: number;
  /** How often Lambda tries again what nobody waits for and what failed; left out, Lambda's own two times. */
  readonly retryAttempts?: number;
}

const LAMBDAS = join(__dirname, '../../lambdas');

/** What the bundles have in the place of the SDK's chain of credentials. */
const CREDENTIALS = '../../lambdas/runtime/lambda-credentials.ts';

/** A function of ours as Lambda gets it: one file with everything inside, a log of its own, and a role that may write that log and traces only. */
export class BundledFunction extends Construct {
  readonly function: NodejsFunction;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Not Lambda's own AWSLambdaBasicExecutionRole: that one may write every log group of the account.
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
      // A variable that only the SDK's second version read.
      awsSdkConnectionReuse: false,
      ...(props.retryAttempts !== undefined && { retryAttempts: props.retryAttempts }),
      tracing: Tracing.ACTIVE,
      role,
      logGroup: this.logGroup,
      bundling: {
        target: 'node24',
        // The SDK inside and from its ES modules: 332 KB instead of 526, and half the time of a cold import (2026-11-22).
        bundleAwsSDK: true,
        mainFields: ['module', 'main'],
        // Four ways to find credentials that no Lambda has, with a client each: 140 KB (2026-11-22).
        esbuildArgs: {
          '--alias:@aws-sdk/credential-provider-node': join(__dirname, CREDENTIALS),
          // `import()` of a file without its ending is for `require` alone.
          '--supported:dynamic-import': 'false',
        },
        ...(props.apart !== undefined && { externalModules: [`./${parse(props.apart).name}`] }),
        minify: true,
        sourceMap: true,
        sourcesContent: false,
        commandHooks: {
          beforeBundling: () => [],
          beforeInstall: () => [],
          afterBundling: (_, folder) => [
            ...(props.apart === undefined
              ? []
              : [`node "${join(__dirname, 'bundle-apart.mjs')}" "${join(LAMBDAS, props.apart)}" "${folder}"`]),
            `node "${join(__dirname, 'bundle-budget.mjs')}" "${join(folder, 'index.js')}" ${props.budget}`,
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
