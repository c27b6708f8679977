import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { FeedName } from '../../news/feed/feed';
import { type Edit, type FeedHead, feedsAffectedBy, type LastChange } from '../../news/feed/feed-head';
import { COMMIT_MARGIN, type Head } from '../../news/feed/head';
import { type Instant, plusSeconds } from '../../news/values/instant';
import { lastChangeOf } from '../read/change-pages';
import { type Query, withMomentsFrom, withOpeningsFrom } from '../read/coming-moments';
import { readRegisteredFeeds } from '../read/read-register';
import { getAll } from '../table/batch-get';
import {
  type Item,
  keyOf,
  type RegisterHead,
  readFeedHead,
  readRegisterHead,
  readStoryHead,
  type StoryHead,
} from '../table/items';
import {
  ABOVE_ENTRIES,
  aboveEntriesAt,
  entryKeyParts,
  feedHeadKey,
  feedPartition,
  keyText,
  registerHeadKey,
  storyHeadKey,
} from '../table/keys';
import type { Table } from '../table/table';
import { countOpenStories, type FullDocument } from './full-documents';

/** What an edit has to know of the store: the small items that it will write anew. */
export interface Heads {
  readonly story?: StoryHead;
  readonly register?: RegisterHead;
  readonly feeds: ReadonlyMap<FeedName, FeedHead>;
  /** For each feed that has not opened yet, the soonest publication to come among its other stories. */
  readonly nextPublications: ReadonlyMap<FeedName, Instant>;
  /** The feeds that have an archive document to close before the edit. */
  readonly full: readonly FullDocument[];
  /** The last write in the list of changes. */
  readonly lastChange?: LastChange;
}

/** Reads, strongly consistent, the heads of a story, of every feed that it was or will be in, and of the register. */
export const readHeadsForEdit = async (table: Table, edit: Edit): Promise<Heads> =>
  headsFromItems(table, await readHeadItems(table, [edit]), edit);

/** The items that are the heads of some edits, as they are stored, by `address`. */
export type HeadItems = ReadonlyMap<string, Item>;

/** Reads, strongly consistent, the heads of some edits in one go, but for those that are known. */
export async function readHeadItems(
  table: Table,
  edits: readonly Pick<Edit, 'before' | 'after'>[],
  known: { readonly stories: ReadonlyMap<string, unknown>; readonly feeds: ReadonlyMap<FeedName, unknown> } = NONE,
): Promise<HeadItems> {
  const stories = new Set(edits.map(({ after }) => after.id));
  const names = new Set(edits.flatMap((edit) => [...feedsDecidingEdit(edit)]));
  const keys = [
    ...[...stories].filter((id) => !known.stories.has(id)).map(storyHeadKey),
    ...(known === NONE ? [registerHeadKey] : []),
    ...[...names].filter((name) => !known.feeds.has(name)).map(feedHeadKey),
  ];
  return new Map((await getAll(table, keys)).map((item) => [keyText(keyOf(item)), item]));
}

const NONE = { stories: new Map(), feeds: new Map() };

/** The feeds whose heads an edit is decided by. */
export const feedsDecidingEdit = (edit: Pick<Edit, 'before' | 'after'>): Set<FeedName> =>
  new Set<FeedName>(['all', 'breaking', ...feedsAffectedBy(edit)]);

/** The heads of one edit among those that were read, with what else of the store it needs: a few queries at most. */
export async function headsFromItems(table: Table, items: HeadItems, edit: Edit): Promise<Heads> {
  const { after, now } = edit;
  const story = items.get(keyText(storyHeadKey(after.id)));
  const register = items.get(keyText(registerHeadKey));
  const found = await feedHeadsFromItems(table, items, edit);
  // The head of `all` does not tell of it before the first one, or after a release that kept no such list.
  const lastChange = found.feeds.get('all')?.changes ?? (await lastChangeOf(queryOn(table)));
  return {
    ...(story && { story: readStoryHead(after.id, story) }),
    ...(register && { register: await listedRegister(table, readRegisterHead(register), now) }),
    ...found,
    ...(lastChange && { lastChange }),
  };
}

/** The same of some feeds alone; of all that the edit is decided by where none are named. */
export async function feedHeadsFromItems(
  table: Table,
  items: HeadItems,
  edit: Edit,
  names: Iterable<FeedName> = feedsDecidingEdit(edit),
): Promise<Pick<Heads, 'feeds' | 'nextPublications' | 'full'>> {
  const { after, now } = edit;
  const query = queryOn(table);
  const feeds = new Map<FeedName, FeedHead>();
  const nextPublications = new Map<FeedName, Instant>();
  const full: FullDocument[] = [];
  const found = [...names].map(async (name) => {
    const item = items.get(keyText(feedHeadKey(name)));
    if (!item) return;
    const stored = readFeedHead(name, item);
    const listed = areMomentsListed(stored, now) ? stored : await withMomentsFrom(now, stored, query);
    const { head, until } = await countOpenStories(query, listed, edit);
    feeds.set(name, head);
    if (until !== undefined) full.push({ head, until });
    if (head.openedAt <= now) return;
    const next = await nextPublication(query, name, after.id, now);
    if (next !== undefined) nextPublications.set(name, next);
  });
  await Promise.all(found);
  return { feeds, nextPublications, full };
}

const queryOn =
  ({ client, name }: Table): Query =>
  (input) =>
    client.send(new QueryCommand({ TableName: name, ConsistentRead: true, ...input }));

/** Whether a head's moments are complete for as long as a write may take. */
export const areMomentsListed = ({ momentsUntil }: Head, now: Instant): boolean =>
  momentsUntil === undefined || momentsUntil > plusSeconds(now, COMMIT_MARGIN);

const listedRegister = async (table: Table, register: RegisterHead, now: Instant): Promise<RegisterHead> =>
  areMomentsListed(register, now) ? register : withOpeningsFrom(now, register, await readRegisteredFeeds(table));

/** `breaking` opens with the first story of all, so its publications are those of `all`. */
async function nextPublication(query: Query, feed: FeedName, id: string, now: Instant): Promise<Instant | undefined> {
  const { Items = [] } = await query({
    KeyConditionExpression: 'pk = :feed AND sk BETWEEN :now AND :last',
    ExpressionAttributeValues: {
      ':feed': { S: feedPartition(feed === 'breaking' ? 'all' : feed) },
      ':now': { S: aboveEntriesAt(now) },
      ':last': { S: ABOVE_ENTRIES },
    },
    ProjectionExpression: 'pk, sk',
    Limit: 2,
  });
  return Items.map((item) => entryKeyParts(keyOf(item).sk)).find((entry) => entry.id !== id)?.at;
}
