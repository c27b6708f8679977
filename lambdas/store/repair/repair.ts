import type { Closing } from '../../news/feed/closing';
import type { FeedName } from '../../news/feed/feed';
import type { FeedHead } from '../../news/feed/feed-head';
import { feedRegistrationItem, registerHeadItem, type StoryHead, storyHeadItem } from '../table/head-items';
import {
  excerptKey,
  registerHeadKey,
  revisionKey,
  storyHeadKey,
  storyKey,
  WITHDRAWN_PARTITION,
  withdrawnKey,
} from '../table/keys';
import { readRevision, readStory, revisionItem, storyItem } from '../table/story-items';
import type { Table } from '../table/table';
import { withdrawnItem } from '../table/withdrawn-items';
import { createExclusiveWriter, type ExclusiveWriter } from './exclusive-writer';
import { mendReceipts } from './mend-receipts';
import { rebuildChangeList } from './rebuild-change-list';
import { lastClosing } from './rebuild-closing';
import { excerptsToMend, mendExcerpt } from './rebuild-excerpts';
import { rebuildFormerUrls } from './rebuild-former-urls';
import { rebuildGuids } from './rebuild-guids';
import { rebuildRegister } from './rebuild-register';
import { type RebuiltStory, rebuildStory, rebuildStoryHead } from './rebuild-story';
import { rebuildTokenList } from './rebuild-token-list';
import { repairFeeds } from './repair-feeds';
import { applyMend, type RepairNeeds, type RepairRun } from './repair-run';
import { replayRevisions } from './replay-revisions';
import { scanTable, type TableScan } from './scan-table';

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
  const replay = replayRevisions(
    stories,
    changeList.writes,
    { guids: feedGuids(scan), closings: closingsIn(scan) },
    ids.guid,
  );
  const run: RepairRun = {
    ...needs,
    scan,
    stories,
    replay,
    writer: createExclusiveWriter(table, needs.wait),
    mended: [],
  };

  await repairStories(run);
  await repairExcerpts(run);
  // The list comes before the head of `all`, which numbers the next change.
  for (const mend of changeList.mends) await applyMend(run, mend);
  const feeds = await repairFeeds(run, changeList.writes.at(-1));
  await repairRegister(run, feeds);
  await repairWithdrawn(run);
  await applyMend(run, mendReceipts(scan));
  await applyMend(run, rebuildGuids(stories.values(), scan.guids));
  await applyMend(run, rebuildFormerUrls(stories.values(), scan.formerUrls, clock()));
  await applyMend(run, rebuildTokenList(scan));
  const lost = [...stories.values()].flatMap((story) => story.lost);
  return { stories: stories.size, feeds: feeds.length, mended: run.mended, lost };
}

const feedGuids = ({ feeds, register }: TableScan): Map<FeedName, string> =>
  new Map([...register.rows.values(), ...[...feeds.values()].flatMap(({ head }) => head ?? [])].map(nameAndGuid));

/** The last closing of each feed, from its head and its row. */
function closingsIn({ feeds, register }: TableScan): Map<FeedName, Closing> {
  const closings = new Map<FeedName, Closing>();
  for (const { name, closing } of [
    ...[...feeds.values()].flatMap(({ head }) => head ?? []),
    ...register.rows.values(),
  ]) {
    const last = lastClosing(closings.get(name), closing);
    if (last) closings.set(name, last);
  }
  return closings;
}

const nameAndGuid = ({ name, guid }: Pick<FeedHead, 'name' | 'guid'>) => [name, guid] as const;

async function repairStories(run: RepairRun): Promise<void> {
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

async function repairExcerpts({ scan, stories, writer, dryRun, mended }: RepairRun): Promise<void> {
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

async function repairRegister(
  { scan, writer, dryRun, ids, clock, mended }: RepairRun,
  feeds: FeedHead[],
): Promise<void> {
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
async function repairWithdrawn({ scan, stories, writer, dryRun, mended }: RepairRun): Promise<void> {
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
