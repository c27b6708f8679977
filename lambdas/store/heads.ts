import { BatchGetItemCommand, type BatchGetItemCommandOutput, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { FeedName } from '../newsroom/feed';
import { type Edit, type FeedHead, feedsTouchedBy, type LastChange } from '../newsroom/feed-head';
import { COMMIT_MARGIN, type Head } from '../newsroom/head';
import { type Instant, plusSeconds } from '../newsroom/instant';
import { lastChangeOf } from './changes';
import { counted, type Full } from './full-documents';
import {
  type Item,
  keyOf,
  type RegisterHead,
  readFeedHead,
  readRegisterHead,
  readStoryHead,
  type StoryHead,
  toKey,
} from './items';
import {
  feedHeadKey,
  feedPartition,
  type Key,
  LAST,
  partsOfEntry,
  registerHeadKey,
  storyHeadKey,
  through,
} from './keys';
import { type Query, withMomentsFrom, withOpeningsFrom } from './moments';
import { registeredFeeds } from './register';
import type { Table } from './table';
import { StoreUnavailable } from './transaction';

/** What an edit has to know of the store: the small items that it will write anew. */
export interface Heads {
  readonly story?: StoryHead;
  readonly register?: RegisterHead;
  readonly feeds: ReadonlyMap<FeedName, FeedHead>;
  /** For each feed that has not opened yet, the soonest publication to come among its other stories. */
  readonly nextPublications: ReadonlyMap<FeedName, Instant>;
  /** The feeds that have an archive document to close before the edit. */
  readonly full: readonly Full[];
  /** The last write in the list of changes. */
  readonly lastChange?: LastChange;
}

/** Reads, strongly consistent, the heads of a story, of every feed that it was or will be in, and of the register. */
export async function headsFor(table: Table, edit: Edit): Promise<Heads> {
  const { after, now } = edit;
  const query: Query = (input) =>
    table.client.send(new QueryCommand({ TableName: table.name, ConsistentRead: true, ...input }));
  const names = new Set<FeedName>(['all', 'breaking', ...feedsTouchedBy(edit)]);
  const keys = [storyHeadKey(after.id), registerHeadKey, ...[...names].map(feedHeadKey)];
  const items = new Map((await getAll(table, keys)).map((item) => [address(keyOf(item)), item]));
  const story = items.get(address(storyHeadKey(after.id)));
  const register = items.get(address(registerHeadKey));

  const feeds = new Map<FeedName, FeedHead>();
  const nextPublications = new Map<FeedName, Instant>();
  const full: Full[] = [];
  for (const name of names) {
    const item = items.get(address(feedHeadKey(name)));
    if (!item) continue;
    const stored = readFeedHead(name, item);
    const listed = isListed(stored, now) ? stored : await withMomentsFrom(now, stored, query);
    const { head, until } = await counted(query, listed, edit);
    feeds.set(name, head);
    if (until !== undefined) full.push({ head, until });
    if (head.openedAt <= now) continue;
    const next = await nextPublication(query, name, after.id, now);
    if (next !== undefined) nextPublications.set(name, next);
  }
  // The head of `all` does not tell of it before the first one, or after a release that kept no such list.
  const lastChange = feeds.get('all')?.changes ?? (await lastChangeOf(query));
  return {
    ...(story && { story: readStoryHead(after.id, story) }),
    ...(register && { register: await listedRegister(table, readRegisterHead(register), now) }),
    feeds,
    nextPublications,
    full,
    ...(lastChange && { lastChange }),
  };
}

/** Whether a head's moments are complete for as long as a write may take. */
const isListed = ({ momentsUntil }: Head, now: Instant): boolean =>
  momentsUntil === undefined || momentsUntil > plusSeconds(now, COMMIT_MARGIN);

const listedRegister = async (table: Table, register: RegisterHead, now: Instant): Promise<RegisterHead> =>
  isListed(register, now) ? register : withOpeningsFrom(now, register, await registeredFeeds(table));

const address = ({ pk, sk }: Key): string => `${pk}\n${sk}`;

/** How often the keys are asked for that DynamoDB left, which it does when it is busy. */
const REQUESTS = 5;

/** BatchGetItem takes 100 keys and may leave some for another request ("BatchGetItem", UnprocessedKeys). */
async function getAll({ client, name }: Table, keys: readonly Key[]): Promise<Item[]> {
  const items: Item[] = [];
  let left: Item[] | undefined = keys.map(toKey);
  for (let request = 1; left?.length; request++) {
    if (request > REQUESTS) throw new StoreUnavailable('DynamoDB is too busy to give every head; nothing was stored');
    const { Responses, UnprocessedKeys }: BatchGetItemCommandOutput = await client.send(
      new BatchGetItemCommand({ RequestItems: { [name]: { Keys: left, ConsistentRead: true } } }),
    );
    items.push(...(Responses?.[name] ?? []));
    left = UnprocessedKeys?.[name]?.Keys;
  }
  return items;
}

/** `breaking` opens with the first story of all, so its publications are those of `all`. */
async function nextPublication(query: Query, feed: FeedName, id: string, now: Instant): Promise<Instant | undefined> {
  const { Items = [] } = await query({
    KeyConditionExpression: 'pk = :feed AND sk BETWEEN :now AND :last',
    ExpressionAttributeValues: {
      ':feed': { S: feedPartition(feed === 'breaking' ? 'all' : feed) },
      ':now': { S: through(now) },
      ':last': { S: LAST },
    },
    ProjectionExpression: 'pk, sk',
    Limit: 2,
  });
  return Items.map((item) => partsOfEntry(keyOf(item).sk)).find((entry) => entry.id !== id)?.at;
}
