import { monthBegin, monthEnd } from '../../news/feed/archive';
import type { FeedName } from '../../news/feed/feed';
import { type Instant, NEVER, plusSeconds } from '../../news/values/instant';
import { keyOf } from '../table/item';
import { documentEndKey, instantOfDocumentEnd } from '../table/keys';
import type { Query } from '../table/query-all';
import { keysBetween } from './key-ranges';

/** How many ends one query reads on each side of a moment. Only after 20 emptied documents a page needs more. */
const MAX_ENDS = 20;

/** No document ends before. */
const FIRST: Instant = '0000-01-01T00:00:00Z';

/** The ends of a feed's full documents from one second to another, the soonest first. Another end lies outside of them. */
export interface FullDocumentEnds {
  readonly ends: readonly Instant[];
  readonly from: Instant;
  readonly to: Instant;
}

/** The last ends of full documents up to a second. One small query. */
export async function readEndsUpTo(query: Query, feed: FeedName, to: Instant): Promise<FullDocumentEnds> {
  const { ends, isCut } = await readEnds(query, feed, FIRST, to, { ScanIndexForward: false, Limit: MAX_ENDS });
  const inOrder = ends.reverse();
  return { ends: inOrder, from: (isCut && inOrder[0]) || FIRST, to };
}

/** The ends of full documents around a second. Two small queries at once. */
export async function readEndsAround(query: Query, feed: FeedName, at: Instant): Promise<FullDocumentEnds> {
  const following = plusSeconds(at, 1);
  const [{ ends, from }, above] = await Promise.all([
    readEndsUpTo(query, feed, at),
    readEnds(query, feed, following, NEVER, { ScanIndexForward: true, Limit: MAX_ENDS }),
  ]);
  return { ends: [...ends, ...above.ends], from, to: (above.isCut && above.ends.at(-1)) || NEVER };
}

/** The end of the document, closed or not, that holds the stories of a second. One small query. */
export async function readEndOf(query: Query, feed: FeedName, at: Instant): Promise<Instant> {
  const { ends } = await readEnds(query, feed, at, monthEnd(at), { ScanIndexForward: true, Limit: 1 });
  return ends[0] ?? monthEnd(at);
}

/** Whether a document ends at `at` and is closed. The ends reach up to `at`. */
export const isClosed = ({ ends }: FullDocumentEnds, at: Instant, now: Instant): boolean =>
  at < now && (at === monthEnd(at) || ends.includes(at));

/** The same as `readEndOf`, from the ends that are read; undefined where it lies outside of them. */
export function endOf({ ends, from, to }: FullDocumentEnds, at: Instant): Instant | undefined {
  const end = ends.find((one) => one >= at && one <= monthEnd(at)) ?? monthEnd(at);
  return from <= at && end <= to ? end : undefined;
}

/** The end of the document below the document that ends at `at` or goes on there; undefined where it lies outside of the ends. */
export function endBelow({ ends, from }: FullDocumentEnds, at: Instant): Instant | undefined {
  const end = ends.findLast((one) => one < at && one >= monthBegin(at));
  if (end !== undefined) return end;
  return from <= monthBegin(at) ? plusSeconds(monthBegin(at), -1) : undefined;
}

async function readEnds(
  query: Query,
  feed: FeedName,
  from: Instant,
  to: Instant,
  order: { readonly ScanIndexForward: boolean; readonly Limit: number },
): Promise<{ ends: Instant[]; isCut: boolean }> {
  const { pk, sk } = documentEndKey(feed, from);
  const { Items = [], LastEvaluatedKey } = await query({
    ...keysBetween(pk, sk, documentEndKey(feed, to).sk),
    ...order,
  });
  return { ends: Items.map((item) => instantOfDocumentEnd(keyOf(item).sk)), isCut: LastEvaluatedKey !== undefined };
}
