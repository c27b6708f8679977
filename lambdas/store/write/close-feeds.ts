import { isDeepStrictEqual } from 'node:util';
import { lastDocumentEnd } from '../../news/feed/archive';
import { type Closing, closingAt, isOpen } from '../../news/feed/closing';
import { type FeedName, feedParts } from '../../news/feed/feed';
import type { FeedHead } from '../../news/feed/feed-head';
import { advanceHead } from '../../news/feed/head';
import { type Instant, latest } from '../../news/values/instant';
import { omitUndefined } from '../../news/values/omit-undefined';
import { withMomentsFrom } from '../read/coming-moments';
import { keysBetween } from '../read/key-ranges';
import { getAll } from '../table/batch-get';
import { feedHeadItem, type RegisterHead, readFeedHead, readRegisterHead } from '../table/head-items';
import { type Item, keyOf } from '../table/item';
import {
  ABOVE_ENTRIES,
  entryKeyParts,
  feedHeadKey,
  feedPartition,
  type Key,
  keyText,
  registerHeadKey,
} from '../table/keys';
import { type Query, queryOn } from '../table/query-all';
import { newReceiptItem } from '../table/receipt-items';
import { type Action, commit, StoreUnavailable } from '../table/transaction';
import { actionsOn } from '../table/transaction-actions';
import type { Ids } from './edit-context';
import { areMomentsListed, listRegisterMoments } from './read-heads-for-edit';
import { registerActions } from './register-actions';
import { MAX_ATTEMPTS, MAX_WAIT_MS, type WriterNeeds } from './writer-needs';

/** The receipt of a request that closes or opens a feed. */
interface ClosingReceipt {
  readonly key: Key;
  /** SHA-256 of method, path and body. */
  readonly request: string;
}

/** A feed that an editor closes, and the feed that its readers are sent to. */
export interface FeedToClose extends FeedToOpen {
  readonly movedTo?: FeedName;
  /** Only of an import: when the feed was closed elsewhere. It may hold stories under embargo and tombstones, and its target may be closed too. */
  readonly importedAt?: Instant;
}

/** A closed feed that an editor opens. */
export interface FeedToOpen {
  readonly name: FeedName;
  readonly receipt?: ClosingReceipt;
  /** Only of an import: when the feed was opened elsewhere. */
  readonly importedAt?: Instant;
}

/** The most stories that a refusal counts. */
export const MAX_COUNTED_STORIES = 100;

/** The most feeds, one moved to the next, that a closing follows. */
export const MAX_TARGETS = 10;

/** Why a feed was not closed or opened, and nothing was written. */
export type ClosingRefusal =
  | { readonly refused: 'unknown' | 'repeated' | 'target not open' }
  /** Only of an import: readers who follow the target never get to a feed that stays, or too late. */
  | { readonly refused: 'target without end' }
  /** `stories` is at most MAX_COUNTED_STORIES; `more` says that there are others. */
  | { readonly refused: 'holds stories'; readonly stories: number; readonly more: boolean }
  | { readonly refused: 'announces a withdrawal'; readonly until: Instant };

/** The feed as the write leaves it. */
export type ClosingOutcome = { readonly feed: Pick<FeedHead, 'name' | 'title' | 'closing'> } | ClosingRefusal;

/** A feed that readers are sent to: its head and its item. */
interface Target {
  readonly head: FeedHead;
  readonly item: Item;
}

/** The closing that a feed shall have. */
interface Decision {
  /** Undefined for an open feed. */
  readonly closing: Closing | undefined;
  /** When the feed opened; without it, now. */
  readonly openedAt?: Instant;
  /** Feeds that must stay as they are meanwhile. */
  readonly targets?: readonly Target[];
}

/** The items that decide a closing, read strongly consistent. */
interface ClosingState {
  readonly head: FeedHead;
  readonly register?: RegisterHead;
  /** The feed that readers are sent to. */
  readonly target?: Target;
  readonly now: Instant;
  readonly query: Query;
  readonly findTarget: (name: FeedName) => Promise<Target | undefined>;
}

