import { before, isInHistory, parsePeriod, periodAround, periodsBetween } from '../../../lambdas/news/values/period';

test.each([
  ['2026', '2026-01-01T00:00:00Z', '2026-12-31T23:59:59Z'],
  ['2026-11', '2026-11-01T00:00:00Z', '2026-11-30T23:59:59Z'],
  ['2026-12', '2026-12-01T00:00:00Z', '2026-12-31T23:59:59Z'],
  ['2024-02', '2024-02-01T00:00:00Z', '2024-02-29T23:59:59Z'],
  ['2024-02-29', '2024-02-29T00:00:00Z', '2024-02-29T23:59:59Z'],
  ['2026-12-31', '2026-12-31T00:00:00Z', '2026-12-31T23:59:59Z'],
  ['1900-01-01', '1900-01-01T00:00:00Z', '1900-01-01T23:59:59Z'],
])('%s goes from %s to %s', (name, begin, end) => {
  expect(parsePeriod(name)).toEqual({ name, begin, end });
});

test.each([
  '2026-13',
  '2026-00',
  '2026-02-30',
  '2023-02-29',
  '2026-11-31',
  '1899-12',
  '1899-12-31',
  '0000-01',
  '2026-1',
  '2026-11-22T',
  '',
])('%j is no period', (name) => {
  expect(parsePeriod(name)).toBeUndefined();
});

test('a moment lies in one year, one month and one day', () => {
  const at = '2026-11-22T20:00:00Z';
  expect((['year', 'month', 'day'] as const).map((unit) => periodAround(at, unit))).toEqual(
    ['2026', '2026-11', '2026-11-22'].map(parsePeriod),
  );
});

test('the periods between two moments come newest first, with both ends', () => {
  const names = (...range: Parameters<typeof periodsBetween>) => periodsBetween(...range).map(({ name }) => name);
  expect(names('2023-11-30T23:59:59Z', '2024-02-01T00:00:00Z', 'month')).toEqual([
    '2024-02',
    '2024-01',
    '2023-12',
    '2023-11',
  ]);
  expect(names('2024-02-28T12:00:00Z', '2024-03-01T00:00:00Z', 'day')).toEqual([
    '2024-03-01',
    '2024-02-29',
    '2024-02-28',
  ]);
  expect(names('2024-02-28T12:00:00Z', '2024-02-27T00:00:00Z', 'day')).toEqual([]);
});

test('before a period is the last second of the one below', () => {
  expect(before(periodAround('2024-03-09T00:00:00Z', 'month'))).toBe('2024-02-29T23:59:59Z');
});

test('a moment is in history from 1900 on, if a calendar and a clock have it', () => {
  expect(isInHistory('1900-01-01T00:00:00Z')).toBe(true);
  for (const at of ['1899-12-31T23:59:59Z', '2026-02-30T00:00:00Z', '2026-02-28T24:00:00Z', 'x'])
    expect(isInHistory(at)).toBe(false);
});
