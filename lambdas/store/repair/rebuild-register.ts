import { isDeepStrictEqual } from 'node:util';
import { opensAt } from '../../news/feed/closing';
import type { FeedHead } from '../../news/feed/feed-head';
import { nameHash } from '../../news/feed/head';
import { greatest } from '../../news/values/greatest';
import { type Instant, NEVER } from '../../news/values/instant';
import type { RegisteredFeed, RegisterHead } from '../table/head-items';
import { renewHead } from './renew-head';
import type { TableScan } from './scan-table';

/** The register of some feeds: its head, and the rows that have to be written before the head. */
export function rebuildRegister(
  feeds: readonly FeedHead[],
  { head, rows }: TableScan['register'],
  { now, version }: { now: Instant; version: string },
): { head: RegisterHead; puts: RegisteredFeed[]; mended: string[] } {
  const wrong = feeds.filter((feed) => !isSame(feed, rows.get(feed.name)));
  const mended = wrong.map(
    ({ name }) => `register: feed ${name} ${rows.has(name) ? 'differed from its head' : 'was missing'}`,
  );
  if (!head) mended.push('register: its head was missing');

  const last = Math.max(head?.writeCount ?? 0, greatest([...rows.values()].map(({ writeCount }) => writeCount)));
  // One row has the `writeCount` of the head, so one is written again where none is wrong.
  const written = wrong.length > 0 ? wrong : feeds.slice(-1);
  const puts = written.map(({ name, title, guid, openedAt, closing }, i) => ({
    name,
    title,
    guid,
    openedAt,
    closing,
    writeCount: last + i + 1,
  }));
  const moments = feeds
    .map((feed) => ({ at: opensAt(feed), idHash: nameHash(feed.name) }))
    .filter(({ at }) => at !== NEVER);
  const renewed = renewHead(head, { writeCount: last + puts.length, moments, now, version });
  // Every row is written before this head, so no reader has to look for one.
  return { head: { ...renewed, touched: [] }, puts, mended };
}

const isSame = (feed: FeedHead, row: RegisteredFeed | undefined): boolean =>
  row !== undefined &&
  row.title === feed.title &&
  row.guid === feed.guid &&
  row.openedAt === feed.openedAt &&
  isDeepStrictEqual(row.closing, feed.closing);