/** The part of the writer that closes feeds and opens them again. */
export function closeFeeds({ table, clock, ids, wait, random }: WriterNeeds) {
  const query = queryOn(table);

  async function store(
    { name, movedTo, receipt }: FeedToClose,
    decide: (state: ClosingState) => Promise<Decision | ClosingRefusal>,
  ): Promise<ClosingOutcome> {
    if (movedTo === name) return { refused: 'target not open' };
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const now = clock();
      const keys = [feedHeadKey(name), registerHeadKey, ...(movedTo === undefined ? [] : [feedHeadKey(movedTo)])];
      const items = new Map((await getAll(table, keys)).map((item) => [keyText(keyOf(item)), item]));
      const item = items.get(keyText(feedHeadKey(name)));
      const stored = item && readFeedHead(name, item);
      // Readers never knew a feed that has not opened.
      if (!stored || stored.openedAt > now) return { refused: 'unknown' };
      const head = areMomentsListed(stored, now) ? stored : await withMomentsFrom(now, stored, query);
      const register = items.get(keyText(registerHeadKey));
      const state: ClosingState = {
        head,
        register: register && (await listRegisterMoments(table, readRegisterHead(register), now)),
        target: movedTo && targetOf(movedTo, items.get(keyText(feedHeadKey(movedTo)))),
        now,
        query,
        findTarget: async (target) => targetOf(target, (await getAll(table, [feedHeadKey(target)]))[0]),
      };
      const decided = await decide(state);
      if ('refused' in decided) return decided;
      const feed = { name, title: head.title, closing: decided.closing };
      const actions = closingActions(table.name, state, decided, { ids, receipt });
      const outcome =
        actions.length === 0 ? 'done' : await commit(table.client, actions, { token: ids.transaction(), wait });
      if (outcome === 'done') return { feed };
      if (outcome === 'repeated') return { refused: 'repeated' };
      await wait(random() * Math.min(10 * 2 ** attempt, MAX_WAIT_MS));
    }
    throw new StoreUnavailable('too many stories of this feed are being written; nothing was stored');
  }

  return {
    /**
     * Closes a feed, or sends the readers of a closed one elsewhere, in one transaction. A feed that is closed so already is
     * written only for its receipt. Throws StoreUnavailable when the outcome stays unknown.
     */
    closeFeed: (feed: FeedToClose): Promise<ClosingOutcome> => store(feed, (state) => decideClosing(state, feed)),

    /** Opens a closed feed, in one transaction; and as `closeFeed`. */
    openFeed: (feed: FeedToOpen): Promise<ClosingOutcome> =>
      store(feed, async (state) => decideOpening(state, feed.importedAt)),
  };
}

const targetOf = (name: FeedName, item: Item | undefined): Target | undefined =>
  item && { head: readFeedHead(name, item), item };

/** An import leaves a feed closed that was closed since. */
function decideOpening({ head, now }: ClosingState, importedAt: Instant | undefined): Decision {
  const before = closingAt(head, now);
  if (importedAt === undefined) return { closing: undefined };
  return before && before.at > importedAt ? { closing: before } : { closing: undefined, openedAt: importedAt };
}

async function decideClosing(
  state: ClosingState,
  { movedTo, importedAt }: FeedToClose,
): Promise<Decision | ClosingRefusal> {
  const { head, target, now, query } = state;
  const isImport = importedAt !== undefined;
  const before = closingAt(head, now);
  // An import that runs again leaves a feed as an editor closed or opened it since.
  if (isImport && head.closing && lastChangeOf(head.closing, now) >= importedAt) return { closing: before };
  if (movedTo !== undefined && !(target && (isImport || isOpen(target.head, now))))
    return { refused: 'target not open' };
  const targets = await followTargets(state);
  if (!targets) return { refused: 'target without end' };
  const closing = omitUndefined({ at: importedAt ?? now, movedTo, until: before?.until });
  if (before) return before.movedTo === movedTo ? { closing: before } : { closing, targets };
  const { published, embargoed, stories, more } = await countStories(query, head, now);
  if (published.length > 0 || (stories > 0 && !isImport)) return { refused: 'holds stories', stories, more };
  const until = latest(head.tombstonesUntil, ...head.tombstones);
  // A withdrawal after the closing elsewhere may have left its tombstone in the closed feed.
  if (!isImport && until !== undefined && until > now) return { refused: 'announces a withdrawal', until };
  return { closing: omitUndefined({ ...closing, until: embargoed[0] }), targets };
}

