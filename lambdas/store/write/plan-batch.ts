import type { FeedName } from '../../news/feed/feed';
import type { Edit, FeedHead } from '../../news/feed/feed-head';
import type { Story } from '../../news/story/story';
import { type Instant, latest } from '../../news/values/instant';
import { readFeedHead, readStoryHead, type StoryHead } from '../table/items';
import { feedHeadKey, keyText, storyHeadKey } from '../table/keys';
import type { Table } from '../table/table';
import { type FullDocument, hasOpenStoryCount } from './full-documents';
import { type ActionsByKey, bytesIn, isOneTransaction, mergeActions } from './merge-actions';
import { type EditRecord, type Ids, type PlannedEdit, planEdit, type WriteRefusal } from './plan-edit';
import {
  areMomentsListed,
  feedHeadsFromItems,
  feedsDecidingEdit,
  type HeadItems,
  type Heads,
  headsFromItems,
  readHeadItems,
} from './read-heads-for-edit';

/** A revision that was made elsewhere. */
export interface Import {
  /** The revision before it, as it is stored or comes before it in the same import. */
  readonly before?: Story;
  readonly after: Story;
  /** When it was made, by the clock there; not after now. */
  readonly originalAt: Instant;
  readonly edited: EditRecord;
}

/** The first of some imports in one transaction; or the feeds that have an archive document to close before the first of them. */
export type Batch =
  | { readonly actions: ActionsByKey<WriteRefusal>; readonly count: number; readonly chain?: BatchSoFar }
  | { readonly full: readonly FullDocument[]; readonly edit: Edit }
  | 'conflict';

/** What was planned so far, and the heads as that leaves them. */
export interface BatchSoFar extends Pick<PlannedEdit['heads'], 'lastChange' | 'register'> {
  readonly actions: ActionsByKey<WriteRefusal>;
  readonly bytes: number;
  readonly count: number;
  readonly stories: ReadonlyMap<string, StoryHead>;
  readonly feeds: ReadonlyMap<FeedName, FeedHead>;
  /** How many entries of each feed were touched. */
  readonly touched: ReadonlyMap<FeedName, number>;
}

/**
 * Plans as many imports as fit into one transaction, in their order, each on the heads as the one before it leaves them. An
 * import is planned at the moment at which it was made, or at the last one that this newsroom has been through, so that its
 * feeds and archives become what they would be had it been made here. `conflict` where the first does not follow on the
 * revision that there is. With `past`, they are planned on the heads as a batch leaves them that is being stored: none of them
 * where the first has to ask the store what that one changes.
 */
export async function planBatch(
  table: Table,
  imports: readonly Import[],
  { storedAt, ids, past }: { storedAt: Instant; ids: Ids; past?: BatchSoFar },
): Promise<Batch> {
  const items = await readHeadItems(table, imports, past);
  let chain: BatchSoFar | undefined = past && { ...past, actions: new Map(), bytes: 0, count: 0, touched: new Map() };
  for (const { before, after, originalAt, edited } of imports) {
    const last = chain ? chain.lastChange.at : lastIn(items, storedAt);
    const now = [latest(originalAt, last) ?? originalAt, storedAt].sort()[0] as Instant;
    const edit: Edit = { ...(before && { before }), after, now, imported: { madeAt: originalAt, storedAt } };
    const heads = chain ? await headsAfter(chain, table, items, edit) : await headsFromItems(table, items, edit);
    if (!chain && heads?.story?.rev !== before?.revision) return 'conflict';
    if (!chain && heads && heads.full.length > 0) return { full: heads.full, edit };
    if (!heads || heads.full.length > 0 || heads.story?.rev !== before?.revision) break;

    const { actions, heads: left } = planEdit(table.name, edit, edited, heads, ids, chain?.touched);
    const all = mergeActions(chain?.actions ?? new Map(), actions);
    const bytes = (chain?.bytes ?? 0) + bytesIn(actions);
    if (!all || (chain?.count && !isOneTransaction(all.size, bytes))) break;
    chain = {
      ...{ actions: all, bytes, count: (chain?.count ?? 0) + 1, lastChange: left.lastChange },
      ...(left.register && { register: left.register }),
      stories: new Map([...(chain?.stories ?? []), [after.id, left.story]]),
      feeds: new Map([...(chain?.feeds ?? []), ...left.feeds]),
      touched: touchedBy(edit, chain?.touched),
    };
  }
  return { actions: chain?.actions ?? new Map(), count: chain?.count ?? 0, ...(chain && { chain }) };
}

/** The last moment that a newsroom has been through; now, where its release kept no list of changes. */
function lastIn(items: HeadItems, now: Instant): Instant | undefined {
  const all = items.get(keyText(feedHeadKey('all')));
  return all && (readFeedHead('all', all).changes?.at ?? now);
}

/** The heads of an edit that follows others in their transaction; undefined where it has to ask the store what those change. */
async function headsAfter(chain: BatchSoFar, table: Table, items: HeadItems, edit: Edit): Promise<Heads | undefined> {
  const { after, now } = edit;
  const others: FeedName[] = [];
  const isOpen = (head: FeedHead) => areMomentsListed(head, now) && head.openedAt <= now;
  for (const name of feedsDecidingEdit(edit)) {
    const known = chain.feeds.get(name);
    const item = items.get(keyText(feedHeadKey(name)));
    if (known ? !isOpen(known) || !hasOpenStoryCount(known, now) : item && !isOpen(readFeedHead(name, item)))
      return undefined;
    if (!known) others.push(name);
  }
  if (chain.register && !areMomentsListed(chain.register, now)) return undefined;
  const { feeds, full, nextPublications } = await feedHeadsFromItems(table, items, edit, others);
  const stored = items.get(keyText(storyHeadKey(after.id)));
  const story = chain.stories.get(after.id) ?? (stored && readStoryHead(after.id, stored));
  return {
    ...(story && { story }),
    ...(chain.register && { register: chain.register }),
    feeds: new Map([...chain.feeds, ...feeds]),
    ...{ full, nextPublications, lastChange: chain.lastChange },
  };
}

function touchedBy(edit: Edit, touched: ReadonlyMap<FeedName, number> = new Map()): Map<FeedName, number> {
  const places = edit.before ? 2 : 1;
  return new Map([
    ...touched,
    ...[...feedsDecidingEdit(edit)].map((name) => [name, (touched.get(name) ?? 0) + places] as const),
  ]);
}
