import { Stack } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, HttpRoute, HttpRouteKey, HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { NEWSROOM } from '../lambdas/http/routes';

export interface Sides {
  readonly read: IFunction;
  readonly publish: IFunction;
}

/**
 * The address: an HTTP API, whose events both functions take in payload format 2.0. It is there before the functions
 * (they are told its address) and is joined to them afterwards, so that neither waits for the other in a deployment.
 */
export class NewsApi extends Construct {
  /** `https://….execute-api.….amazonaws.com`, without a slash at its end. */
  readonly url: string;
  private readonly api: HttpApi;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    // A name only people read: two APIs may have the same.
    this.api = new HttpApi(this, 'Api', { apiName: Stack.of(this).stackName, createDefaultStage: false });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      autoDeploy: true,
      // Requests a second, all clients together: a bound on what an attack can cost.
      throttle: { rateLimit: 200, burstLimit: 400 },
    });
    this.url = this.api.apiEndpoint;
  }

  /** Sends what is under `/newsroom` to the publish function and all else to the read function. */
  serve({ read, publish }: Sides): void {
    const newsroom = new HttpLambdaIntegration('Publish', publish);
    this.route('Public', HttpRouteKey.DEFAULT, new HttpLambdaIntegration('Read', read));
    this.route('Newsroom', HttpRouteKey.with(NEWSROOM, HttpMethod.ANY), newsroom);
    this.route('NewsroomPaths', HttpRouteKey.with(`${NEWSROOM}/{proxy+}`, HttpMethod.ANY), newsroom);
  }

  private route(id: string, routeKey: HttpRouteKey, integration: HttpLambdaIntegration): void {
    new HttpRoute(this, id, { httpApi: this.api, routeKey, integration });
  }
}
