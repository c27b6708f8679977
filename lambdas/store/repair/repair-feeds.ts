import type { ListedWrite } from '../../news/changes/change-list';
import type { FeedName } from '../../news/feed/feed';
import type { FeedHead } from '../../news/feed/feed-head';
import { tombstoneOf } from '../../news/feed/tombstone';
import { makeFeedEntry } from '../../news/story/make-feed-entry';
import { entryItem, tombstoneItem } from '../table/entry-items';
import { feedHeadItem } from '../table/head-items';
import { feedHeadKey, feedPartition, isTombstoneKey, registerKey, SITEMAP_PARTITION, storyKey } from '../table/keys';
import { readStory } from '../table/story-items';
import type { ExclusiveWriter } from './exclusive-writer';
import { type RebuiltFeed, rebuildFeed } from './rebuild-feed';
import { rebuildSitemap } from './rebuild-sitemap';
import { applyMend, type RepairRun } from './repair-run';

/** Repairs every feed, with the sitemap before the head of `all`. Gives the heads. */
export async function repairFeeds(run: RepairRun, lastWrite: ListedWrite | undefined): Promise<FeedHead[]> {
  const { scan, stories, replay, writer, dryRun, ids, clock, mended } = run;
  const names = new Set([...scan.feeds.keys(), ...scan.register.rows.keys(), ...replay.feeds.keys()]);
  const heads: FeedHead[] = [];
  let done = 0;
  for (const name of [...names].sort()) {
    run.onProgress('feeds', ++done, names.size);
    const scanned = scan.feeds.get(name);
    const feed = rebuildFeed(
      name,
      { scanned, row: scan.register.rows.get(name), replayed: replay.feeds.get(name), stories },
      { now: clock(), version: ids.version(), guid: ids.guid },
    );
    if (!feed) {
      mended.push(`feed ${name}: no story was ever in it; it was removed`);
      if (!dryRun) await removeFeed(run, name);
      continue;
    }
    heads.push(feed.head);
    for (const line of feed.mended) mended.push(line);
    const ofAll = name === 'all' ? await repairSitemap(run, feed.head, lastWrite) : {};
    if (dryRun) continue;
    await writeItems(writer, name, feed);
    await writer.putHead(feedHeadItem(name === 'all' ? { ...feed.head, ...ofAll } : feed.head), scanned ?? {});
  }
  return heads;
}

/** Repairs the parts of the sitemap before the head of `all`. Gives what only that head has. */
async function repairSitemap(
  run: RepairRun,
  { writeCount, version, changedAt }: FeedHead,
  lastWrite: ListedWrite | undefined,
): Promise<Pick<FeedHead, 'changes' | 'sitemap'>> {
  const { scan, replay } = run;
  const keys = replay.feeds.get('all')?.items.keys() ?? [];
  const sitemap = rebuildSitemap([...keys], scan.sitemap, scan.feeds.get('all')?.head?.sitemap, writeCount);
  await applyMend(run, sitemap);
  return {
    changes: lastWrite && { sequenceNumber: lastWrite.sequenceNumber, at: lastWrite.at },
    sitemap: { version, changedAt, ...sitemap.last },
  };
}

async function removeFeed({ scan, writer }: RepairRun, name: FeedName): Promise<void> {
  const { pk, sk: head } = feedHeadKey(name);
  const items = scan.feeds.get(name)?.items ?? [];
  for (const sk of [...items.map((item) => item.sk), head]) await writer.remove({ pk, sk });
  await writer.remove(registerKey(name));
  if (name === 'all') for (const sk of scan.sitemap.keys()) await writer.remove({ pk: SITEMAP_PARTITION, sk });
}

/** Writes the items of a feed before its head: until then readers get the feed without validators and cache nothing. */
async function writeItems(writer: ExclusiveWriter, name: FeedName, { puts, removals }: RebuiltFeed): Promise<void> {
  const pk = feedPartition(name);
  for (const { story, sk, writeCount } of puts) {
    const whole = readStory(await writer.get(storyKey(story.id)));
    const tombstone = isTombstoneKey(sk) ? tombstoneOf(whole) : undefined;
    const key = { pk, sk };
    await writer.put(
      tombstone ? tombstoneItem(key, tombstone, writeCount) : entryItem(key, makeFeedEntry(whole), writeCount),
    );
  }
  for (const sk of removals) await writer.remove({ pk, sk });
}
