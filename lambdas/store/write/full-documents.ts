import { type Archive, closedUntil, FULL, type Open } from '../../news/feed/archive';
import { type Brought, type Edit, type FeedHead, isIn, uncounted } from '../../news/feed/feed-head';
import { turned } from '../../news/feed/head';
import type { Instant } from '../../news/values/instant';
import { actionsOn } from '../table/actions';
import { feedHeadItem, fullUntilItem, keyOf } from '../table/items';
import { feedPartition, LAST, partsOfEntry, through } from '../table/keys';
import type { Query } from '../read/coming-moments';
import type { Action } from '../table/transaction';

/** A feed that an edit finds full: its head, and where its next archive document ends. */
export interface Full {
  readonly head: FeedHead;
  readonly until: Instant;
}

/** A feed's head with its open stories counted, and where its next archive document ends if it is full before an edit. */
export interface Counted {
  readonly head: FeedHead;
  readonly until?: Instant;
}

/** Whether a head says how many stories its feed has since its last archive document, and that they are few. */
export function isCounted({ name, archive }: FeedHead, now: Instant): boolean {
  if (name === 'breaking') return true;
  return archive?.open?.from === closedUntil(archive, now) && !archive.open.more && archive.open.stories < FULL;
}

/**
 * Counts the stories of a feed since its last archive document, where the head does not say, or says that they are many:
 * one query of as many as close a document and two more.
 */
export async function counted(query: Query, head: FeedHead, { before, after, now }: Edit): Promise<Counted> {
  if (isCounted(head, now)) return { head };
  const archive: Archive = head.archive ?? uncounted(head);
  const from = closedUntil(archive, now);
  const { Items = [], LastEvaluatedKey } = await query({
    KeyConditionExpression: 'pk = :feed AND sk BETWEEN :from AND :last',
    ExpressionAttributeValues: {
      ':feed': { S: feedPartition(head.name) },
      ':from': { S: through(from) },
      ':last': { S: LAST },
    },
    ProjectionExpression: 'pk, sk',
    Limit: FULL + 2,
  });
  const places = Items.map((item) => partsOfEntry(keyOf(item).sk).at);
  const published = places.filter((at) => at <= now).length;
  const open: Open = {
    from,
    stories: places.length,
    ...(LastEvaluatedKey && { more: true }),
    ...(published > FULL && { overflows: true }),
  };
  // A document closes when one story more comes, and once the second of its last is over.
  const comes = isIn(head.name, after, now) && !isIn(head.name, before, now) ? 1 : 0;
  const until = published + comes > FULL ? places[FULL - 1] : undefined;
  const known = { ...head, archive: { ...archive, open } };
  return { head: known, ...(until !== undefined && until < now && { until }) };
}

/** The actions that close the archive documents of full feeds. Readers find them from the feeds' own documents on. */
export function closing(
  tableName: string,
  full: readonly Full[],
  now: Instant,
  version: () => string,
  brought?: Brought,
): Action<never>[] {
  const { put, putOver } = actionsOn(tableName);
  return full.flatMap(({ head, until }) => {
    const made = { now, seen: true, of: '', moments: [], version: version() };
    const turn = turned(head, { ...made, ...(brought && { storedAt: brought.storedAt }) });
    const archive: Archive = { version: turn.version, changedAt: turn.changedAt, closedUntil: until };
    return [
      { action: put(fullUntilItem(head.name, until)) },
      { action: putOver(feedHeadItem({ ...head, ...turn, archive }), head) },
    ];
  });
}
