import { paginateScan } from '@aws-sdk/client-dynamodb';
import type { ListedMoment, ListedWrite } from '../../../lambdas/news/changes/change-list';
import { type FeedName, feedsOf } from '../../../lambdas/news/feed/feed';
import type { FeedHead } from '../../../lambdas/news/feed/feed-head';
import { entryInstant } from '../../../lambdas/news/feed/feed-place';
import { type Head, MAX_MOMENTS, nameHash } from '../../../lambdas/news/feed/head';
import { makeFeedEntry } from '../../../lambdas/news/story/make-feed-entry';
import { isBreaking, momentsOf, type Story } from '../../../lambdas/news/story/story';
import { epoch, type Instant, latest, NEVER, plusSeconds } from '../../../lambdas/news/values/instant';
import { matchesHead } from '../../../lambdas/store/read/matches-head';
import { readChange, readMomentChange } from '../../../lambdas/store/table/change-items';
import {
  readEntries,
  readTombstone,
  type StoredEntry,
  type StoredTombstone,
} from '../../../lambdas/store/table/entry-items';
import {
  type RegisteredFeed,
  type RegisterHead,
  readFeedHead,
  readRegisteredFeed,
  readRegisterHead,
  readStoryHead,
  type StoryHead,
} from '../../../lambdas/store/table/head-items';
import { type Item, keyOf } from '../../../lambdas/store/table/item';
import {
  CHANGES_PARTITION,
  entryKey,
  guidKey,
  isDocumentEndKey,
  isLateChangeKey,
  isTombstoneKey,
  MOMENT_CHANGES_PARTITION,
  WITHDRAWN_PARTITION,
  withdrawnKey,
} from '../../../lambdas/store/table/keys';
import { type Receipt, readReceipt } from '../../../lambdas/store/table/receipt-items';
import { readGuid, readRevision, readStory, type StoredRevision } from '../../../lambdas/store/table/story-items';
import type { Table } from '../../../lambdas/store/table/table';
import { faultsInChanges } from './audit-changes';
import { faultsInNotices, feedsTold } from './audit-notices';

/** Everything in the table. A Scan, which is for tests only. */
export async function everyItem({ client, name }: Table): Promise<Item[]> {
  const items: Item[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: name, ConsistentRead: true })) {
    items.push(...Items);
  }
  return items;
}

/**
 * Compares every item of a table with what the histories of its stories call for, computed here the long way. Gives one
 * line for each fault. The table must be at rest, and its writers' clocks within SKEW of each other.
 */
export function faultsIn(items: readonly Item[], now: Instant): string[] {
  const faults: string[] = [];
  const table = sorted(items, faults);
  const edits = [...table.stories].flatMap(([id, kept]) => editsOf(id, kept, faults));
  for (const [id, kept] of table.stories) auditStory(id, kept, faults);
  const names = new Set<FeedName>([...table.feeds.keys(), ...table.register.feeds.keys()]);
  for (const edit of edits) for (const name of feedsOf(edit.after).keys()) names.add(name);
  if (edits.length > 0) names.add('breaking');
  for (const name of names) auditFeed(name, table, edits, now, faults);
  auditRegister(table, edits, faults);
  faults.push(...changeFaults(table));
  auditWithdrawn(table, faults);
  auditGuids(table, faults);
  for (const [key, receipt] of table.receipts) auditReceipt(key, receipt, table, faults);
  return faults;
}

/** The same for the list of changes alone. */
export const faultsInChangesOf = (items: readonly Item[]): string[] => changeFaults(sorted(items, []));

const changeFaults = (table: Sorted): string[] =>
  faultsInChanges({ ...table, last: table.feeds.get('all')?.head?.changes });

interface KeptStory {
  head?: StoryHead;
  story?: Story;
  readonly revisions: Map<number, StoredRevision>;
}

interface KeptFeed {
  head?: FeedHead;
  readonly entries: Map<string, StoredEntry>;
  readonly lateChanges: Map<string, StoredEntry>;
  readonly tombstones: Map<string, StoredTombstone>;
  /** How many archive documents were closed before their month was over: each was a write of the head. */
  closed: number;
}

const nothingKept = (): KeptFeed => ({ entries: new Map(), lateChanges: new Map(), tombstones: new Map(), closed: 0 });

