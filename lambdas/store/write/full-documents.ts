import { type Archive, lastDocumentEnd, type OpenStories, STORIES_PER_DOCUMENT } from '../../news/feed/archive';
import { archiveWithoutCount, type Edit, type FeedHead, type ImportTimes, isInFeed } from '../../news/feed/feed-head';
import { advanceHead } from '../../news/feed/head';
import type { Instant } from '../../news/values/instant';
import type { Query } from '../read/coming-moments';
import { actionsOn } from '../table/actions';
import { documentEndItem, feedHeadItem, keyOf } from '../table/items';
import { ABOVE_ENTRIES, aboveEntriesAt, entryKeyParts, feedPartition } from '../table/keys';
import type { Action } from '../table/transaction';

/** A feed that an edit finds full: its head, and where its next archive document ends. */
export interface FullDocument {
  readonly head: FeedHead;
  readonly until: Instant;
}

/** A feed's head with its open stories counted, and where its next archive document ends if it is full before an edit. */
export interface OpenStoryCount {
  readonly head: FeedHead;
  readonly until?: Instant;
}

/** Whether a head says how many stories its feed has since its last archive document, and that they are few. */
export function hasOpenStoryCount({ name, archive }: FeedHead, now: Instant): boolean {
  if (name === 'breaking') return true;
  return (
    archive?.open?.from === lastDocumentEnd(archive, now) &&
    !archive.open.more &&
    archive.open.stories < STORIES_PER_DOCUMENT
  );
}

/**
 * Counts the stories of a feed since its last archive document, where the head does not say, or says that they are many:
 * one query of as many as close a document and two more.
 */
export async function countOpenStories(
  query: Query,
  head: FeedHead,
  { before, after, now }: Edit,
): Promise<OpenStoryCount> {
  if (hasOpenStoryCount(head, now)) return { head };
  const archive: Archive = head.archive ?? archiveWithoutCount(head);
  const from = lastDocumentEnd(archive, now);
  const { Items = [], LastEvaluatedKey } = await query({
    KeyConditionExpression: 'pk = :feed AND sk BETWEEN :from AND :last',
    ExpressionAttributeValues: {
      ':feed': { S: feedPartition(head.name) },
      ':from': { S: aboveEntriesAt(from) },
      ':last': { S: ABOVE_ENTRIES },
    },
    ProjectionExpression: 'pk, sk',
    Limit: STORIES_PER_DOCUMENT + 2,
  });
  const places = Items.map((item) => entryKeyParts(keyOf(item).sk).at);
  const published = places.filter((at) => at <= now).length;
  const open: OpenStories = {
    from,
    stories: places.length,
    ...(LastEvaluatedKey && { more: true }),
    ...(published > STORIES_PER_DOCUMENT && { overflows: true }),
  };
  // A document closes when one story more comes, and once the second of its last is over.
  const comes = isInFeed(head.name, after, now) && !isInFeed(head.name, before, now) ? 1 : 0;
  const until = published + comes > STORIES_PER_DOCUMENT ? places[STORIES_PER_DOCUMENT - 1] : undefined;
  const known = { ...head, archive: { ...archive, open } };
  return { head: known, ...(until !== undefined && until < now && { until }) };
}

/** The actions that close the archive documents of full feeds. Readers find them from the feeds' own documents on. */
export function closingActions(
  tableName: string,
  full: readonly FullDocument[],
  now: Instant,
  version: () => string,
  brought?: ImportTimes,
): Action<never>[] {
  const { put, putOver } = actionsOn(tableName);
  return full.flatMap(({ head, until }) => {
    const made = { now, isVisible: true, of: '', moments: [], version: version() };
    const turn = advanceHead(head, { ...made, ...(brought && { storedAt: brought.storedAt }) });
    const archive: Archive = { version: turn.version, changedAt: turn.changedAt, closedUntil: until };
    return [
      { action: put(documentEndItem(head.name, until)) },
      { action: putOver(feedHeadItem({ ...head, ...turn, archive }), head) },
    ];
  });
}
