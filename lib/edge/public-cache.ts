import { Duration } from 'aws-cdk-lib';
import {
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  type ErrorResponse,
} from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { QUERIES, VIEWER_HOST } from '../../lambdas/http/routes';
import { accountWideName } from '../account-wide-name';

/** What makes two requests one: path, declared query strings, the viewer's host and the codings that it takes. */
export class PublicCache extends Construct {
  readonly policy: CachePolicy;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.policy = new CachePolicy(this, 'Policy', {
      cachePolicyName: accountWideName(this),
      comment: 'The origin says how long',
      // A minimum above 0 would keep what is no-store.
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(1),
      queryStringBehavior: CacheQueryStringBehavior.allowList(...QUERIES),
      headerBehavior: CacheHeaderBehavior.allowList(VIEWER_HOST),
      cookieBehavior: CacheCookieBehavior.none(),
      // CloudFront makes Accept-Encoding one of four values, for the key and for the origin.
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    });
  }
}

const keptFor = (seconds: number, ...statuses: number[]): ErrorResponse[] =>
  statuses.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(seconds) }));

/**
 * How long CloudFront keeps an error of its own accord, ten seconds if not told: a refusal for as long as the origin
 * says, a fault for a second. It takes no rule for 410 (docs: "HTTP status codes for which CloudFront can return custom
 * error pages") and needs none, for it keeps a 410 only as the origin says. None of these has a page: a page would take the
 * place of the stale answer that stale-if-error allows.
 */
export const ERROR_RESPONSES: ErrorResponse[] = [
  ...keptFor(0, 400, 403, 404, 405, 414),
  ...keptFor(1, 500, 501, 502, 503, 504),
];
