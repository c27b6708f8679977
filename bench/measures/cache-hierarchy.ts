import { BREAKING_LIFETIME, LIFETIME } from '../../lambdas/serving/validators';
import { hold, type Measure, type Row } from '../harness/measure';
import { chance } from '../harness/stories';
import { type Crowd, type Hierarchy, simulated } from '../simulation/cache-hierarchy';

/**
 * CloudFront as docs/scale.md has it: more than 600 places near readers, and 13 regional caches ("How CloudFront works with
 * regional edge caches", 2026-11).
 */
const CLOUDFRONT: Hierarchy = {
  edges: 600,
  regions: 13,
  fresh: LIFETIME.sMaxAge,
  stale: LIFETIME.staleWhileRevalidate,
  latency: 0.05,
  collapses: true,
};
const BREAKING: Hierarchy = { ...CLOUDFRONT, fresh: BREAKING_LIFETIME.sMaxAge };

/** 100 million a day are 1,157 a second; the busiest hour has three times as many. */
const BUSY_HOUR: Crowd = { rate: 3_472, seconds: 600, skew: 1 };
/** 10 million in ten minutes. */
const RUSH: Crowd = { rate: 16_667, seconds: 600, skew: 1 };

const SCENES: readonly (readonly [what: string, hierarchy: Hierarchy, crowd: Crowd])[] = [
  ['a front page with 100 million polls a day, its busiest hour', CLOUDFRONT, BUSY_HOUR],
  ['a breaking story, 10 million readers in ten minutes', BREAKING, RUSH],
  ['the same, when the origin takes 2 seconds', { ...BREAKING, latency: 2 }, RUSH],
  ['the same, without regional caches', { ...BREAKING, regions: 0 }, RUSH],
  ['the same, when requests do not wait for each other', { ...BREAKING, collapses: false }, RUSH],
  [
    'the same, when they do not wait and the origin takes 2 seconds',
    { ...BREAKING, collapses: false, latency: 2 },
    RUSH,
  ],
];

/** What is left of a crowd at the origin, for one address in one coding: a simulation, request by request. */
export const cacheHierarchy: Measure = async ({ quick }) => {
  const rows = SCENES.map(([what, hierarchy, crowd]): Row => {
    const seconds = quick ? 60 : crowd.seconds;
    const { requests, toRegions, toOrigin, originPeak, oldest } = simulated(
      hierarchy,
      { ...crowd, seconds },
      chance(7),
    );
    const bound = hierarchy.regions * (Math.ceil(seconds / hierarchy.fresh) + 1);
    if (hierarchy.collapses && hierarchy.regions > 0)
      hold(`requests at the origin within ${bound}`, toOrigin <= bound, true);
    return {
      what: `simulated: ${what}`,
      yardstick: `${Math.round(crowd.rate).toLocaleString('en')} requests a second at ${hierarchy.edges} edges`,
      measured: `${(toOrigin / seconds).toFixed(2)} a second at the origin`,
      figures: `${requests.toLocaleString('en')} requests, ${toRegions.toLocaleString('en')} past the edges, ${toOrigin.toLocaleString('en')} at the origin, at most ${originPeak.toLocaleString('en')} in one second; the oldest answer ${oldest.toFixed(1)} s`,
    };
  });
  return { rows };
};
