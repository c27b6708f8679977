import { setTimeout as wait } from 'node:timers/promises';
import { type Instant, plusSeconds } from '../../lambdas/newsroom/instant';
import type { Story } from '../../lambdas/newsroom/story';
import { randomIds } from '../../lambdas/runtime/ids';
import type { Table } from '../../lambdas/store/table';
import { writer } from '../../lambdas/store/writer';

/** Stores stories as an upload does, each in one transaction, oldest first. */
export async function upload(table: Table, stories: readonly Story[]): Promise<void> {
  let now: Instant = '';
  const stores = writer({ table, clock: () => now, ids: randomIds, wait, random: Math.random });
  for (const story of [...stories].reverse()) {
    now = plusSeconds(story.publishedAt, 1);
    const outcome = await stores.create(story, { by: 'bench' });
    if (outcome !== 'stored') throw new Error(`${story.id} was not stored: ${outcome}`);
  }
}
