import { Match, type Template } from 'aws-cdk-lib/assertions';
import { BROWSER, PUBLIC_ROUTES, VIEWER_HOST } from '../../lambdas/http/routes';
import { passOn } from './edge-function';
import { HERALD, only, production, resourcesOf, synthesise } from './synthesis';

let template: Template;
let herald: Template;
beforeAll(() => {
  template = production();
  herald = synthesise({ herald: HERALD }).get('herald') as Template;
});

const distribution = (of = template) => only(of, 'AWS::CloudFront::Distribution').Properties.DistributionConfig;
const newsroom = () => {
  expect(distribution().CacheBehaviors).toHaveLength(1);
  return distribution().CacheBehaviors[0];
};
const originOf = ({ TargetOriginId }: { TargetOriginId: string }) =>
  distribution().Origins.find(({ Id }: { Id: string }) => Id === TargetOriginId);

describe('the public side', () => {
  test('is the read function’s URL, and CloudFront signs every request to it', () => {
    const { DomainName, OriginAccessControlId, CustomOriginConfig } = originOf(distribution().DefaultCacheBehavior);
    expect(JSON.stringify(DomainName)).toContain(only(template, 'AWS::Lambda::Url').id);
    expect(CustomOriginConfig).toMatchObject({ OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] });
    const access = only(template, 'AWS::CloudFront::OriginAccessControl');
    expect(OriginAccessControlId).toEqual({ 'Fn::GetAtt': [access.id, 'Id'] });
    expect(access.Properties.OriginAccessControlConfig).toMatchObject({
      OriginAccessControlOriginType: 'lambda',
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    });
  });

  test('is kept by path, the query that the viewer-request function leaves, the viewer’s host, whether it is a browser, and its codings; by nothing else', () => {
    const { id, Properties } = only(template, 'AWS::CloudFront::CachePolicy');
    expect(distribution().DefaultCacheBehavior).toMatchObject({ CachePolicyId: { Ref: id } });
    expect(distribution().DefaultCacheBehavior).not.toHaveProperty('OriginRequestPolicyId');
    expect(Properties.CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin).toEqual({
      QueryStringsConfig: { QueryStringBehavior: 'all' },
      HeadersConfig: { HeaderBehavior: 'whitelist', Headers: [VIEWER_HOST, BROWSER] },
      CookiesConfig: { CookieBehavior: 'none' },
      EnableAcceptEncodingGzip: true,
      EnableAcceptEncodingBrotli: true,
    });
  });

  test('is kept for as long as the functions say, and at most a day', () => {
    expect(only(template, 'AWS::CloudFront::CachePolicy').Properties.CachePolicyConfig).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 0,
      MaxTTL: 86_400,
    });
  });

  test('takes no method that changes anything, and sends readers to https', () => {
    expect(distribution().DefaultCacheBehavior).toMatchObject({
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS'],
      ViewerProtocolPolicy: 'redirect-to-https',
    });
  });

  test('keeps a refusal for as long as the function says and a fault for a second, and shows no page instead', () => {
    const kept = distribution().CustomErrorResponses as Record<string, number>[];
    const seconds = Object.fromEntries(
      kept.map(({ ErrorCode, ErrorCachingMinTTL }) => [ErrorCode, ErrorCachingMinTTL]),
    );
    // Every status for which there can be a rule, but for 416, which CloudFront never keeps. There can be none for 410.
    expect(seconds).toEqual({ 400: 0, 403: 0, 404: 0, 405: 0, 414: 0, 500: 1, 501: 1, 502: 1, 503: 1, 504: 1 });
    for (const rule of kept) expect(Object.keys(rule).sort()).toEqual(['ErrorCachingMinTTL', 'ErrorCode']);
  });
});

