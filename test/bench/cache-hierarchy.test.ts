import { chance } from '../../bench/harness/stories';
import { type Crowd, type Hierarchy, simulated } from '../../bench/simulation/cache-hierarchy';

const CDN: Hierarchy = { edges: 20, regions: 4, fresh: 30, stale: 30, latency: 0.05, collapses: true };
const CROWD: Crowd = { rate: 100, seconds: 150, skew: 0 };
const passed = (hierarchy: Partial<Hierarchy> = {}, crowd: Partial<Crowd> = {}) =>
  simulated({ ...CDN, ...hierarchy }, { ...CROWD, ...crowd }, chance(1));

test('the origin is asked once a lifetime for each regional cache, however many readers there are', () => {
  const few = passed();
  const many = passed({}, { rate: 1_000 });
  expect(many.requests).toBeGreaterThan(9 * few.requests);
  for (const { toOrigin } of [few, many]) {
    expect(toOrigin).toBeGreaterThanOrEqual(4 * 4);
    expect(toOrigin).toBeLessThanOrEqual(4 * 6);
  }
});

test('without regional caches every edge asks the origin, and with none at all every reader does', () => {
  expect(passed({ regions: 0 }).toOrigin).toBeGreaterThanOrEqual(20 * 4);
  const uncached = passed({ fresh: 0, stale: 0, collapses: false });
  expect(uncached.toOrigin).toBe(uncached.requests);
});

test('while an answer is fetched others wait for it; without that all of them are passed on', () => {
  const slow = { edges: 1, regions: 1, latency: 1, stale: 0 };
  expect(passed({ ...slow, collapses: true }, { seconds: 0.9 }).toOrigin).toBe(1);
  const flood = passed({ ...slow, collapses: false }, { seconds: 0.9 });
  expect(flood.toOrigin).toBe(flood.requests);
  expect(flood.originPeak).toBe(flood.requests);
});

test('no reader gets an answer that is older than fresh and stale together', () => {
  expect(passed().oldest).toBeLessThan(60);
  expect(passed({ stale: 0 }).oldest).toBeLessThanOrEqual(30);
  // Where somebody always asks, what is stale is given only while the newer one is on its way.
  expect(passed({ edges: 4 }, { rate: 1_000 }).oldest).toBeLessThan(31);
});

test('readers gather at few places where they are skewed, and one seed gives one result', () => {
  expect(passed({}, { skew: 1, rate: 2 }).toRegions).toBeLessThan(passed({}, { rate: 2 }).toRegions);
  expect(passed()).toEqual(passed());
});
