import type { ListedWrite } from '../../news/changes/change-list';
import type { FeedName } from '../../news/feed/feed';
import type { FeedHead } from '../../news/feed/feed-head';
import { tombstoneOf } from '../../news/feed/tombstone';
import { makeFeedEntry } from '../../news/story/feed-entry';
import type { Instant } from '../../news/values/instant';
import { entryItem, tombstoneItem, withdrawnItem } from '../table/entry-items';
import {
  feedHeadItem,
  feedRegistrationItem,
  registerHeadItem,
  type StoryHead,
  storyHeadItem,
} from '../table/head-items';
import {
  excerptKey,
  feedHeadKey,
  feedPartition,
  isTombstoneKey,
  registerHeadKey,
  registerKey,
  revisionKey,
  SITEMAP_PARTITION,
  storyHeadKey,
  storyKey,
  WITHDRAWN_PARTITION,
  withdrawnKey,
} from '../table/keys';
import { readRevision, readStory, revisionItem, storyItem } from '../table/story-items';
import type { Table } from '../table/table';
import type { Wait } from '../table/transaction';
import type { Ids } from '../write/edit-context';
import { createExclusiveWriter, type ExclusiveWriter } from './exclusive-writer';
import type { Mend } from './mend';
import { mendReceipts } from './mend-receipts';
import { rebuildChangeList } from './rebuild-change-list';
import { excerptsToMend, mendExcerpt } from './rebuild-excerpts';
import { type RebuiltFeed, rebuildFeed } from './rebuild-feed';
import { rebuildGuids } from './rebuild-guids';
import { rebuildRegister } from './rebuild-register';
import { rebuildSitemap } from './rebuild-sitemap';
import { type RebuiltStory, rebuildStory, rebuildStoryHead } from './rebuild-story';
import { rebuildTokenList } from './rebuild-token-list';
import { type Replay, replayRevisions } from './replay-revisions';
import { scanTable, type TableScan } from './scan-table';

export interface RepairNeeds {
  readonly clock: () => Instant;
  readonly ids: Pick<Ids, 'version' | 'guid'>;
  readonly wait: Wait;
  /** Whether to report only, and to write nothing. */
  readonly dryRun: boolean;
  /** Gets the progress of each part: `stories`, 40 of 200. */
  readonly onProgress: (part: string, done: number, of?: number) => void;
}

export interface RepairReport {
  readonly stories: number;
  readonly feeds: number;
  /** One line for each thing that was wrong and is right now. */
  readonly mended: readonly string[];
  /** One line for each revision that is lost for ever. */
  readonly lost: readonly string[];
}

/**
 * Rebuilds everything that follows from the revisions of the stories, where a restore to a point in time cut transactions
 * in half. Every head gets a new version. No other process may write meanwhile. A repair that was interrupted can run
 * again. Throws TableInUse after a write of another process, and UnreadableItem for a revision that cannot be read.
 */
export async function repair(table: Table, needs: RepairNeeds): Promise<RepairReport> {
  const { clock, ids } = needs;
  const scan = await scanTable(table, (items) => needs.onProgress('items read', items));
  const stories = new Map<string, RebuiltStory>();
  for (const [id, scanned] of scan.stories) {
    const story = rebuildStory(id, scanned, scan, clock());
    if (story) stories.set(id, story);
  }
  const changeList = rebuildChangeList(stories, scan.changes, ids.version);
  const replay = replayRevisions(stories, changeList.writes, feedGuids(scan), ids.guid);
  const run: Run = { ...needs, scan, stories, replay, writer: createExclusiveWriter(table, needs.wait), mended: [] };

  await repairStories(run);
  await repairExcerpts(run);
  // The list comes before the head of `all`, which numbers the next change.
  for (const mend of changeList.mends) await apply(run, mend);
  const feeds = await repairFeeds(run, changeList.writes.at(-1));
  await repairRegister(run, feeds);
  await repairWithdrawn(run);
  await apply(run, mendReceipts(scan));
  await apply(run, rebuildGuids(stories.values(), scan.guids));
  await apply(run, rebuildTokenList(scan));
  const lost = [...stories.values()].flatMap((story) => story.lost);
  return { stories: stories.size, feeds: feeds.length, mended: run.mended, lost };
}

interface Run extends RepairNeeds {
  readonly scan: TableScan;
  readonly stories: ReadonlyMap<string, RebuiltStory>;
  readonly replay: Replay;
  readonly writer: ExclusiveWriter;
  readonly mended: string[];
}

const feedGuids = ({ feeds, register }: TableScan): Map<FeedName, string> =>
  new Map([...register.rows.values(), ...[...feeds.values()].flatMap(({ head }) => head ?? [])].map(nameAndGuid));
const nameAndGuid = ({ name, guid }: Pick<FeedHead, 'name' | 'guid'>) => [name, guid] as const;