describe('the place of an answer in the cache', () => {
  /** The key of the cache policy for a request, after the viewer-request function. CloudFront adds the codings. */
  function keyOf(uri: string, sent: Record<string, string> = {}): string {
    const { ParametersInCacheKeyAndForwardedToOrigin: parameters } = only(template, 'AWS::CloudFront::CachePolicy')
      .Properties.CachePolicyConfig;
    expect(parameters.QueryStringsConfig.QueryStringBehavior).toBe('all');
    const values = Object.entries(sent).map(([name, value]) => [name, { value }]);
    const { uri: path, querystring, headers } = passOn(uri, 'utm_source=x', Object.fromEntries(values));
    const named = parameters.HeadersConfig.Headers.map((name: string) => `${name}: ${headers[name]?.value}`);
    return [path, querystring, ...named].join('\n');
  }
  const FEEDS = ['/rss.xml', '/sections/world/atom.xml', '/breaking/feed.json', '/podcast.xml'];
  const ALL = [
    ...FEEDS,
    '/',
    '/feeds',
    '/stories/one',
    '/stories/one/more',
    '/sections/world',
    '/api/stories',
    '/nowhere',
  ];

  test.each(ALL)('of %s is one for all reader software, whatever it sends', (uri) => {
    const one = keyOf(uri);
    const requests: Record<string, string>[] = [
      { accept: 'application/rss+xml, */*;q=0.1' },
      { accept: 'text/html' },
      { 'user-agent': 'Mozilla/5.0', accept: 'text/html' },
      { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors' },
      { 'sec-fetch-dest': 'iframe' },
      { [BROWSER]: '1' },
      { [BROWSER]: 'x', 'sec-fetch-dest': 'empty' },
    ];
    for (const sent of requests) expect(keyOf(uri, sent)).toBe(one);
  });

  test.each([...FEEDS, '/api/stories', '/nowhere'])('of %s is one more, for browsers that open it', (uri) => {
    const opened = keyOf(uri, { 'sec-fetch-dest': 'document' });
    expect(opened).not.toBe(keyOf(uri));
    for (const value of ['1', '2', ''])
      expect(keyOf(uri, { 'sec-fetch-dest': 'document', [BROWSER]: value })).toBe(opened);
  });

  const PAGES = Object.values(PUBLIC_ROUTES)
    .filter(({ kind }) => kind === 'page')
    .map(({ path }) =>
      path
        .replace(/:folder\{[^}]*\}+/, 'tags')
        .replace(/:direction\{[^}]*\}+/, 'next')
        .replace(/:\w+/g, 'one'),
    );

  test.each([...PAGES, '/stories/one/more'])('of the page %s is one for browsers and software', (uri) => {
    expect(keyOf(uri, { 'sec-fetch-dest': 'document' })).toBe(keyOf(uri));
  });
});

describe('the newsroom side', () => {
  test('is never kept, takes every method, and is passed Authorization and all else but Host', () => {
    expect(newsroom()).toMatchObject({
      PathPattern: '/newsroom/*',
      // AWS's own policies, by the ids in its documentation: CachingDisabled and AllViewerExceptHostHeader.
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    });
    expect([...newsroom().AllowedMethods].sort()).toEqual(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);
  });

  test('does not lead a token from http to https', () => {
    expect(newsroom().ViewerProtocolPolicy).toBe('https-only');
  });

  test('is an HTTP API that leads to the publish function and nowhere else', () => {
    expect(JSON.stringify(originOf(newsroom()).DomainName)).toContain(only(template, 'AWS::ApiGatewayV2::Api').id);
    expect(only(template, 'AWS::ApiGatewayV2::Route').Properties.RouteKey).toBe('ANY /newsroom/{proxy+}');
    const { PayloadFormatVersion, IntegrationUri } = only(template, 'AWS::ApiGatewayV2::Integration').Properties;
    expect(PayloadFormatVersion).toBe('2.0');
    expect(IntegrationUri['Fn::GetAtt'][0]).toMatch(/^FeedPublish/);
  });

  test('is throttled and logged, without headers, queries and paths', () => {
    const { DefaultRouteSettings, AccessLogSettings } = only(template, 'AWS::ApiGatewayV2::Stage').Properties;
    expect(DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 });
    const logged: string[] = Object.values(JSON.parse(AccessLogSettings.Format));
    expect(logged).toEqual(expect.arrayContaining(['$context.requestId', '$context.routeKey', '$context.status']));
    expect(logged.join()).not.toMatch(/header|query|authorizer|path/i);
  });
});

