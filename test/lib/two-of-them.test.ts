import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { NewsFeed, type NewsFeedProps } from '../../lib/news-feed';
import { HERALD, only, type Resource, resources, resourcesOf, synthesise } from './synthesis';

const NAME = /^(Name|\w+Name)$/;
/** These have to have a name, and CloudFront is one for the whole account, whatever the region. */
const NAMED = [
  'AWS::CloudFront::CachePolicy',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudFront::ResponseHeadersPolicy',
];

/** The names of these resources, as CloudFormation would write them. */
const namesOf = (template: Template): string[] =>
  resources(template)
    .filter(({ Type }) => NAMED.includes(Type))
    .map(({ Type, Properties }) => {
      const { Name } = Properties.Name ? Properties : (Object.values(Properties)[0] as { Name: unknown });
      return `${Type} ${JSON.stringify(Name)}`;
    });

describe('a second stage', () => {
  const stages = synthesise({ production: {}, staging: {} });
  const [production, staging] = [...stages.values()] as [Template, Template];

  test('collides with nothing: what needs no name has none', () => {
    const namesIn = ({ Type, Properties }: Resource): string[] =>
      Object.entries(Properties ?? {})
        .filter(([property, value]) => NAME.test(property) && typeof value === 'string')
        // An inline policy's name is its role's own; an API's is for people.
        .filter(
          ([property]) =>
            !['AWS::IAM::Policy PolicyName', 'AWS::ApiGatewayV2::Api Name'].includes(`${Type} ${property}`),
        )
        .filter(([property, value]) => `${property} ${value}` !== 'StageName $default')
        .filter(([property]) => !(Type === 'AWS::CloudWatch::Alarm' && property === 'MetricName'))
        .map(([property, value]) => `${Type} ${property} ${value}`);
    expect(resources(staging).flatMap(namesIn)).toEqual([]);
  });

  test('collides with nothing: what needs a name has one of its stage’s and region’s own', () => {
    expect(namesOf(production)).toHaveLength(NAMED.length);
    for (const name of namesOf(production)) {
      expect(name).toContain('{"Ref":"AWS::Region"}');
      expect(namesOf(staging)).not.toContain(name);
    }
  });

  test('is the same but for its name', () => {
    const ids = (template: Template) =>
      resources(template)
        .map(({ Type, id }) => `${Type} ${id}`)
        .filter((line) => !line.startsWith('AWS::Lambda::Permission'));
    expect(ids(staging)).toEqual(ids(production));
  });
});

describe('NewsFeed in an app of somebody else’s', () => {
  const feedIn = (stack: Stack, id: string, props?: NewsFeedProps) => new NewsFeed(stack, id, props);
  // None of our feature flags.
  const app = () =>
    new App({
      context: { 'aws:cdk:bundling-stacks': [] },
      builtinCloudFormationValidation: false,
      analyticsReporting: false,
    });

  test('asks for nothing', () => {
    const stack = new Stack(app(), 'TheirStack', { env: { account: '111122223333', region: 'eu-west-1' } });
    const { url } = feedIn(stack, 'Feed');
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::CloudFront::Distribution', 1);
    expect(JSON.stringify(stack.resolve(url))).toContain('DomainName');
    expect(only(template, 'AWS::DynamoDB::Table')).toMatchObject({ DeletionPolicy: 'Retain' });
  });

  test('is there twice in one stack, and shares nothing', () => {
    const stack = new Stack(app(), 'TheirStack');
    feedIn(stack, 'News', HERALD);
    feedIn(stack, 'Sport');
    const template = Template.fromStack(stack);
    expect(new Set(namesOf(template)).size).toBe(2 * NAMED.length);
    const services = resourcesOf(template, 'AWS::Lambda::Function').flatMap(
      ({ Properties }) => Properties.Environment.Variables.POWERTOOLS_SERVICE_NAME ?? [],
    );
    expect(services).toEqual(['TheirStack/News', 'TheirStack/Sport']);
  });

  test('is called by its stack’s name, also where two stacks have one id', () => {
    const namesInStack = (stackName: string) => {
      const stack = new Stack(app(), 'TheirStack', { stackName });
      feedIn(stack, 'Feed');
      return namesOf(Template.fromStack(stack));
    };
    const [one, other] = [namesInStack('news-test'), namesInStack('news-live')];
    for (const name of one) expect(other).not.toContain(name);
  });

  test('gives its functions the language in its canonical form', () => {
    const stack = new Stack(app(), 'TheirStack');
    feedIn(stack, 'Feed', { language: 'iw' });
    const languages = resourcesOf(Template.fromStack(stack), 'AWS::Lambda::Function').flatMap(
      ({ Properties }) => Properties.Environment?.Variables.BULLETIN_LANGUAGE ?? [],
    );
    expect(languages).toEqual(['he', 'he']);
  });

  test.each<[string, NewsFeedProps, string]>([
    [
      'a certificate of another region',
      { ...HERALD, certificateArn: HERALD.certificateArn.replace('us-east-1', 'eu-west-1') },
      'certificateArn names a certificate in eu-west-1: CloudFront takes them from us-east-1 only',
    ],
    [
      'what is no certificate',
      { ...HERALD, certificateArn: 'arn:aws:iam::111122223333:server-certificate/a' },
      'certificateArn must be arn:aws:acm:us-east-1:',
    ],
    ['a domain without a certificate', { domain: 'news.example' }, 'domain and certificateArn come together'],
    [
      'a language that IANA lacks',
      { language: 'english' },
      "language english: IANA's registry has no language english: write en",
    ],
    [
      'a license that is no web address',
      { license: 'CC BY 4.0' },
      'license CC BY 4.0: give the web address of the license',
    ],
    [
      'a time zone that IANA lacks',
      { timeZone: '+01:00' },
      'timeZone +01:00: give a name of the IANA time zone database, such as Europe/Berlin',
    ],
    ['a zone without a domain', { hostedZoneId: 'Z0123456789ABCDEFGHIJ' }, 'domain and certificateArn come together'],
  ])('refuses %s', (_, props, message) => {
    expect(() => feedIn(new Stack(app(), 'TheirStack'), 'Feed', props)).toThrow(message);
  });
});
