import { type Head, MAX_MOMENTS, nameHash } from '../../../lambdas/news/feed/head';
import { momentsOf } from '../../../lambdas/news/story/status';
import type { Story } from '../../../lambdas/news/story/story';
import { type Instant, NEVER } from '../../../lambdas/news/values/instant';

/** The moments of some stories, passed and coming. */
export const momentsToCome = (stories: readonly Story[]): string[] =>
  stories.flatMap((story) => momentsOf(story).map((at) => `${at} ${nameHash(story.id)}`));

/** Compares the coming moments of a head with the computed ones. `since` is when the head was written last. */
export function compareMoments(
  owner: string,
  { moments, momentsUntil = NEVER }: Pick<Head, 'moments' | 'momentsUntil'>,
  computed: readonly string[],
  since: Instant,
  faults: string[],
): void {
  const listed = moments.map(({ at, idHash }) => `${at} ${idHash}`);
  const wanted = computed.filter((moment) => moment > `${since} ~` && moment < momentsUntil).sort();
  const coming = listed.filter((moment) => moment > `${since} ~`);
  if (coming.join() !== wanted.join()) faults.push(`${owner}: its moments are ${coming}, not ${wanted}`);
  if (coming.length > MAX_MOMENTS) faults.push(`${owner}: it lists ${coming.length} moments`);
  if (coming.some((moment) => moment >= momentsUntil)) faults.push(`${owner}: it lists moments past ${momentsUntil}`);
  if (listed.some((moment, i) => moment < (listed[i - 1] ?? ''))) faults.push(`${owner}: its moments are out of order`);
}
