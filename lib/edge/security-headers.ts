import { Duration } from 'aws-cdk-lib';
import { HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { accountWideName } from '../account-wide-name';

/**
 * Security headers of every answer. A header of a function wins over the same one here. CloudFront adds these to a 304 as well,
 * and a browser may put them into its copy of a page (RFC 9111 §3.2). So this policy must leave a page its styles and media.
 */
export function createSecurityHeaders(scope: Construct): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(scope, 'Policy', {
    responseHeadersPolicyName: accountWideName(scope),
    securityHeadersBehavior: {
      // Only for this host: its subdomains belong to others.
      strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: false, override: true },
      contentTypeOptions: { override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override: false },
      contentSecurityPolicy: {
        contentSecurityPolicy:
          "script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        override: false,
      },
    },
  });
}
