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
