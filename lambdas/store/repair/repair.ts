import type { FeedName } from '../../news/feed/feed';
import type { FeedHead, LastChange } from '../../news/feed/feed-head';
import { tombstoneOf } from '../../news/feed/tombstone';
import { makeFeedEntry } from '../../news/story/make-feed-entry';
import type { Instant } from '../../news/values/instant';
import { changeItem, momentChangeItem } from '../table/change-items';
import { entryItem, tombstoneItem, withdrawnItem } from '../table/entry-items';
import { feedHeadItem, feedRegistrationItem, registerHeadItem, storyHeadItem } from '../table/head-items';
import {
  feedHeadKey,
  GUID_SORT_KEY,
  type Key,
  MOMENT_CHANGES_PARTITION,
  registerHeadKey,
  registerKey,
  revisionKey,
  storyHeadKey,
  storyKey,
  tokenListingKey,
  WITHDRAWN_PARTITION,
  withdrawnKey,
} from '../table/keys';
import { guidItem, readRevision, readStory, revisionItem, storyItem } from '../table/story-items';
import type { Table } from '../table/table';
import { tokenListingItem } from '../table/token-items';
import type { Wait } from '../table/transaction';
import type { Ids } from '../write/edit-context';
import { type Changes, changesTo } from './mend-heads';
import { rebuildChangeList } from './rebuild-change-list';
import { feedHistories, rebuildFeed } from './rebuild-feed';
import { rebuildGuids } from './rebuild-guids';
import { rebuildRegister } from './rebuild-register';
import { isKept, type RebuiltStory, rebuildStory, storyHeadOf } from './rebuild-story';
import { rebuildTokenList } from './rebuild-token-list';
import { scanTable, type TableScan } from './scan-table';

export interface RepairNeeds {
  readonly clock: () => Instant;
  readonly ids: Pick<Ids, 'version' | 'guid'>;
  readonly wait: Wait;
  /** Whether to tell only what would be mended. */
  readonly dryRun: boolean;
  /** Told how far it is: `stories`, 40 of 200. */
  readonly onProgress: (what: string, done: number, of?: number) => void;
}

export interface RepairReport {
  readonly stories: number;
  readonly feeds: number;
  /** One line for each thing that was wrong and is right now. */
  readonly mended: readonly string[];
  /** One line for each thing that nobody can bring back. */
  readonly lost: readonly string[];
}

/**
 * Rebuilds all that follows from the stories of a table: what a restore to a point in time may have cut in half. Every
 * head gets a new version. Nobody else may write meanwhile; it may be ended at any time, and run again.
 */
export async function repair(table: Table, needs: RepairNeeds): Promise<RepairReport> {
  const survey = await scanTable(table, (items) => needs.onProgress('items read', items));
  const run: Run = { ...needs, survey, changes: changesTo(table, needs.wait), mended: [], lost: [] };
  const stories = await repairStories(run);
  const lastChange = await repairChangeList(run, stories);
  const feeds = await repairFeeds(run, stories, lastChange);
  await repairRegister(run, feeds);
  await repairWithdrawn(run, stories);
  await repairReceipts(run);
  await repairGuids(run, stories);
  await repairTokenList(run);
  if (!needs.dryRun) await run.changes.flush();
  return { stories: stories.length, feeds: feeds.length, mended: run.mended, lost: run.lost };
}

interface Run extends RepairNeeds {
  readonly survey: TableScan;
  readonly changes: Changes;
  readonly mended: string[];
  readonly lost: string[];
}

async function repairStories(run: Run): Promise<RebuiltStory[]> {
  const { survey, changes, dryRun, ids, clock, mended } = run;
  const stories: RebuiltStory[] = [];
  let done = 0;
  for (const [id, seen] of survey.stories) {
    run.onProgress('stories', ++done, survey.stories.size);
    const story = rebuildStory(id, seen, survey, clock());
    if (!story) {
      mended.push(`story ${id}: only its head was there; it was removed`);
      if (!dryRun) await changes.remove(storyHeadKey(id));
      continue;
    }
    stories.push(story);
    const { head, mended: headMended } = storyHeadOf(story, seen.head, { now: clock(), version: ids.version() });
    mended.push(...story.mended, ...headMended);
    run.lost.push(...story.lost);
    if (dryRun) continue;
    if (story.write) {
      await writeStory(changes, story);
      await changes.flush();
    }
    await changes.put(storyHeadItem(head));
  }
  return stories;
}

async function writeStory({ get, put }: Changes, { id, story, write }: RebuiltStory): Promise<void> {
  if (typeof write === 'object') {
    const whole = readStory(await get(storyKey(id)));
    return put(revisionItem({ story: whole, ...write.revision }));
  }
  return put(storyItem(readRevision(await get(revisionKey(id, story.revision))).story));
}

/** What has to follow every change is made whole before the head of `all`, which numbers the next one. */
async function repairChangeList(
  { survey, changes, dryRun, ids, mended }: Run,
  stories: readonly RebuiltStory[],
): Promise<LastChange | undefined> {
  const list = rebuildChangeList(stories, survey.changes, ids.version);
  mended.push(...list.mended);
  if (dryRun) return list.last;
  for (const said of list.said) await changes.put(momentChangeItem(said));
  for (const sk of list.removals) await changes.remove({ pk: MOMENT_CHANGES_PARTITION, sk });
  await changes.flush();
  for (const write of list.writes) await changes.put(changeItem(write));
  return list.last;
}

