import fc from 'fast-check';
import { parseFeedDate } from '../../../bin/cli/dates/feed-date';
import { outcome } from '../../harness/server-process';

test.each([
  ['Mon, 04 Mar 2019 05:06:07 GMT', '2019-03-04T05:06:07Z'],
  ['Mon, 04 Mar 2019 05:06:07 -0800', '2019-03-04T13:06:07Z'],
  ['Monday, 4 March 2019 05:06:07 EST', '2019-03-04T10:06:07Z'],
  ['Tue, 04 Mar 2019 05:06 UT', '2019-03-04T05:06:00Z'],
  ['4 Mar 19 05:06:07 Z', '2019-03-04T05:06:07Z'],
  ['Mar 4, 2019', '2019-03-04T00:00:00Z'],
  ['2019-03-04', '2019-03-04T00:00:00Z'],
  ['2019-03-04T05:06:07', '2019-03-04T05:06:07Z'],
  ['2019-03-04T05:06:07.891+01:00', '2019-03-04T04:06:07Z'],
  ['2019-03-04 05:06:07', '2019-03-04T05:06:07Z'],
  ['2019-03-04 05:06:07 +0100', '2019-03-04T04:06:07Z'],
  ['Seg, 24 Set 2018 23:07:54 -0300', '2018-09-25T02:07:54Z'],
  ['mié, 05 dic 2018 10:00:00 +0100', '2018-12-05T09:00:00Z'],
  ['Di, 05 Mär 2019 10:00:00 +0100', '2019-03-05T09:00:00Z'],
  ['jeu, 11 juil. 2019 10:00:00 +0200', '2019-07-11T08:00:00Z'],
  ['4 мар 2019 10:00:00 +0300', undefined],
  ['yesterday', undefined],
  ['', undefined],
  ['31 Feb', undefined],
  ['12 Jan 2024 05:30 PM', '2024-01-12T17:30:00Z'],
  ['12 Jan 2024 12:30 a.m. EST', '2024-01-12T05:30:00Z'],
  ['January 12, 2024 at 5:30pm PDT', '2024-01-13T00:30:00Z'],
  ['12 Jan 2024 13:30 PM', undefined],
  ['Fri Jan 12 17:30:00 2024', '2024-01-12T17:30:00Z'],
  ['Fri Jan 12 2024 17:30:00 GMT+0100 (CET)', '2024-01-12T16:30:00Z'],
  ['2024-01-12 17:30:00.123 +0100 CET', '2024-01-12T16:30:00Z'],
  ['2024-01-15T10:00:00+01', '2024-01-15T09:00:00Z'],
  ['2024-01', '2024-01-01T00:00:00Z'],
  ['2013/7/13 20:46:25', '2013-07-13T20:46:25Z'],
  ['12 Jan 2024 10:00 CET', undefined],
  ['12 Jan 2024 10:00 (CET)', undefined],
  ['12 Jan 2024 10:00 AEST', undefined],
  ['2024-01-12T10:00:00 Europe/Berlin', undefined],
  ['12 Jan 2024 10:00 +0175', undefined],
  ['01-02-2024', undefined],
  ['15/01/2019', undefined],
  ['01/02/2024', undefined],
  ['31 Feb 2024', undefined],
  ['2023-02-29', undefined],
  ['2024-01-15T25:00:00Z', undefined],
  ['May, 2024', undefined],
  ['0019-01-01', undefined],
])('the date %j is %s', (date, expected) => {
  expect(parseFeedDate(date)).toBe(expected);
});

const two = (n: number) => String(n).padStart(2, '0');
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const HOURS = Object.entries({ GMT: 0, UT: 0, EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7 });

const zone = fc.oneof(
  fc.constantFrom(...HOURS).map(([name, hours]) => ({
    ahead: hours * 60,
    offset: `GMT${hours < 0 ? '-' : '+'}${two(Math.abs(hours))}00`,
    name,
  })),
  fc.integer({ min: -839, max: 839 }).map((ahead) => {
    const [hours, minutes] = [Math.floor(Math.abs(ahead) / 60), Math.abs(ahead) % 60].map(two);
    return {
      ahead,
      offset: `${ahead < 0 ? '-' : '+'}${hours}:${minutes}`,
      name: `${ahead < 0 ? '-' : '+'}${hours}${minutes}`,
    };
  }),
);
/** A date in some zone, and its instant. */
const zonedDate = fc
  .record({
    at: fc.integer({ min: Date.UTC(1970, 0, 2) / 1000, max: Date.UTC(2049, 11, 30) / 1000 }),
    zone,
    form: fc.nat({ max: 6 }),
  })
  .map(({ at, zone: { ahead, offset, name }, form }) => {
    const there = new Date((at + ahead * 60) * 1000);
    const [day, time] = there.toISOString().slice(0, 19).split('T');
    const [d, month, year] = [there.getUTCDate(), MONTHS[there.getUTCMonth()], there.getUTCFullYear()];
    const hour = there.getUTCHours();
    const half = `${hour % 12 || 12}:${time?.slice(3)} ${hour < 12 ? 'AM' : 'pm'}`;
    const text = [
      `${day}T${time}${offset}`,
      `${day} ${time} ${name}`,
      `Sun, ${two(d)} ${month} ${year} ${time} ${name}`,
      `${d}-${month}-${two(year % 100)} ${time} ${name}`,
      `${month} ${d}, ${year} ${half} ${name}`,
      `${d} ${month} ${year} ${half} ${name}`,
      `Sun ${month} ${two(d)} ${year} ${time} ${offset}`,
    ][form] as string;
    return { text, instant: new Date(at * 1000).toISOString().replace('.000', '') };
  });

test('a date in any zone becomes the right instant', () => {
  fc.assert(
    fc.property(zonedDate, ({ text, instant }) => expect(parseFeedDate(text)).toBe(instant)),
    { numRuns: 500 },
  );
});

test('a date is the same on a machine in any zone', async () => {
  const dates = [...fc.sample(zonedDate, 300), { text: '2019-03-04 05:06:07', instant: '2019-03-04T05:06:07Z' }];
  // Node takes another zone as soon as TZ is set.
  const script = `
    const { parseFeedDate } = require('./bin/cli/dates/feed-date.ts');
    const texts = ${JSON.stringify(dates.map(({ text }) => text))};
    const hourAndDates = (zone) => {
      process.env.TZ = zone;
      return [new Date(0).getHours(), texts.map(parseFeedDate)];
    };
    console.log(JSON.stringify(['America/New_York', 'UTC', 'Asia/Kolkata'].map(hourAndDates)));`;
  const { stdout, stderr } = await outcome([process.execPath, '--import', 'tsx', '-e', script]);
  expect(stderr).toBe('');
  const expected = dates.map(({ instant }) => instant);
  expect(JSON.parse(stdout)).toEqual([19, 0, 5].map((hour) => [hour, expected]));
});
