import { Duration } from 'aws-cdk-lib';
import {
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  type ErrorResponse,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { BROWSER, VIEWER_HOST } from '../../lambdas/http/routes';
import { accountWideName } from '../account-wide-name';

/**
 * The cache key of the public side: path, query (the viewer-request function reduces it), the viewer's host, its content
 * codings, and whether a browser opens a document that is no page.
 */
export function createPublicCache(scope: Construct): CachePolicy {
  return new CachePolicy(scope, 'Policy', {
    cachePolicyName: accountWideName(scope),
    comment: 'The origin says how long',
    // A minimum above 0 would keep an answer with no-store.
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: Duration.days(1),
    queryStringBehavior: CacheQueryStringBehavior.all(),
    headerBehavior: CacheHeaderBehavior.allowList(VIEWER_HOST, BROWSER),
    cookieBehavior: CacheCookieBehavior.none(),
    // CloudFront reduces Accept-Encoding to one of four values, for the key and for the origin.
    enableAcceptEncodingGzip: true,
    enableAcceptEncodingBrotli: true,
  });
}

const keptFor = (seconds: number, ...statuses: number[]): ErrorResponse[] =>
  statuses.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(seconds) }));

/**
 * How long CloudFront keeps an error by itself (default: ten seconds). A refusal: as long as the origin says, like a 410, for
 * which CloudFront accepts no rule. A fault: one second. A page would replace the answer that stale-if-error allows.
 */
export const ERROR_RESPONSES: ErrorResponse[] = [
  ...keptFor(0, 400, 403, 404, 405, 414),
  ...keptFor(1, 500, 501, 502, 503, 504),
];
