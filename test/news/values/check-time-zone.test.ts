import { checkTimeZone } from '../../../lambdas/news/values/check-time-zone';

test.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Asia/Kolkata', 'Etc/GMT+5', 'europe/berlin'])(
  '%s is a time zone',
  (name) => expect(checkTimeZone(name)).toEqual({}),
);

test.each(['', 'Berlin', 'CEST', '+01:00', '-0500', 'Europe/Berlin ', 'GMT+1', 'Europe/', 'Mars/Olympus_Mons'])(
  '%p is none',
  (name) =>
    expect(checkTimeZone(name).problem).toBe('give a name of the IANA time zone database, such as Europe/Berlin'),
);

test.each(['BST', 'IST', 'PST', 'ist', 'ACT', 'SystemV/PST8', 'US/Pacific-New'])(
  '%s is a name of ICU that IANA lacks, and mostly another zone than the one that was meant',
  (name) => expect(checkTimeZone(name).problem).toContain('IANA'),
);

test.each([
  'CET',
  'EET',
  'EST',
  'GMT',
  'HST',
  'MET',
  'MST',
  'PRC',
  'ROC',
  'ROK',
  'UCT',
  'utc',
  'WET',
  'EST5EDT',
  'NZ',
  'W-SU',
])('%s is one of IANA', (name) => expect(checkTimeZone(name)).toEqual({}));
