import type { FeedName } from '../../news/feed/feed';
import type { FeedHead } from '../../news/feed/feed-head';
import { withMomentsFrom } from '../read/coming-moments';
import { getAll } from '../table/batch-get';
import { readFeedHead, readRegisterHead } from '../table/head-items';
import { type Item, keyOf } from '../table/item';
import { feedHeadKey, keyText, registerHeadKey } from '../table/keys';
import { queryOn } from '../table/query-all';
import { commit, StoreUnavailable } from '../table/transaction';
import { closingActions } from './closing-actions';
import {
  type ClosingRefusal,
  type ClosingState,
  type Decision,
  decideClosing,
  decideOpening,
  type FeedToClose,
  type FeedToOpen,
  type Target,
} from './closing-decision';
import { areMomentsListed, listRegisterMoments } from './read-heads-for-edit';
import { MAX_ATTEMPTS, MAX_WAIT_MS, type WriterNeeds } from './writer-needs';

/** The feed as the write leaves it. */
export type ClosingOutcome = { readonly feed: Pick<FeedHead, 'name' | 'title' | 'closing'> } | ClosingRefusal;

/** The part of the writer that closes feeds and opens them again. */
export function closeFeeds({ table, clock, ids, wait, random }: WriterNeeds) {
  const query = queryOn(table);

  async function store(
    { name, movedTo, receipt, dryRun }: FeedToClose,
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
      if (dryRun) return { feed };
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
