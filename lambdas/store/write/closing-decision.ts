import { lastDocumentEnd } from '../../news/feed/archive';
import { type Closing, closingAt, isOpen } from '../../news/feed/closing';
import type { FeedName } from '../../news/feed/feed';
import type { FeedHead } from '../../news/feed/feed-head';
import { type Instant, latest } from '../../news/values/instant';
import { omitUndefined } from '../../news/values/omit-undefined';
import { keysBetween } from '../read/key-ranges';
import type { RegisterHead } from '../table/head-items';
import { type Item, keyOf } from '../table/item';
import { ABOVE_ENTRIES, entryKeyParts, feedPartition, type Key } from '../table/keys';
import type { Query } from '../table/query-all';

/** The receipt of a request that closes or opens a feed. */
export interface ClosingReceipt {
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
  /** Decides, and writes nothing. */
  readonly dryRun?: boolean;
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

/** A feed that readers are sent to: its head and its item. */
export interface Target {
  readonly head: FeedHead;
  readonly item: Item;
}

/** The closing that a feed shall have. */
export interface Decision {
  /** Undefined for an open feed. */
  readonly closing: Closing | undefined;
  /** When the feed opened; without it, now. */
  readonly openedAt?: Instant;
  /** Feeds that must stay as they are meanwhile. */
  readonly targets?: readonly Target[];
}

/** The items that decide a closing, read strongly consistent. */
export interface ClosingState {
  readonly head: FeedHead;
  readonly register?: RegisterHead;
  /** The feed that readers are sent to. */
  readonly target?: Target;
  readonly now: Instant;
  readonly query: Query;
  readonly findTarget: (name: FeedName) => Promise<Target | undefined>;
}

/** An import leaves a feed closed that was closed since. */
export function decideOpening({ head, now }: ClosingState, importedAt: Instant | undefined): Decision {
  const before = closingAt(head, now);
  if (importedAt === undefined) return { closing: undefined };
  return before && before.at > importedAt ? { closing: before } : { closing: undefined, openedAt: importedAt };
}

export async function decideClosing(
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
