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

/** A line of the access log. It has no path: a path may contain a headline under embargo. */
const LOG_LINE = AccessLogFormat.custom(
  JSON.stringify({
    time: '$context.requestTime',
    requestId: '$context.requestId',
    address: '$context.identity.sourceIp',
    method: '$context.httpMethod',
    route: '$context.routeKey',
    status: '$context.status',
    durationMs: '$context.responseLatency',
    error: '$context.error.message',
    integrationError: '$context.integrationErrorMessage',
  }),
);

/** The HTTP API before the publish function. A function URL behind CloudFront would demand a SHA-256 of every upload. */
export class NewsroomApi extends Construct {
  readonly api: HttpApi;
  /** Its host, `….execute-api.….amazonaws.com`. */
  readonly host: string;

  constructor(scope: Construct, id: string, { publish }: { readonly publish: IFunction }) {
    super(scope, id);
    // Only people read this name: two APIs may have the same one.
    this.api = new HttpApi(this, 'Api', { apiName: Stack.of(this).stackName, createDefaultStage: false });
    const log = new LogGroup(this, 'Log', { retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      autoDeploy: true,
      // Requests a second of all editors together: more than feeds with a common head can take. It limits the cost of guessed tokens.
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: LOG_LINE },
    });
    const route = new HttpRoute(this, 'NewsroomPaths', {
      httpApi: this.api,
      routeKey: HttpRouteKey.with(`${NEWSROOM}/{proxy+}`, HttpMethod.ANY),
      // Longer than the time-out of the function, shorter than the one of CloudFront.
      integration: new HttpLambdaIntegration('Publish', publish, { timeout: Duration.seconds(25) }),
    });
    Validations.of(route).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'The publish function checks the bearer token of every request before anything else, and answers 401 without one.',
    });
    this.host = Fn.select(2, Fn.split('/', this.api.apiEndpoint));
  }
}
