import fc from 'fast-check';
import { LIFETIME } from '../../lambdas/http/representation';
import type { Head } from '../../lambdas/news/feed/head';
import { epoch, type Instant, plusSeconds } from '../../lambdas/news/values/instant';
import { stateOf, validators } from '../../lambdas/serving/etag';
import { BREAKING_LIFETIME, lifetimes } from '../../lambdas/serving/lifetimes';
import { NOON } from '../news/sample-story';

const noon = (seconds: number): Instant => plusSeconds(NOON, seconds);
const form = { name: 'rss', hash: 'abcdefgh' };
const head: Head = {
  writeCount: 7,
  version: 'version',
  changedAt: noon(-100),
  moments: [-50, 40, 90].map((seconds) => ({ at: noon(seconds), idHash: 'a' })),
};

describe('the ETag', () => {
  const etag = (fields: Partial<Head> = {}, now = NOON, other = {}) =>
    validators({ ...head, ...fields }, now, { ...form, ...other }).etag;

  test('is weak, and made of version, last moment, form and hash', () => {
    const moment = (epoch(noon(-50)) / 1000).toString(36);
    expect(etag()).toBe(`W/"version.${moment}.rss.abcdefgh"`);
    expect(etag({ moments: [] })).toBe('W/"version.0.rss.abcdefgh"');
  });

  test('changes with each of them', () => {
    const moved = [
      etag({ version: 'other' }),
      etag({}, noon(40)),
      etag({}, NOON, { name: 'atom' }),
      etag({}, NOON, { hash: 'x' }),
    ];
    expect(new Set([etag(), ...moved]).size).toBe(5);
  });

  test('stays until the second of the next moment, and through writes that readers do not see', () => {
    expect(etag({}, noon(39))).toBe(etag());
    expect(etag({ writeCount: 8, changedAt: noon(-100) })).toBe(etag());
    expect(etag({ moments: [...head.moments, { at: noon(200), idHash: 'b' }] })).toBe(etag());
  });

  test('names its state', () => {
    expect(stateOf(etag())).toEqual({ version: 'version', passed: noon(-50) });
    expect(stateOf(etag({ moments: [] }).slice(2))).toEqual({ version: 'version' });
    for (const other of ['', '"version"', '"a.b.c', 'version.0.rss.abc']) expect(stateOf(other)).toBeUndefined();
  });
});

describe('Last-Modified', () => {
  const lastModifiedOf = (fields: Partial<Head>, now: Instant) =>
    validators({ ...head, ...fields }, now, form).lastModified;

  test('is the later of the last visible write and the last moment that passed', () => {
    expect(lastModifiedOf({}, NOON)).toBe(epoch(noon(-50)));
    expect(lastModifiedOf({ changedAt: noon(-20) }, NOON)).toBe(epoch(noon(-20)));
    expect(lastModifiedOf({ moments: [] }, NOON)).toBe(epoch(noon(-100)));
  });

  test('is left out before its second is over', () => {
    expect(lastModifiedOf({ changedAt: NOON }, NOON)).toBeUndefined();
    expect(lastModifiedOf({ changedAt: NOON }, noon(1))).toBe(epoch(NOON));
    expect(lastModifiedOf({}, noon(40))).toBeUndefined();
    expect(lastModifiedOf({}, noon(41))).toBe(epoch(noon(40)));
    expect(lastModifiedOf({ changedAt: noon(30) }, NOON)).toBeUndefined();
  });
});

describe('lifetimes', () => {
  const lifetimesFor = (seconds?: number, breaking = false) =>
    lifetimes(
      { ...head, moments: seconds === undefined ? [] : [{ at: noon(seconds), idHash: 'a' }] },
      NOON,
      breaking ? BREAKING_LIFETIME : LIFETIME,
    );

  test('are the full ones without a coming moment', () => {
    expect(lifetimesFor()).toEqual({ maxAge: 60, sMaxAge: 30, staleWhileRevalidate: 30, staleIfError: 600 });
    expect(lifetimesFor(undefined, true)).toMatchObject({ maxAge: 60, sMaxAge: 10 });
    expect(lifetimesFor(90)).toEqual(lifetimesFor());
  });

  test.each([
    [59, { maxAge: 59, sMaxAge: 30 }],
    [45, { maxAge: 45, sMaxAge: 30 }],
    [20, { maxAge: 20, sMaxAge: 20 }],
    [1, { maxAge: 1, sMaxAge: 1 }],
  ])('end at a moment in %i s', (seconds, expected) => {
    expect(lifetimesFor(seconds)).toMatchObject(expected);
  });

  test('end with the list of moments', () => {
    expect(lifetimes({ ...head, moments: [], momentsUntil: noon(7) }, NOON, LIFETIME)).toMatchObject({
      maxAge: 7,
      sMaxAge: 7,
    });
  });

  test('never reach past the next moment of change', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.boolean(), (seconds, breaking) => {
        const { maxAge, sMaxAge, staleWhileRevalidate } = lifetimesFor(seconds, breaking);
        // RFC 5861 §3: stale-while-revalidate begins at the end of the lifetime, in a browser and in a CDN.
        for (const fresh of [maxAge, sMaxAge]) expect(fresh + staleWhileRevalidate).toBeLessThanOrEqual(seconds);
        expect(maxAge).toBeLessThanOrEqual(Math.min(seconds, LIFETIME.maxAge));
        expect(Math.min(maxAge, sMaxAge)).toBeGreaterThan(0);
        expect(staleWhileRevalidate).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