/** When a feed was closed, or opened after that. */
const lastChangeOf = ({ at, until }: Closing, now: Instant): Instant =>
  until !== undefined && until <= now ? latest(at, until) : at;

/**
 * The feeds that readers get to from a feed, each moved to the next: an import may send them to a closed one. Undefined where
 * they come back to the feed, or follow more than MAX_TARGETS. One small read for each after the first.
 */
async function followTargets({ head, target, now, findTarget }: ClosingState): Promise<Target[] | undefined> {
  const targets: Target[] = [];
  let next = target;
  while (next) {
    if (next.head.name === head.name || targets.length === MAX_TARGETS) return undefined;
    targets.push(next);
    const movedTo = closingAt(next.head, now)?.movedTo;
    next = movedTo && (await findTarget(movedTo));
  }
  return targets;
}

/**
 * The stories of a feed, by their publication, and their number, at most MAX_COUNTED_STORIES. One query, which may see half of a transaction:
 * where it sees no story, the head tells whether there is one.
 */
async function countStories(query: Query, head: FeedHead, now: Instant) {
  const { Items = [] } = await query({
    ...keysBetween(feedPartition(head.name), '0', ABOVE_ENTRIES),
    ProjectionExpression: 'pk, sk',
    Limit: MAX_COUNTED_STORIES + 1,
  });
  const found = Items.map((item) => entryKeyParts(keyOf(item).sk).at);
  const instants = found.length > 0 ? found : instantsByHead(head, now);
  return {
    published: instants.filter((at) => at <= now),
    embargoed: instants.filter((at) => at > now),
    stories: Math.min(instants.length, MAX_COUNTED_STORIES),
    more: instants.length > MAX_COUNTED_STORIES,
  };
}

/** The publications of stories that a head knows to be in its feed. */
function instantsByHead({ touched, archive, moments }: FeedHead, now: Instant): Instant[] {
  const entries = touched.filter(({ tombstone, revision }) => !tombstone && revision > 0).map(({ at }) => at);
  const open = archive?.open;
  // The head counts the stories of this month, with embargoed ones, and lists the soonest embargo.
  const isCounted = open !== undefined && open.from === lastDocumentEnd(archive, now) && open.stories > 0;
  return entries.length > 0 || !isCounted ? entries : [moments.find(({ at }) => at > now)?.at ?? now];
}

/** One transaction: the receipt, the head, its row and the head of the register. Nothing where nothing changes. */
function closingActions(
  tableName: string,
  { head, register, now }: ClosingState,
  { closing, openedAt = now, targets = [] }: Decision,
  { ids, receipt }: { ids: Ids; receipt?: ClosingReceipt },
): Action<'repeated'>[] {
  const on = actionsOn(tableName);
  const before = closingAt(head, now);
  const actions: Action<'repeated'>[] = [];
  if (receipt) {
    const { name: feed, title } = head;
    const content = { request: receipt.request, status: 200, feed, title, closing };
    actions.push({ action: on.putNewOrEnded(newReceiptItem(receipt.key, content, now), now), refusal: 'repeated' });
  }
  if (isDeepStrictEqual(before, closing)) return actions;
  const version = ids.version();
  const advanced = advanceHead(head, { now, isVisible: true, moments: new Map(), version });
  const after: FeedHead = {
    ...head,
    ...advanced,
    // An open feed keeps its last closing, with its end.
    closing: closing ?? (before && { ...before, until: openedAt }),
    // No ETag from before the closing comes again.
    archive: head.archive && { ...head.archive, version, changedAt: advanced.changedAt },
  };
  const edit = { now };
  const ofRegister = registerActions({ edit, heads: { register }, ids, on }, [{ previous: head, head: after }]);
  actions.push({ action: on.putOver(feedHeadItem(after), head) });
  for (const { action } of ofRegister.actions) actions.push({ action });
  // A condition alone needs a right of its own. The same item again has the same condition: the target stays open meanwhile.
  for (const target of targets)
    if (feedParts(target.head.name)) actions.push({ action: on.putOver(target.item, target.head) });
  return actions;
}
