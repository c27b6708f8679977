import { type Archive, lastDocumentEnd, STORIES_PER_DOCUMENT } from '../../news/feed/archive';
import type { Edit } from '../../news/feed/feed-edit';
import type { FeedHead } from '../../news/feed/feed-head';
import { isInFeed } from '../../news/feed/feed-place';
import { advanceHead } from '../../news/feed/head';
import type { Instant } from '../../news/values/instant';
import { keysBetween } from '../read/key-ranges';
import { documentEndItem } from '../table/entry-items';
import { feedHeadItem } from '../table/head-items';
import { keyOf } from '../table/item';
import { ABOVE_ENTRIES, aboveEntriesAt, entryKeyParts, feedPartition } from '../table/keys';
import type { Query } from '../table/query-all';
import type { Action } from '../table/transaction';
import { actionsOn } from '../table/transaction-actions';

/** A feed that has an archive document to close before an edit: its head, and where the document ends. */
export interface FullDocument {
  readonly head: FeedHead;
  readonly until: Instant;
}

/** Whether a head counts the stories since its last archive document, and they are few. `breaking` has no archive. */
export function hasOpenStoryCount({ archive }: FeedHead, now: Instant): boolean {
  if (!archive) return true;
  const { open } = archive;
  return open?.from === lastDocumentEnd(archive, now) && !open.more && open.stories < STORIES_PER_DOCUMENT;
}

/**
 * Counts the stories of a feed since its last archive document, where its head has no count or a count of many. One query of
 * as many as close a document and two more. Gives the head with its count, and the end of a document that is full.
 */
export async function countOpenStories(
  query: Query,
  head: FeedHead,
  edit: Edit,
): Promise<Pick<FullDocument, 'head'> & Partial<FullDocument>> {
  const { name, archive } = head;
  const { before, after, now } = edit;
  if (!archive || hasOpenStoryCount(head, now)) return { head };
  const from = lastDocumentEnd(archive, now);
  const { Items = [], LastEvaluatedKey } = await query({
    ...keysBetween(feedPartition(name), aboveEntriesAt(from), ABOVE_ENTRIES),
    ProjectionExpression: 'pk, sk',
    Limit: STORIES_PER_DOCUMENT + 2,
  });
  const instants = Items.map((item) => entryKeyParts(keyOf(item).sk).at);
  const published = instants.filter((at) => at <= now).length;
  const open = {
    from,
    stories: instants.length,
    more: LastEvaluatedKey ? (true as const) : undefined,
    overflows: published > STORIES_PER_DOCUMENT ? (true as const) : undefined,
  };
  // A document closes when one more story is published, and once the second of its last story is over.
  const added = isInFeed(name, after, now) && !isInFeed(name, before, now) ? 1 : 0;
  const until = published + added > STORIES_PER_DOCUMENT ? instants[STORIES_PER_DOCUMENT - 1] : undefined;
  return {
    head: { ...head, archive: { ...archive, open } },
    until: until !== undefined && until < now ? until : undefined,
  };
}

/** The actions that close the archive documents of full feeds. Readers find them from the feeds' own documents on. */
export function documentEndActions(
  tableName: string,
  full: readonly FullDocument[],
  { now, imported }: Pick<Edit, 'now' | 'imported'>,
  version: () => string,
): Action<never>[] {
  const { put, putOver } = actionsOn(tableName);
  return full.flatMap(({ head, until }) => {
    const advanced = advanceHead(head, {
      now,
      storedAt: imported?.storedAt,
      isVisible: true,
      moments: new Map(),
      version: version(),
    });
    const archive: Archive = { version: advanced.version, changedAt: advanced.changedAt, closedUntil: until };
    return [
      { action: put(documentEndItem(head.name, until)) },
      { action: putOver(feedHeadItem({ ...head, ...advanced, archive }), head) },
    ];
  });
}
