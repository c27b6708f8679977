/** A CDN of two tiers before one origin: places near readers, each of which asks its regional cache, which asks the origin. */
export interface Hierarchy {
  /** Places near readers. */
  readonly edges: number;
  /** Regional caches; 0 where every edge asks the origin itself. */
  readonly regions: number;
  /** Seconds for which an answer is fresh (`s-maxage`), counted from when the origin gave it. */
  readonly fresh: number;
  /** Seconds after that in which it is still given while a newer one is fetched. */
  readonly stale: number;
  /** Seconds that the origin takes to answer. */
  readonly latency: number;
  /** Whether requests for what is being fetched wait for it ("request collapsing"), or are passed on. */
  readonly collapses: boolean;
}

export interface Crowd {
  /** Requests a second, all of them together, for one address in one coding. */
  readonly rate: number;
  readonly seconds: number;
  /** The share of a place falls with its rank to this power (Zipf): 0 spreads readers evenly. */
  readonly skew: number;
}

export interface Passed {
  readonly requests: number;
  /** How many of them left an edge. */
  readonly toRegions: number;
  readonly toOrigin: number;
  /** The most that reached the origin within one second. */
  readonly originPeak: number;
  /** How old, in seconds, the oldest answer was that a reader got. */
  readonly oldest: number;
}

/** An answer: when the origin gave it, and when it is here. */
interface Copy {
  readonly from: number;
  readonly arrives: number;
}

interface Cache {
  copy?: Copy;
  /** What is being fetched. */
  coming?: Copy;
}

/**
 * What reaches the origin when a crowd asks for one document, request by request (Poisson arrivals). All caches are empty at
 * first. `random` gives 0 ≤ n < 1.
 */
export function simulated(hierarchy: Hierarchy, { rate, seconds, skew }: Crowd, random: () => number): Passed {
  const { edges, regions, fresh, stale, latency, collapses } = hierarchy;
  const atEdges = Array.from({ length: edges }, (): Cache => ({}));
  const inRegions = Array.from({ length: regions }, (): Cache => ({}));
  const shares = cumulative(Array.from({ length: edges }, (_, rank) => 1 / (rank + 1) ** skew));
  const bySecond: number[] = [];
  const passed = { requests: 0, toRegions: 0, toOrigin: 0, oldest: 0 };

  const origin = (at: number): Copy => {
    passed.toOrigin += 1;
    bySecond[Math.floor(at)] = (bySecond[Math.floor(at)] ?? 0) + 1;
    return { from: at + latency, arrives: at + latency };
  };

  /** What a cache gives who asks at a moment; it may come later. RFC 9111 §4.2.3: a copy's age counts from the origin. */
  function given(cache: Cache, at: number, above: (at: number) => Copy): Copy {
    if (cache.coming && cache.coming.arrives <= at) {
      cache.copy = cache.coming;
      delete cache.coming;
    }
    const { copy } = cache;
    if (copy && at < copy.from + fresh) return { ...copy, arrives: at };
    const mayBeStale = copy && at < copy.from + fresh + stale;
    if (cache.coming && mayBeStale) return { ...copy, arrives: at };
    if (cache.coming && collapses) return cache.coming;
    const fetched = above(at);
    cache.coming ??= fetched;
    return mayBeStale ? { ...copy, arrives: at } : fetched;
  }

  for (let at = 0; ; ) {
    at += -Math.log(1 - random()) / rate;
    if (at >= seconds) break;
    passed.requests += 1;
    const n = placeOf(shares, random());
    const edge = atEdges[n] as Cache;
    const region = inRegions[n % Math.max(1, regions)];
    const { from, arrives } = given(edge, at, (asked) => {
      passed.toRegions += 1;
      return region ? given(region, asked, origin) : origin(asked);
    });
    passed.oldest = Math.max(passed.oldest, arrives - from);
  }
  return { ...passed, originPeak: Math.max(0, ...bySecond.filter(Boolean)) };
}

function cumulative(shares: readonly number[]): number[] {
  const all = shares.reduce((sum, share) => sum + share, 0);
  let sum = 0;
  return shares.map((share) => {
    sum += share / all;
    return sum;
  });
}

/** The first place whose cumulative share is above a number. */
function placeOf(shares: readonly number[], number: number): number {
  let [low, high] = [0, shares.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shares[middle] ?? 1) > number) high = middle;
    else low = middle + 1;
  }
  return low;
}
