import { Duration, Fn, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { NEWSROOM } from '../../lambdas/http/routes';

/** Who asked for what kind of thing and got what; not the path, which may hold a headline under embargo. */
const LOG_LINE = AccessLogFormat.custom(
  JSON.stringify({
    time: '$context.requestTime',
    requestId: '$context.requestId',
    address: '$context.identity.sourceIp',
    method: '$context.httpMethod',
    route: '$context.routeKey',
    status: '$context.status',
    milliseconds: '$context.responseLatency',
    error: '$context.error.message',
    integrationError: '$context.integrationErrorMessage',
  }),
);

export interface NewsroomApiProps {
  readonly publish: IFunction;
}

/**
 * The way to the publish function: an HTTP API, for behind a function URL with origin access control every uploader
 * would have to send the SHA-256 of what it uploads. It leads nowhere else.
 */
export class NewsroomApi extends Construct {
  readonly api: HttpApi;
  /** Its host, `….execute-api.….amazonaws.com`. */
  readonly host: string;

  constructor(scope: Construct, id: string, props: NewsroomApiProps) {
    super(scope, id);
    // A name only people read: two APIs may have the same.
    this.api = new HttpApi(this, 'Api', { apiName: Stack.of(this).stackName, createDefaultStage: false });
    const log = new LogGroup(this, 'Log', { retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      autoDeploy: true,
      // Requests a second, all editors together: more than feeds that share a head take, and a bound on what guessing tokens can cost.
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: LOG_LINE },
    });
    const route = new HttpRoute(this, 'NewsroomPaths', {
      httpApi: this.api,
      routeKey: HttpRouteKey.with(`${NEWSROOM}/{proxy+}`, HttpMethod.ANY),
      // Longer than the function may take, shorter than CloudFront waits.
      integration: new HttpLambdaIntegration('Publish', props.publish, { timeout: Duration.seconds(25) }),
    });
    Validations.of(route).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'The publish function checks the bearer token of every request before anything else, and answers 401 without one.',
    });
    this.host = Fn.select(2, Fn.split('/', this.api.apiEndpoint));
  }
}