describe('both sides', () => {
  const behaviours = () => [distribution().DefaultCacheBehavior, newsroom()];

  test('go through the function that says which host the viewer asked', () => {
    const viewerRequest = only(template, 'AWS::CloudFront::Function');
    expect(viewerRequest.Properties.FunctionConfig.Runtime).toBe('cloudfront-js-2.0');
    for (const { FunctionAssociations } of behaviours()) {
      expect(FunctionAssociations).toEqual([
        { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': [viewerRequest.id, 'FunctionARN'] } },
      ]);
    }
  });

  test('are compressed once, by the functions', () => {
    for (const { Compress } of behaviours()) expect(Compress).toBe(false);
  });

  test('have security headers, and the policy of a 304 leaves a kept page its styles and media', () => {
    const { id, Properties } = only(template, 'AWS::CloudFront::ResponseHeadersPolicy');
    for (const { ResponseHeadersPolicyId } of behaviours()) expect(ResponseHeadersPolicyId).toEqual({ Ref: id });
    expect(Properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig).toEqual({
      StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: false, Override: true },
      ContentTypeOptions: { Override: true },
      ReferrerPolicy: { ReferrerPolicy: 'strict-origin-when-cross-origin', Override: false },
      ContentSecurityPolicy: {
        ContentSecurityPolicy:
          "script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        Override: false,
      },
    });
  });

  test('speak HTTP/2 and HTTP/3, and IPv6', () => {
    expect(distribution()).toMatchObject({ HttpVersion: 'http2and3', IPV6Enabled: true });
  });
});

describe('the access log', () => {
  test('is private, encrypted, reached by TLS only, open to CloudFront’s delivery, and gone after a month', () => {
    const bucket = only(template, 'AWS::S3::Bucket');
    expect(distribution().Logging.Bucket).toEqual({ 'Fn::GetAtt': [bucket.id, 'RegionalDomainName'] });
    expect(bucket.Properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] },
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 30, Status: 'Enabled' }] },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: [Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
      },
    });
  });
});

describe('a domain', () => {
  test('is the distribution’s name, with its certificate and TLS 1.2 or newer', () => {
    expect(distribution(herald)).toMatchObject({
      Aliases: ['news.herald.example'],
      ViewerCertificate: {
        AcmCertificateArn: HERALD.certificateArn,
        MinimumProtocolVersion: 'TLSv1.2_2021',
        SslSupportMethod: 'sni-only',
      },
    });
    herald.hasOutput('Url', { Value: 'https://news.herald.example' });
  });

  test('leads to the distribution by IPv4 and IPv6 where its zone is given', () => {
    const records = resourcesOf(herald, 'AWS::Route53::RecordSet').map(({ Properties }) => Properties);
    expect(records.map(({ Type }) => Type).sort()).toEqual(['A', 'AAAA']);
    for (const record of records) {
      expect(record).toMatchObject({
        Name: 'news.herald.example.',
        HostedZoneId: HERALD.hostedZoneId,
        AliasTarget: { DNSName: { 'Fn::GetAtt': [only(herald, 'AWS::CloudFront::Distribution').id, 'DomainName'] } },
      });
    }
  });

  test('leads nowhere of its own accord without one', () => {
    const { hostedZoneId, ...elsewhere } = HERALD;
    const stage = synthesise({ herald: elsewhere }).get('herald') as Template;
    expect(distribution(stage).Aliases).toEqual(['news.herald.example']);
    stage.resourceCountIs('AWS::Route53::RecordSet', 0);
  });
});
