import type { Edit } from '../../news/feed/feed-edit';
import { addsFlag } from '../../news/feed/flag-count';
import type { Story } from '../../news/story/story';
import { type FormerUrlOwners, findFormerUrlOwners } from '../read/former-url-owners';
import { type Action, commit, StoreUnavailable } from '../table/transaction';
import { claimFormerUrls } from './claim-former-urls';
import { closeFeeds } from './close-feeds';
import { countFreeFlags } from './count-flags';
import type { RecordSource, WriteRefusal } from './edit-context';
import { documentEndActions } from './full-documents';
import { planEdit } from './plan-edit';
import { readHeadsForEdit } from './read-heads-for-edit';
import { type CountedStories, countInClosedParts, splitFullPart } from './sitemap-places';
import { MAX_ATTEMPTS, MAX_WAIT_MS, type WriterNeeds } from './writer-needs';

export type Writer = ReturnType<typeof createWriter>;

/** The writing half of the store. */
export function createWriter(needs: WriterNeeds) {
  const { table, clock, ids, wait, random } = needs;
  const send = (actions: readonly Action<WriteRefusal>[]) =>
    commit(table.client, actions, { token: ids.transaction(), wait });

  const claims = claimFormerUrls(needs);

  /** Stores an edit between the claims of its former addresses. */
  async function store(change: Omit<Edit, 'now'>, source: RecordSource): Promise<'stored' | WriteRefusal> {
    if (!(await claims.claimAdded(change))) return 'address taken';
    const outcome = await storeEdit(change, source);
    await (outcome === 'stored' ? claims.releaseRemoved(change) : claims.releaseUnused(change));
    return outcome;
  }

  async function storeEdit(
    { before, after }: Omit<Edit, 'now'>,
    source: RecordSource,
  ): Promise<'stored' | WriteRefusal> {
    const counted: CountedStories = new Map();
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const edit: Edit = { before, after, now: clock() };
      const heads = await readHeadsForEdit(table, edit);
      if (heads.story?.writeCount !== before?.revision) return 'conflict';
      if (heads.isBreakingFull) return 'breaking full';
      if (heads.full.length > 0) {
        // Another writer may have closed them. A document that closes is no failed attempt: the clock may have filled thousands.
        if ((await send(documentEndActions(table.name, heads.full, edit, ids.version))) === 'done') attempt--;
        continue;
      }
      const record = typeof source === 'function' ? await source(heads.feeds) : source;
      const { actions, heads: planned } = planEdit({ tableName: table.name, edit, record, heads, ids });
      const full = await countInClosedParts(table, planned.feeds, [edit], counted);
      if (typeof full === 'object') {
        await splitFullPart(table, full, edit, { version: ids.version(), send });
        continue;
      }
      const outcome = full ?? (await send(actions));
      if (outcome === 'done') return 'stored';
      if (outcome !== 'busy') return outcome;
      await wait(random() * Math.min(10 * 2 ** attempt, MAX_WAIT_MS));
    }
    throw new StoreUnavailable('too many other stories are being written; nothing was stored');
  }

  return {
    ...closeFeeds(needs),

    /**
     * Stores a new story, revision 1, in every feed that it belongs to. `conflict` when its id is taken, for ever;
     * `repeated` when its receipt is there already; `breaking full` when it has a flag and no more may be set;
     * `address taken` when another story has one of its former addresses. Throws StoreUnavailable when the outcome stays unknown.
     */
    create: (after: Story, record: RecordSource) => store({ after }, record),

    /** Whether an edit would be refused for its flag. For dry runs: it writes nothing. */
    async isBreakingFull(change: Omit<Edit, 'now'>): Promise<boolean> {
      const now = clock();
      return addsFlag({ ...change, now }) && (await countFreeFlags(table, now)) <= 0;
    },

    /** The stories that have some former addresses. Only edits ask, so it is no part of the reader. */
    formerUrlOwners: (addresses: readonly string[]): Promise<FormerUrlOwners> =>
      findFormerUrlOwners(table, addresses, clock()),

    /** Stores the next revision of a story. `conflict` when `before` is no longer the current one; and as `create`. */
    revise: (before: Story, after: Story, record: RecordSource) => store({ before, after }, record),
  };
}