async function repairFeeds(
  run: Run,
  stories: readonly RebuiltStory[],
  lastChange: LastChange | undefined,
): Promise<FeedHead[]> {
  const { survey, changes, dryRun, ids, clock, mended } = run;
  const histories = feedHistories(stories);
  const names = new Set<FeedName>([...survey.feeds.keys(), ...survey.register.rows.keys(), ...histories.keys()]);
  const heads: FeedHead[] = [];
  let done = 0;
  for (const name of [...names].sort()) {
    run.onProgress('feeds', ++done, names.size);
    const seen = survey.feeds.get(name);
    const row = survey.register.rows.get(name);
    const circumstances = { stories, row, now: clock(), version: ids.version(), guid: ids.guid };
    const feed = rebuildFeed(name, seen, histories.get(name), circumstances);
    if (!feed) {
      mended.push(`feed ${name}: no story was ever in it; it was removed`);
      const entries = (seen?.entries ?? []).map(({ sk }): Key => ({ pk: feedHeadKey(name).pk, sk }));
      if (!dryRun) for (const key of [...entries, feedHeadKey(name), registerKey(name)]) await changes.remove(key);
      continue;
    }
    heads.push(feed.head);
    mended.push(...feed.mended);
    if (dryRun) continue;
    // The head comes last: until then readers are given these pages without validators, for nobody to keep.
    for (const { story, sk, rev } of feed.puts) {
      const whole = readStory(await changes.get(storyKey(story.id)));
      const key = { pk: feedHeadKey(name).pk, sk };
      const tombstone = tombstoneOf(whole);
      await changes.put(tombstone ? tombstoneItem(key, tombstone, rev) : entryItem(key, makeFeedEntry(whole), rev));
    }
    for (const sk of feed.removals) await changes.remove({ pk: feedHeadKey(name).pk, sk });
    const numbered = name === 'all' && lastChange ? { ...feed.head, changes: lastChange } : feed.head;
    await changes.putHead(feedHeadItem(numbered), seen ?? {});
  }
  return heads;
}

async function repairRegister({ survey, changes, dryRun, ids, clock, mended }: Run, feeds: FeedHead[]): Promise<void> {
  if (feeds.length === 0) {
    if (survey.register.hasHead && !dryRun) await changes.remove(registerHeadKey);
    return;
  }
  const register = rebuildRegister(feeds, survey.register, { now: clock(), version: ids.version() });
  mended.push(...register.mended);
  if (dryRun) return;
  for (const row of register.puts) await changes.put(feedRegistrationItem(row));
  await changes.putHead(registerHeadItem(register.head), survey.register);
}

/** The newsroom's list of what was withdrawn. */
async function repairWithdrawn({ survey, changes, dryRun, mended }: Run, stories: RebuiltStory[]): Promise<void> {
  const wanted = new Map(
    stories
      .filter(({ story }) => story.withdrawal)
      .map(({ story }) => [withdrawnKey(story.publishedAt, story.id).sk, story]),
  );
  for (const [sk, story] of wanted) {
    if (survey.withdrawn.get(sk) === story.revision) continue;
    mended.push(`withdrawn stories: ${story.id} was not listed as it is`);
    if (!dryRun) await changes.put(withdrawnItem(readStory(await changes.get(storyKey(story.id)))));
  }
  for (const sk of survey.withdrawn.keys()) {
    if (wanted.has(sk)) continue;
    mended.push(`withdrawn stories: no story calls for ${sk}; it was removed`);
    if (!dryRun) await changes.remove({ pk: WITHDRAWN_PARTITION, sk });
  }
}

/** An upload whose receipt tells of a revision that is not there would be answered 409 for ever. */
async function repairReceipts({ survey, changes, dryRun, mended }: Run): Promise<void> {
  for (const { key, receipt } of survey.receipts) {
    if (receipt && isKept(receipt, survey.stories)) continue;
    const what = receipt ? `revision ${receipt.revision} of story ${receipt.id}, which is not there` : 'nothing';
    mended.push(`uploads: a receipt told of ${what}; it was removed`);
    if (!dryRun) await changes.remove(key);
  }
}

async function repairGuids({ survey, changes, dryRun, mended }: Run, stories: RebuiltStory[]): Promise<void> {
  const guids = rebuildGuids(stories, survey.guids);
  mended.push(...guids.mended);
  if (dryRun) return;
  for (const put of guids.puts) await changes.put(guidItem(put));
  for (const pk of guids.removals) await changes.remove({ pk, sk: GUID_SORT_KEY });
}

async function repairTokenList({ survey, changes, dryRun, mended }: Run): Promise<void> {
  const list = rebuildTokenList(survey);
  mended.push(...list.mended);
  if (dryRun) return;
  for (const { listed, as } of list.puts) await changes.put(tokenListingItem(listed, as));
  for (const as of list.removals) await changes.remove(tokenListingKey(as));
}
