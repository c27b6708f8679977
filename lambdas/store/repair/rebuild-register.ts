import type { FeedHead } from '../../news/feed/feed-head';
import { nameHash } from '../../news/feed/head';
import type { Instant } from '../../news/values/instant';
import { NEVER } from '../../news/values/instant';
import type { RegisteredFeed, RegisterHead } from '../table/head-items';
import { renewHead } from './renew-head';
import type { TableScan } from './scan-table';

type Registered = Pick<FeedHead, 'name' | 'title' | 'guid' | 'openedAt'>;

/** The register that some feeds call for: its head, and the rows to be written before it. */
export function rebuildRegister(
  feeds: readonly Registered[],
  { head, rows }: TableScan['register'],
  { now, version }: { now: Instant; version: string },
): { head: RegisterHead; puts: RegisteredFeed[]; mended: string[] } {
  const wrong = feeds.filter((feed) => !isSame(feed, rows.get(feed.name)));
  const mended = wrong.map(
    ({ name }) => `register: feed ${name} ${rows.has(name) ? 'was told of otherwise' : 'was missing'}`,
  );
  if (!head) mended.push('register: its head was missing');
  else if (head.feeds !== feeds.length)
    mended.push(`register: its head counted ${head.feeds} feeds of ${feeds.length}`);

  const last = Math.max(0, head?.rev ?? 0, ...[...rows.values()].map(({ rev }) => rev));
  // The head's `rev` is that of a row, so one is written anew also where none is wrong.
  const puts = (wrong.length > 0 ? wrong : feeds.slice(-1)).map(({ name, title, guid, openedAt }, i) => ({
    name,
    title,
    guid,
    openedAt,
    rev: last + i + 1,
  }));
  const moments = feeds
    .filter(({ openedAt }) => openedAt !== NEVER)
    .map(({ name, openedAt }) => ({ at: openedAt, of: nameHash(name) }));
  const turn = { rev: last + puts.length, moments, now, version };
  return { head: { feeds: feeds.length, ...renewHead(head, turn) }, puts, mended };
}

const isSame = (feed: Registered, row: RegisteredFeed | undefined): boolean =>
  row !== undefined && row.title === feed.title && row.guid === feed.guid && row.openedAt === feed.openedAt;