interface Sorted {
  readonly stories: Map<string, KeptStory>;
  readonly feeds: Map<FeedName, KeptFeed>;
  readonly register: { head?: RegisterHead; readonly feeds: Map<FeedName, RegisteredFeed> };
  readonly receipts: Map<string, Receipt>;
  /** The newsroom's list of withdrawn stories, by sort key. */
  readonly withdrawn: Map<string, StoredEntry>;
  /** The list of changes, in its order; and what it says of coming moments, by sort key. */
  readonly writes: ListedWrite[];
  readonly said: Map<string, ListedMoment>;
  /** Whose each guid is, by partition. */
  readonly guids: Map<string, string>;
}

function sorted(items: readonly Item[], faults: string[]): Sorted {
  const table: Sorted = {
    stories: new Map(),
    feeds: new Map(),
    register: { feeds: new Map() },
    receipts: new Map(),
    withdrawn: new Map(),
    writes: [],
    said: new Map(),
    guids: new Map(),
  };
  for (const item of items) {
    const { pk, sk } = keyOf(item);
    if (item.format?.N !== '1') faults.push(`${pk} / ${sk}: its format is ${JSON.stringify(item.format)}`);
    try {
      sort(item, table, faults);
    } catch (error) {
      faults.push(`${pk} / ${sk}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return table;
}

function sort(item: Item, table: Sorted, faults: string[]): void {
  const { stories, feeds, register, receipts, writes, said } = table;
  const { pk, sk } = keyOf(item);
  const [kind, ...rest] = pk.split('#');
  const of = rest.join('#');
  if (kind === 'STORY') {
    const kept: KeptStory = stories.get(of) ?? { revisions: new Map() };
    stories.set(of, kept);
    const number = /^REV#(\d{6})$/.exec(sk)?.[1];
    if (sk === 'HEAD') kept.head = readStoryHead(of, item);
    else if (sk === 'STORY') kept.story = readStory(item);
    else if (number !== undefined) kept.revisions.set(Number(number), readRevision(item));
    else faults.push(`${pk} / ${sk}: nobody knows such an item`);
  } else if (kind === 'FEED') {
    const name = of as FeedName;
    const kept = feeds.get(name) ?? nothingKept();
    feeds.set(name, kept);
    if (sk === 'HEAD') kept.head = readFeedHead(name, item);
    else if (isDocumentEndKey(sk)) kept.closed += 1;
    else if (isTombstoneKey(sk)) kept.tombstones.set(sk, readTombstone(item));
    else keep(item, isLateChangeKey(sk) ? kept.lateChanges : kept.entries, faults);
  } else if (pk === 'FEEDS') {
    if (sk === 'HEAD') register.head = readRegisterHead(item);
    else register.feeds.set(sk as FeedName, readRegisteredFeed(item));
  } else if (kind === 'UPLOAD') receipts.set(pk, readReceipt(item));
  else if (pk === WITHDRAWN_PARTITION) keep(item, table.withdrawn, faults);
  else if (pk === CHANGES_PARTITION) writes.push(readChange(item));
  else if (pk === MOMENT_CHANGES_PARTITION) said.set(sk, readMomentChange(item));
  else if (kind === 'GUID') table.guids.set(pk, readGuid(item));
  else if (kind !== 'TOKEN' && kind !== 'TOKENS') faults.push(`${pk} / ${sk}: nobody knows such an item`);
}

function keep(item: Item, among: Map<string, StoredEntry>, faults: string[]): void {
  const { entries, unreadable } = readEntries([item]);
  for (const entry of entries) among.set(keyOf(item).sk, entry);
  for (const { message } of unreadable) faults.push(message);
}

/** One step in a story's history. */
interface Made {
  readonly before?: Story;
  readonly after: Story;
  readonly at: Instant;
  /** The feeds that tell of the story's withdrawal before and after it. */
  readonly told: ReadonlySet<FeedName>;
}

/** Seconds that may lie between a writer's look at its clock and its commit, as far as the order of edits is concerned. */
const SKEW = 5;

function editsOf(id: string, { revisions }: KeptStory, faults: string[]): Made[] {
  const edits: Made[] = [];
  for (let n = 1; n <= revisions.size; n++) {
    const revision = revisions.get(n);
    const before = revisions.get(n - 1);
    if (!revision) {
      faults.push(`story ${id}: revision ${n} of ${revisions.size} is not there`);
      continue;
    }
    const { story, at } = revision;
    if (story.id !== id || story.revision !== n) faults.push(`story ${id}: revision ${n} is of another story`);
    if (before && before.story.guid !== story.guid) faults.push(`story ${id}: revision ${n} has another guid`);
    if (before && before.at > at) faults.push(`story ${id}: revision ${n} is older than the one before`);
    const told = new Set([...feedsTold(revisions, n - 1), ...feedsTold(revisions, n)]);
    edits.push({ ...(before && { before: before.story }), after: story, at, told });
  }
  return edits;
}

function auditStory(id: string, { head, story, revisions }: KeptStory, faults: string[]): void {
  const fault = (what: string) => faults.push(`story ${id}: ${what}`);
  const last = revisions.get(revisions.size);
  if (!head) return void fault('no head');
  if (!story) return void fault('no story');
  if (!last) return void fault('no revisions');
  if (JSON.stringify(story) !== JSON.stringify(last.story)) fault('it is not its last revision');
  if (head.rev !== story.revision) fault(`its head is at ${head.rev}, it is at ${story.revision}`);
  if (head.publishedAt !== story.publishedAt) fault(`its head says it was published ${head.publishedAt}`);
  if (head.breakingUntil !== story.breakingUntil) fault(`its head says it breaks until ${head.breakingUntil}`);
  if (head.withdrawnAt !== story.withdrawal?.at) fault(`its head says it was withdrawn ${head.withdrawnAt}`);
  if (head.note !== story.withdrawal?.note) fault(`its head says of its withdrawal: ${head.note}`);
  compareMoments(`story ${id}`, head, comingOf([story]), last.at, faults);
}

const comingOf = (stories: readonly Story[]): string[] =>
  stories.flatMap((story) => momentsOf(story).map((at) => `${at} ${nameHash(story.id)}`));

/** What is to come, as listed, is what is to come, as computed; `since` is when the head was written last. */
function compareMoments(
  what: string,
  { moments, momentsUntil = NEVER }: Pick<Head, 'moments' | 'momentsUntil'>,
  coming: readonly string[],
  since: Instant,
  faults: string[],
): void {
  const listed = moments.map(({ at, of }) => `${at} ${of}`);
  const wanted = coming.filter((moment) => moment > `${since} ~` && moment < momentsUntil).sort();
  const told = listed.filter((moment) => moment > `${since} ~`);
  if (told.join() !== wanted.join()) faults.push(`${what}: its moments are ${told}, not ${wanted}`);
  if (told.length > MAX_MOMENTS) faults.push(`${what}: it lists ${told.length} moments`);
  if (told.some((moment) => moment >= momentsUntil)) faults.push(`${what}: it lists moments past ${momentsUntil}`);
  if (listed.some((moment, i) => moment < (listed[i - 1] ?? ''))) faults.push(`${what}: its moments are out of order`);
}

function auditFeed(name: FeedName, table: Sorted, edits: readonly Made[], now: Instant, faults: string[]): void {
  const fault = (what: string) => faults.push(`feed ${name}: ${what}`);
  const kept = table.feeds.get(name) ?? nothingKept();
  const { head, entries, tombstones } = kept;
  if (!head) return void fault('no head');
  const members = [...table.stories.values()]
    .map(({ story }) => story)
    .filter((story) => story !== undefined)
    .filter((story) => feedsOf(story).has(name));

  const wanted = new Map(members.map((story) => [entryKey(name, entryInstant(name, story), story.id).sk, story]));
  for (const [sk, story] of wanted) {
    const stored = entries.get(sk);
    if (!stored) fault(`no entry for story ${story.id} at ${sk}`);
    else if (!isSame(stored.entry, makeFeedEntry(story))) fault(`its entry at ${sk} is not story ${story.id} as it is`);
  }
  for (const sk of entries.keys()) if (!wanted.has(sk)) fault(`no story calls for its entry at ${sk}`);
  const revs = [...entries.values(), ...tombstones.values()].map(({ rev }) => rev);
  if (new Set(revs).size !== revs.length) fault('two entries were written at once');
  if (revs.some((rev) => rev > head.rev || rev < 1)) fault(`an entry is newer than its head, which is at ${head.rev}`);

  // `all` numbers the changes, so that each edit moves its head: also that of a story withdrawn before it was published.
  const moving = edits.filter(
    ({ before, after, told }) =>
      name === 'all' || told.has(name) || [before, after].some((story) => story && feedsOf(story).has(name)),
  );
  const { least, most } = writes(name, head, edits, moving, kept.closed);
  if (head.rev < least || head.rev > most) fault(`its head is at ${head.rev}, after ${least} to ${most} writes`);
  const since = lastOf(name === 'breaking' ? edits : moving);
  const ends = [...tombstones.values()].map(({ tombstone: { until, id } }) => `${until} ${nameHash(id)}`);
  compareMoments(`feed ${name}`, head, [...comingOf(members), ...ends], since, faults);
  const noticed = { head, stories: table.stories, since, opened: openingOf(name, edits) };
  faults.push(...faultsInNotices(kept, noticed));
  const all = { entries: [...entries.values()], unreadable: [] };
  if (!matchesHead(head, all, { from: '', below: '\uffff' })) fault(`it does not show what its head says was touched`);
  auditOpening(name, head, { edits, moving, members, now }, fault);

  const breaking = members
    .filter((story) => isBreaking(story, since))
    .map((story) => `${story.publishedAt} ${story.breakingUntil ?? NEVER} ${nameHash(story.id)}`);
  for (const { from, until, of } of head.breaking) {
    if (until > since && !breaking.includes(`${from} ${until} ${of}`))
      fault(`its head breaks with ${of} until ${until}`);
  }
  if (!/^[\w-]{12}$/.test(head.version)) fault(`its version is ${head.version}`);
  const row = table.register.feeds.get(name);
  if (!row) return void fault('it is not registered');
  if (row.title !== head.title || row.guid !== head.guid || row.openedAt !== head.openedAt)
    fault(`it is registered as ${row.title}, ${row.guid}, opened ${row.openedAt}`);
}

/**
 * How often a feed's head was written: once for each edit of a story that was or is in it, and in `breaking` for every
 * edit until it has opened; there the histories leave some seconds in doubt.
 */
function writes(
  name: FeedName,
  { openedAt }: FeedHead,
  edits: readonly Made[],
  moving: readonly Made[],
  closed: number,
) {
  if (name !== 'breaking') return { least: moving.length + closed, most: moving.length + closed };
  const opened = edits
    .filter(({ after }) => after.publishedAt === openedAt && !after.withdrawal)
    .map(({ at }) => (at > openedAt ? at : openedAt))
    .sort()[0];
  const others = edits.filter((edit) => !moving.includes(edit));
  const until = (bound: Instant) => moving.length + others.filter(({ at }) => at <= bound).length;
  return { least: until(plusSeconds(opened ?? NEVER, -SKEW)), most: until(opened ?? NEVER) };
}

const lastOf = (edits: readonly Made[]): Instant => latest(...edits.map(({ at }) => at)) ?? '0000-01-01T00:00:00Z';

/** Until when a feed may have been opening: the first second in which a story was to be found in it, and what skew adds. */
function openingOf(name: FeedName, edits: readonly Made[]): Instant {
  const begun = edits.flatMap(({ after, at }) => {
    const from = latest(after.publishedAt, at) as Instant;
    const left = edits.find(({ before }) => before?.id === after.id && before.revision === after.revision)?.at;
    return feedsOf(after).has(name) && (left === undefined || left > from) ? [from] : [];
  });
  return plusSeconds(begun.sort()[0] ?? NEVER.replace('59Z', '00Z'), SKEW);
}

/** A feed opens with the first publication of its stories (`breaking` with the first of all), and stays open. */
function auditOpening(
  name: FeedName,
  { openedAt }: FeedHead,
  {
    edits,
    moving,
    members,
    now,
  }: {
    edits: readonly Made[];
    moving: readonly Made[];
    members: readonly Story[];
    now: Instant;
  },
  fault: (what: string) => void,
): void {
  const opening = name === 'breaking' ? edits : moving;
  const publications = opening
    .filter(({ after }) => feedsOf(after).has(name === 'breaking' ? 'all' : name))
    .map(({ after, at }) => ({ at, publishedAt: after.publishedAt }));
  if (openedAt !== NEVER && !publications.some(({ publishedAt }) => publishedAt === openedAt))
    fault(`it opened ${openedAt}, when none of its stories was published`);
  const late = publications.find(({ at, publishedAt }) => publishedAt <= at && openedAt > at);
  if (late) fault(`it opened ${openedAt}, though a story was in it at ${late.at}`);
  if (openedAt > now && name !== 'breaking') {
    const first = members.map(({ publishedAt }) => publishedAt).sort()[0] ?? NEVER;
    if (openedAt !== first) fault(`it opens ${openedAt}, its first story is published ${first}`);
  }
}

const isSame = ({ ...a }: object, { ...b }: object): boolean =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());

function auditRegister({ register, feeds }: Sorted, edits: readonly Made[], faults: string[]): void {
  const { head, feeds: rows } = register;
  if (!head) {
    if (feeds.size > 0) faults.push('register: no head');
    return;
  }
  if (head.feeds !== rows.size) faults.push(`register: its head counts ${head.feeds} feeds, there are ${rows.size}`);
  for (const name of rows.keys()) if (!feeds.has(name)) faults.push(`register: there is no feed ${name}`);
  const revs = [...rows.values()].map(({ rev }) => rev);
  if (new Set(revs).size !== revs.length) faults.push('register: two feeds were registered at once');
  if (Math.max(0, ...revs) !== head.rev) faults.push(`register: its head is at ${head.rev}, its last feed is not`);
  const openings = [...rows.values()]
    .filter(({ openedAt }) => openedAt !== NEVER)
    .map(({ name, openedAt }) => `${openedAt} ${nameHash(name)}`);
  compareMoments('register', head, openings, lastOf(edits), faults);
}

/** The newsroom lists each withdrawn story, without its body. */
function auditWithdrawn({ withdrawn, stories }: Sorted, faults: string[]): void {
  const gone = [...stories.values()].flatMap(({ story }) => (story?.withdrawal ? [story] : []));
  const wanted = new Map(gone.map((story) => [withdrawnKey(story.publishedAt, story.id).sk, story]));
  for (const [sk, story] of wanted) {
    const entry = withdrawn.get(sk)?.entry ?? {};
    if (!isSame(entry, { ...story, body: '', whole: false }))
      faults.push(`withdrawn: ${story.id} is not listed as it is`);
  }
  for (const sk of withdrawn.keys()) if (!wanted.has(sk)) faults.push(`withdrawn: no story calls for ${sk}`);
}

/** No two stories have one guid, and each is found by it. */
function auditGuids({ guids, stories }: Sorted, faults: string[]): void {
  const owners = new Map<string, string>();
  for (const [id, { revisions }] of stories) {
    const first = revisions.get(1);
    if (!first) continue;
    const { pk } = guidKey(first.story.guid);
    if (owners.has(pk)) faults.push(`guid: stories ${owners.get(pk)} and ${id} have one`);
    owners.set(pk, id);
    if (guids.get(pk) !== id) faults.push(`guid: that of story ${id} is said to be of ${guids.get(pk)}`);
  }
  for (const [pk, id] of guids) if (owners.get(pk) !== id) faults.push(`guid: no story ${id} calls for ${pk}`);
}

function auditReceipt(key: string, receipt: Receipt, { stories }: Sorted, faults: string[]): void {
  const fault = (what: string) => faults.push(`receipt ${key}: ${what}`);
  const { id, revision, status, at, expires, request } = receipt;
  const stored = stories.get(id)?.revisions.get(revision);
  if (!stored) return void fault(`there is no revision ${revision} of story ${id}`);
  if (stored.request !== request) fault(`revision ${revision} of story ${id} was made by another request`);
  if (status !== (revision === 1 ? 201 : 200)) fault(`its status is ${status} for revision ${revision}`);
  if (stored.at !== at) fault(`it was answered ${at}, revision ${revision} was made ${stored.at}`);
  if (expires !== epoch(at) / 1000 + 86_400) fault(`it ends ${expires}`);
}
