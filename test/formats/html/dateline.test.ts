import { longDate, longPeriod, timeSpan } from '../../../lambdas/formats/html/dateline';
import { PageReader } from '../page-reader';

test.each([
  ['2013-06-03T20:00:00Z', '3 June 2013, 20:00 UTC'],
  ['2024-02-29T00:05:59Z', '29 February 2024, 00:05 UTC'],
  ['1999-12-31T23:59:59Z', '31 December 1999, 23:59 UTC'],
  ['2000-01-01T00:00:00Z', '1 January 2000, 00:00 UTC'],
])('%s is written %s', (at, text) => {
  expect(longDate(at)).toBe(text);
});

test('every month has its name', () => {
  const names = Array.from({ length: 12 }, (_, i) => longDate(`2013-${String(i + 1).padStart(2, '0')}-01T00:00:00Z`));
  // Intl's names, which the page does not use.
  const name = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });
  expect(names.map((text) => text.split(' ')[1])).toEqual(
    names.map((_, i) => name.format(new Date(Date.UTC(2013, i)))),
  );
});

test('a month and a day have their names', () => {
  expect(longPeriod('2013-06')).toBe('June 2013');
  expect(longPeriod('2013-06-03')).toBe('3 June 2013');
});

test.each([
  ['2013-06-03T20:00:00Z', '2013-06-05T08:00:00Z', '3 June 2013 to 5 June 2013', ['2013-06-03', '2013-06-05']],
  [
    '2013-06-03T08:00:00Z',
    '2013-06-03T20:05:00Z',
    '3 June 2013, 08:00 to 20:05 UTC',
    ['2013-06-03T08:00:00Z', '2013-06-03T20:05:00Z'],
  ],
  ['2013-06-03T08:00:00Z', '2013-06-03T08:00:00Z', '3 June 2013, 08:00 UTC', ['2013-06-03T08:00:00Z']],
])('the span from %s to %s is %s', (first, last, text, times) => {
  const page = new PageReader(String(timeSpan(first, last)));
  expect(page.texts('body')).toEqual([text]);
  expect(page.values('datetime', 'time')).toEqual(times);
});
