import fc from 'fast-check';
import { beginOfDay, formatInZone, readLocalTime } from '../../../bin/cli/dates/local-time';

const local = (text: string): number => Date.parse(`${text}Z`);
const iso = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString());

test.each([
  ['Europe/Berlin', '2026-11-22T09:00', '2026-11-22T08:00:00.000Z'],
  ['Europe/Berlin', '2026-07-01T09:00', '2026-07-01T07:00:00.000Z'],
  ['UTC', '2026-11-22T09:00', '2026-11-22T09:00:00.000Z'],
  ['Asia/Kathmandu', '2026-11-22T09:00', '2026-11-22T03:15:00.000Z'],
  ['America/New_York', '2026-11-01T00:59', '2026-11-01T04:59:00.000Z'],
  ['Pacific/Kiritimati', '2026-11-22T09:00', '2026-11-21T19:00:00.000Z'],
  ['Asia/Kolkata', '1901-01-01T00:00', '1900-12-31T18:38:50.000Z'],
])('in %s, %s is %s', (zone, text, expected) => {
  expect(readLocalTime(local(text), zone).moments.map(iso)).toEqual([expected]);
});

test.each([
  ['Europe/Berlin', '2026-10-25T02:30', 2, ['2026-10-25T02:30:00+02:00', '2026-10-25T02:30:00+01:00']],
  ['Europe/Berlin', '2026-03-29T02:30', 0, ['2026-03-29T02:30:00+01:00', '2026-03-29T02:30:00+02:00']],
  ['America/New_York', '2026-11-01T01:00', 2, ['2026-11-01T01:00:00-04:00', '2026-11-01T01:00:00-05:00']],
  ['Australia/Lord_Howe', '2026-10-04T02:15', 0, ['2026-10-04T02:15:00+10:30', '2026-10-04T02:15:00+11:00']],
])('in %s, %s has %i moments', (zone, text, count, readings) => {
  const read = readLocalTime(local(text), zone);
  expect([read.moments.length, read.readings]).toEqual([count, readings]);
});

test.each([
  ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
  // Clocks went forward at midnight: the day began at 01:00.
  ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z'],
  // Clocks went back at midnight, to 23:00 of the day before.
  ['America/Sao_Paulo', '2018-02-18', '2018-02-18T03:00:00.000Z'],
  // Cuba goes back at 01:00, so that midnight comes twice.
  ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z'],
  // Samoa moved over the date line.
  ['Pacific/Apia', '2011-12-30', undefined],
])('in %s, %s begins at %s', (zone, day, expected) => {
  expect(iso(beginOfDay(local(`${day}T00:00`), zone))).toBe(expected);
});

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
];

test('each moment is among the readings of its own local time', () => {
  const moment = fc.integer({ min: Date.parse('1980-01-01') / 1000, max: Date.parse('2040-01-01') / 1000 });
  fc.assert(
    fc.property(moment, fc.constantFrom(...ZONES), (seconds, zone) => {
      const at = seconds * 1000;
      const written = formatInZone(at, zone);
      expect(Date.parse(written)).toBe(at);
      expect(readLocalTime(local(written.slice(0, 19)), zone).moments).toContain(at);
    }),
    { numRuns: 1_000 },
  );
});
