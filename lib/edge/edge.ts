import { Duration, Validations } from 'aws-cdk-lib';
import {
  AllowedMethods,
  CachedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  FunctionUrlOriginAccessControl,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  SecurityPolicyProtocol,
  Signing,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { FunctionUrlOrigin, HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { FunctionUrlAuthType, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { BROWSER, NEWSROOM, VIEWER_HOST } from '../../lambdas/http/routes';
import { accountWideName } from '../account-wide-name';
import { createAccessLog } from './access-log';
import type { CustomDomain } from './custom-domain';
import { createPublicCache, ERROR_RESPONSES } from './public-cache';
import { createSecurityHeaders } from './security-headers';
import { viewerRequestCode } from './viewer-request-code';

export interface EdgeProps {
  /** The read function. Only this distribution can call it. */
  readonly read: IFunction;
  /** The host of the newsroom's API. */
  readonly newsroomHost: string;
  readonly domain?: CustomDomain;
}

/** Longer than the time-out of the read function. If the function is silent, a reader waits twice this time for a stale answer. */
const READ_TIMEOUT = Duration.seconds(12);

/** The one address of both sides: a CDN that caches the public side as its answers allow, and never the newsroom side. */
export class Edge extends Construct {
  readonly distribution: Distribution;
  /** The public address, without a slash at its end. */
  readonly url: string;

  constructor(scope: Construct, id: string, { read, newsroomHost, domain }: EdgeProps) {
    super(scope, id);
    const everywhere = {
      responseHeadersPolicy: createSecurityHeaders(new Construct(this, 'Headers')),
      functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: this.viewerRequest() }],
      // The functions compress each version once. CloudFront would compress again at every edge, and rewrite the ETag.
      compress: false,
    };
    this.distribution = new Distribution(this, 'Distribution', {
      comment: this.node.path,
      httpVersion: HttpVersion.HTTP2_AND_3,
      enableIpv6: true,
      ...(domain && {
        domainNames: [domain.domain],
        certificate: domain.certificate,
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      }),
      enableLogging: true,
      logBucket: createAccessLog(new Construct(this, 'AccessLog')),
      defaultBehavior: {
        ...everywhere,
        origin: this.readOrigin(read),
        cachePolicy: createPublicCache(new Construct(this, 'Cache')),
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
        cachedMethods: CachedMethods.CACHE_GET_HEAD_OPTIONS,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      },
      additionalBehaviors: {
        [`${NEWSROOM}/*`]: {
          ...everywhere,
          origin: new HttpOrigin(newsroomHost, {
            protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
            // Longer than the time-out of API Gateway.
            readTimeout: Duration.seconds(30),
          }),
          cachePolicy: CachePolicy.CACHING_DISABLED,
          // The only policy that passes Authorization on. API Gateway needs its own Host.
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          // No redirect: a token that went out unencrypted must be noticed.
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        },
      },
      errorResponses: ERROR_RESPONSES,
    });
    domain?.pointTo(this.distribution);
    this.url = `https://${domain?.domain ?? this.distribution.distributionDomainName}`;
    this.acknowledge(domain);
  }

  private viewerRequest(): EdgeFunction {
    return new EdgeFunction(this, 'ViewerRequest', {
      functionName: accountWideName(this),
      comment: `Names the viewer’s host in ${VIEWER_HOST}, a browser in ${BROWSER}; one address for each document`,
      code: FunctionCode.fromInline(viewerRequestCode()),
      runtime: FunctionRuntime.JS_2_0,
    });
  }

  private readOrigin(read: IFunction) {
    const originAccessControl = new FunctionUrlOriginAccessControl(this, 'ReadAccess', {
      originAccessControlName: accountWideName(this),
      signing: Signing.SIGV4_ALWAYS,
    });
    return FunctionUrlOrigin.withOriginAccessControl(read.addFunctionUrl({ authType: FunctionUrlAuthType.AWS_IAM }), {
      originAccessControl,
      readTimeout: READ_TIMEOUT,
      connectionAttempts: 2,
      connectionTimeout: Duration.seconds(3),
    });
  }

  private acknowledge(domain: CustomDomain | undefined): void {
    const lowestTls = {
      id: 'AwsSolutions-CFR4',
      reason:
        'On its own cloudfront.net name a distribution’s lowest TLS version cannot be set; with a domain it is 1.2.',
    };
    Validations.of(this.distribution).acknowledge(
      { id: 'AwsSolutions-CFR1', reason: 'News is for readers in every country.' },
      {
        id: 'AwsSolutions-CFR2',
        reason:
          'A web ACL costs a fee for each request and would have to be in us-east-1; the public side takes GET only, the newsroom side is throttled. Attach one to the distribution where it is wanted.',
      },
      ...(domain ? [] : [lowestTls]),
    );
  }
}
