import { parseStages } from '../../lib/stages';
import { context, HERALD } from './synthesis';

test('a stage of which nothing is said is a stage', () => {
  expect(parseStages({ production: {} })).toEqual(new Map([['production', {}]]));
  expect(parseStages(context.stages).size).toBeGreaterThan(0);
});

test('all that can be said of a stage is taken', () => {
  expect(parseStages({ herald: HERALD }).get('herald')).toEqual(HERALD);
});

test('cdk -c gives the stages as JSON', () => {
  expect(parseStages('{"trial":{"title":"Trial"}}')).toEqual(new Map([['trial', { title: 'Trial' }]]));
  expect(() => parseStages('trial')).toThrow('cdk -c stages=… takes JSON on one line');
});

test('every wrong setting is named', () => {
  const parse = () =>
    parseStages({
      production: {
        tittle: 'Herald',
        breakingFor: '4h',
        language: 'en-UK',
        timeZone: 'London',
        copyright: '',
        license: 'CC BY 4.0',
        domain: 'https://news.example/',
        certificateArn: HERALD.certificateArn.replace('us-east-1', 'eu-west-1'),
        hostedZoneId: 'news.example',
        alarmEmail: 'desk',
      },
    });
  expect(parse).toThrow(/^cdk\.json: /);
  for (const problem of [
    'breakingFor: ',
    "language: IANA's registry has no region UK: write en-GB for British English",
    'timeZone: give a name of the IANA time zone database, such as Europe/Berlin',
    'copyright: ',
    'license: give the web address of the license, such as https://news.example/license',
    'domain: must be a host in lower case, such as news.example',
    'certificateArn: names a certificate in eu-west-1: CloudFront takes them from us-east-1 only, whatever the region',
    'hostedZoneId: must be the id of a Route 53 zone, Z…',
    'alarmEmail: ',
  ]) {
    expect(parse).toThrow(`stages.production.${problem}`);
  }
  expect(parse).toThrow('stages.production: Unrecognized key: "tittle"');
});

test.each([
  [{ domain: HERALD.domain }],
  [{ certificateArn: HERALD.certificateArn }],
  [{ hostedZoneId: HERALD.hostedZoneId }],
])('%p lacks what belongs to it', (stage) => {
  expect(() => parseStages({ production: stage })).toThrow(
    'stages.production: domain and certificateArn come together, and hostedZoneId with them',
  );
});

test('a missing list of stages is named', () => {
  expect(() => parseStages(undefined)).toThrow('cdk.json: stages: ');
});
