import { parseDuration } from '../../../lambdas/news/values/duration';

test.each([
  ['PT4H', 14_400],
  ['P30D', 2_592_000],
  ['PT2H30M', 9_000],
  ['P1DT12H', 129_600],
  ['P2W', 1_209_600],
  ['PT90S', 90],
  ['P3653D', 315_619_200],
])('%s is %i seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each(
  [
    ...[
      '',
      'P',
      'PT',
      'P1',
      'P1DT',
      '4H',
      'PT0S',
      'P0D',
      'P1Y',
      'P1M',
      'PT1.5H',
      '-PT4H',
      'PT4h',
      ' PT4H',
      'PT4H\n',
      'PT1M1H',
    ],
    ...['P3654D', 'PT999999999H', `P${'9'.repeat(100_000)}D`],
  ].map((text) => [text.slice(0, 20), text]),
)('%j is not a duration', (_, text) => {
  expect(parseDuration(text)).toBeUndefined();
});
