import type { Answer } from '../bulletin';
import { breaks, current, type Newsroom } from '../newsroom/newsroom';
import type { Readers } from '../newsroom/readers';
import { iso, type Seconds } from '../newsroom/time';
import { equal } from './equal';
import type { Expectation } from './expectations';

/** Seconds for which an answer may be kept at most, however that is added up. */
export const LONGEST = 90;

/** How many breaking flags a feed knows of for its lifetime; docs/limits.md says so. */
const FLAGS = 4;

/** Fails where a lifetime reaches past the next moment of change, or is long though something breaks. */
export function checkLifetimes(
  { feed, at, status, longest: bound = LONGEST }: Expectation,
  { headers }: Answer,
  { now }: Newsroom,
  { readers, moments }: { readers: Readers; moments: readonly Seconds[] },
): void {
  const control = headers['cache-control'] ?? '';
  // The same for whatever reason there is nothing.
  if (status !== 200) equal('Cache-Control', control, 'public, max-age=10');
  if (status !== 200) return;
  const next = moments.find((moment) => at(moment) !== at(now)) ?? Number.POSITIVE_INFINITY;
  const seconds = (name: string) => Number(new RegExp(`(?:^|[ ,])${name}=(\\d+)`).exec(control)?.[1] ?? 0);
  const [alone, shared] = [seconds('max-age'), seconds('s-maxage')];
  const longest = Math.max(alone, shared) + seconds('stale-while-revalidate');
  if (longest > next - now) throw new Error(`${control} reaches past ${iso(next)}`);
  if (longest > bound) throw new Error(`${control} is longer than docs/limits.md says`);
  if (feed === undefined) return;
  const breaking = readers.stories(feed, now).filter((story) => breaks(current(story), now)).length;
  if (shared > (breaking === 0 ? 30 : 10) && breaking <= FLAGS) throw new Error(`${control} while ${breaking} break`);
}