async function apply({ writer, dryRun, mended }: Run, mend: Mend): Promise<void> {
  mended.push(...mend.mended);
  if (dryRun) return;
  for (const item of mend.puts) await writer.put(item);
  for (const key of mend.removals) await writer.remove(key);
  await writer.flush();
}

async function repairStories(run: Run): Promise<void> {
  const { scan, stories, replay, writer, dryRun, ids, clock, mended } = run;
  let done = 0;
  for (const [id, scanned] of scan.stories) {
    run.onProgress('stories', ++done, scan.stories.size);
    const story = stories.get(id);
    if (!story) {
      mended.push(`story ${id}: it had neither text nor history; the rest was removed`);
      if (!dryRun) for (const key of [storyHeadKey(id), excerptKey(id)]) await writer.remove(key);
      continue;
    }
    const planned = replay.storyHeads.get(id) as StoryHead;
    const rebuilt = rebuildStoryHead(story, scanned.head, { planned, now: clock(), version: ids.version() });
    mended.push(...story.mended, ...rebuilt.mended);
    if (dryRun) continue;
    if (story.write) {
      await writeStory(writer, story);
      await writer.flush();
    }
    await writer.put(storyHeadItem(rebuilt.head));
  }
}

async function repairExcerpts({ scan, stories, writer, dryRun, mended }: Run): Promise<void> {
  for (const excerpt of excerptsToMend(stories.values(), scan)) {
    mended.push(`story ${excerpt.id}: its excerpt was not the one of its newest revision`);
    if (!dryRun) await mendExcerpt(writer, excerpt);
  }
  if (!dryRun) await writer.flush();
}

async function writeStory({ get, put }: ExclusiveWriter, { id, story, write }: RebuiltStory): Promise<void> {
  if (typeof write === 'object') {
    const whole = readStory(await get(storyKey(id)));
    return put(revisionItem({ story: whole, ...write.revision }));
  }
  return put(storyItem(readRevision(await get(revisionKey(id, story.revision))).story));
}

async function repairFeeds(run: Run, lastWrite: ListedWrite | undefined): Promise<FeedHead[]> {
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
    mended.push(...feed.mended);
    const ofAll = name === 'all' ? await repairSitemap(run, feed.head, lastWrite) : {};
    if (dryRun) continue;
    await writeItems(writer, name, feed);
    await writer.putHead(feedHeadItem(name === 'all' ? { ...feed.head, ...ofAll } : feed.head), scanned ?? {});
  }
  return heads;
}

/** Repairs the parts of the sitemap before the head of `all`. Gives what only that head has. */
async function repairSitemap(
  run: Run,
  { writeCount, version, changedAt }: FeedHead,
  lastWrite: ListedWrite | undefined,
): Promise<Pick<FeedHead, 'changes' | 'sitemap'>> {
  const { scan, replay } = run;
  const keys = replay.feeds.get('all')?.items.keys() ?? [];
  const sitemap = rebuildSitemap([...keys], scan.sitemap, scan.feeds.get('all')?.head?.sitemap, writeCount);
  await apply(run, sitemap);
  return {
    changes: lastWrite && { sequenceNumber: lastWrite.sequenceNumber, at: lastWrite.at },
    sitemap: { version, changedAt, ...sitemap.last },
  };
}

async function removeFeed({ scan, writer }: Run, name: FeedName): Promise<void> {
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

async function repairRegister({ scan, writer, dryRun, ids, clock, mended }: Run, feeds: FeedHead[]): Promise<void> {
  if (feeds.length === 0) {
    if (scan.register.hasHead && !dryRun) await writer.remove(registerHeadKey);
    return;
  }
  const register = rebuildRegister(feeds, scan.register, { now: clock(), version: ids.version() });
  mended.push(...register.mended);
  if (dryRun) return;
  for (const row of register.puts) await writer.put(feedRegistrationItem(row));
  await writer.putHead(registerHeadItem(register.head), scan.register);
}

/** Repairs the newsroom's list of withdrawn stories. */
async function repairWithdrawn({ scan, stories, writer, dryRun, mended }: Run): Promise<void> {
  const withdrawn = [...stories.values()].map(({ story }) => story).filter(({ withdrawal }) => withdrawal);
  const wanted = new Map(withdrawn.map((story) => [withdrawnKey(story.publishedAt, story.id).sk, story]));
  for (const [sk, story] of wanted) {
    if (scan.withdrawn.get(sk) === story.revision) continue;
    mended.push(`withdrawn stories: ${story.id} was not listed at its revision ${story.revision}`);
    if (!dryRun) await writer.put(withdrawnItem(readStory(await writer.get(storyKey(story.id)))));
  }
  for (const sk of scan.withdrawn.keys()) {
    if (wanted.has(sk)) continue;
    mended.push(`withdrawn stories: no withdrawn story has the entry ${sk}; it was removed`);
    if (!dryRun) await writer.remove({ pk: WITHDRAWN_PARTITION, sk });
  }
}
