import { opensAt } from '../../news/feed/closing';
import type { FeedName } from '../../news/feed/feed';
import { type Edit, feedsAffectedBy } from '../../news/feed/feed-edit';
import type { FeedHead, LastChange } from '../../news/feed/feed-head';
import { takesFlag } from '../../news/feed/flag-count';
import { COMMIT_MARGIN, type Head } from '../../news/feed/head';
import { type Instant, plusSeconds } from '../../news/values/instant';
import { lastChangeOf } from '../read/change-pages';
import { withMomentsFrom, withOpeningsFrom } from '../read/coming-moments';
import { keysBetween } from '../read/key-ranges';
import { getAll } from '../table/batch-get';
import { type RegisterHead, readFeedHead, readRegisterHead, readStoryHead, type StoryHead } from '../table/head-items';
import { type Item, keyOf } from '../table/item';
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
import { type Query, queryOn } from '../table/query-all';
import type { Table } from '../table/table';
import { countFlagsIfNeeded } from './count-flags';
import { countOpenStories, type FullDocument } from './full-documents';

/** The part of the store that decides an edit: the small items that it will write anew. */
export interface Heads extends FeedHeads {
  readonly story?: StoryHead;
  readonly register?: RegisterHead;
  /** The last write in the list of changes. */
  readonly lastChange?: LastChange;
}

export interface FeedHeads {
  readonly feeds: ReadonlyMap<FeedName, FeedHead>;
  /** For each feed that is not open, the soonest publication to come among its other stories. */
  readonly nextPublications: ReadonlyMap<FeedName, Instant>;
  /** The feeds that have an archive document to close before the edit. */
  readonly full: readonly FullDocument[];
  /** Whether the edit adds a flag to `breaking`, which takes no more. */
  readonly isBreakingFull?: boolean;
}

/** Stored heads of some edits, by `keyText`. */
export type HeadItems = ReadonlyMap<string, Item>;

/** Heads that need no reading, because a transaction is about to write them. */
export interface KnownHeads {
  readonly stories: ReadonlyMap<string, StoryHead>;
  readonly feeds: ReadonlyMap<FeedName, FeedHead>;
}

/** Reads, strongly consistent, the heads of a story, of every feed that it was or will be in, and of the register. */
export const readHeadsForEdit = async (table: Table, edit: Edit): Promise<Heads> =>
  headsFromItems(table, await readHeadItems(table, [edit]), edit);

/** Reads, strongly consistent, the unknown heads of some edits, all at once. */
export async function readHeadItems(
  table: Table,
  edits: readonly Pick<Edit, 'before' | 'after'>[],
  known?: KnownHeads,
): Promise<HeadItems> {
  const stories = new Set(edits.map(({ after }) => after.id));
  const feeds = new Set(edits.flatMap((edit) => [...feedsDecidingEdit(edit)]));
  const keys = [
    ...[...stories].filter((id) => !known?.stories.has(id)).map(storyHeadKey),
    ...(known ? [] : [registerHeadKey]),
    ...[...feeds].filter((name) => !known?.feeds.has(name)).map(feedHeadKey),
  ];
  return new Map((await getAll(table, keys)).map((item) => [keyText(keyOf(item)), item]));
}

/** The feeds whose heads decide an edit. */
export const feedsDecidingEdit = (edit: Pick<Edit, 'before' | 'after'>): Set<FeedName> =>
  new Set<FeedName>(['all', 'breaking', ...feedsAffectedBy(edit)]);

/** The heads of one edit: the stored ones, completed by a few queries at most. */
export async function headsFromItems(table: Table, items: HeadItems, edit: Edit): Promise<Heads> {
  const heads = await feedHeadsFromItems(table, items, edit, feedsDecidingEdit(edit));
  const register = items.get(keyText(registerHeadKey));
  return {
    ...heads,
    story: storyHeadIn(items, edit.after.id),
    register: register && (await listRegisterMoments(table, readRegisterHead(register), edit.now)),
    // A damaged table may have changes and no head of `all`.
    lastChange: heads.feeds.get('all')?.changes ?? (await lastChangeOf(queryOn(table))),
  };
}

export function storyHeadIn(items: HeadItems, id: string): StoryHead | undefined {
  const item = items.get(keyText(storyHeadKey(id)));
  return item && readStoryHead(id, item);
}

export function feedHeadIn(items: HeadItems, name: FeedName): FeedHead | undefined {
  const item = items.get(keyText(feedHeadKey(name)));
  return item && readFeedHead(name, item);
}

/** The heads of some feeds, with their moments listed and their open stories counted. */
export async function feedHeadsFromItems(
  table: Table,
  items: HeadItems,
  edit: Edit,
  names: Iterable<FeedName>,
): Promise<FeedHeads> {
  const { after, now } = edit;
  const query = queryOn(table);
  const feeds = new Map<FeedName, FeedHead>();
  const nextPublications = new Map<FeedName, Instant>();
  const full: FullDocument[] = [];
  let isBreakingFull = false;
  const reading = [...names].map(async (name) => {
    const stored = feedHeadIn(items, name);
    if (!stored) return;
    const listed = areMomentsListed(stored, now) ? stored : await withMomentsFrom(now, stored, query);
    const [{ head: counted, until }, flags] = await Promise.all([
      countOpenStories(query, listed, edit),
      name === 'breaking' ? countFlagsIfNeeded(query, stored, edit) : undefined,
    ]);
    const head = flags ? { ...counted, flags } : counted;
    if (flags) isBreakingFull = !takesFlag(flags);
    feeds.set(name, head);
    if (until !== undefined) full.push({ head, until });
    if (opensAt(head) <= now) return;
    const next = await nextPublication(query, name, after.id, now);
    if (next !== undefined) nextPublications.set(name, next);
  });
  await Promise.all(reading);
  return { feeds, nextPublications, full, isBreakingFull };
}

/** Whether a head's moments are complete for as long as a commit may take. */
export const areMomentsListed = ({ momentsUntil }: Head, now: Instant): boolean =>
  momentsUntil === undefined || momentsUntil > plusSeconds(now, COMMIT_MARGIN);

/** The head of the register with its moments listed for as long as a commit may take: two small queries at most. */
export const listRegisterMoments = async (table: Table, register: RegisterHead, now: Instant): Promise<RegisterHead> =>
  areMomentsListed(register, now) ? register : withOpeningsFrom(now, register, queryOn(table));

/** `breaking` opens with the first story of all, so it waits for the publications of `all`. */
async function nextPublication(query: Query, feed: FeedName, id: string, now: Instant): Promise<Instant | undefined> {
  const { Items = [] } = await query({
    ...keysBetween(feedPartition(feed === 'breaking' ? 'all' : feed), aboveEntriesAt(now), ABOVE_ENTRIES),
    ProjectionExpression: 'pk, sk',
    Limit: 2,
  });
  return Items.map((item) => entryKeyParts(keyOf(item).sk)).find((entry) => entry.id !== id)?.at;
}
