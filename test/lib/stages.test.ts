import { parseStages } from '../../lib/stages';

test('a stage of which nothing is said is whole', () => {
  expect(parseStages({ production: {} }).get('production')).toEqual({
    title: 'Bulletin',
    description: 'The latest stories',
    language: 'en',
    breakingFor: 'PT4H',
    withdrawnFor: 'P30D',
  });
});

test('every wrong setting is named', () => {
  const parse = () => parseStages({ production: { tittle: 'Herald', url: 'http://news.example/', breakingFor: '4h' } });
  expect(parse).toThrow(/^cdk\.json: /);
  expect(parse).toThrow('stages.production.url: must be https://… without a path');
  expect(parse).toThrow('stages.production.breakingFor: ');
  expect(parse).toThrow('stages.production: Unrecognized key: "tittle"');
});

test('a missing list of stages is named', () => {
  expect(() => parseStages(undefined)).toThrow('cdk.json: stages: ');
});
