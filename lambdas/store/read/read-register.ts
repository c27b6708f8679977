import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { isOpen } from '../../news/feed/closing';
import { type FeedKind, type FeedName, feedParts } from '../../news/feed/feed';
import type { Instant } from '../../news/values/instant';
import { type RegisteredFeed, type RegisterHead, readRegisteredFeed, readRegisterHead } from '../table/head-items';
import { ABOVE_ROWS, aboveKey, REGISTER_PARTITION, registerHeadKey, registerKey, registerRange } from '../table/keys';
import { type QueryInput, queryAll, queryOn, queryPages } from '../table/query-all';
import type { Table } from '../table/table';
import { showsTouchedRows } from '../table/touched-rows';
import { isPastMoments, withOpeningsFrom } from './coming-moments';
import { type Consistency, getItem } from './get-item';
import { keysBetween } from './key-ranges';

/** Some open feeds, in the order of the register. */
export interface RegisterPage {
  readonly feeds: readonly RegisteredFeed[];
  /** The last feed of the page, or a closed one after it, where the register may have more. */
  readonly last?: FeedName;
  /** Whether the page shows the whole of the transaction that wrote the head. */
  readonly matchesHead: boolean;
}

export interface RegisterRequest {
  readonly now: Instant;
  readonly limit: number;
  /** The last feed of the page before. */
  readonly after?: FeedName;
  /** The last kind of feeds to read, in the order of the register; left out: every kind. */
  readonly through?: FeedKind;
}

/** Rows of feeds that have not opened or are closed, for which one request has room. A page with more of them takes a second request. */
const SPARE_ROWS = 50;
const MAX_REQUESTS = 2;

/** How many rows on each side of a feed are read to find a near name: the whole register of a small newsroom. */
const ROWS_BESIDE = 50;

/** Milliseconds after which rows beside a feed are not worth waiting for. */
const BESIDE_DEADLINE_MS = 500;

/** Every feed in the register, open or not, in the order of `/feeds`. One request for each megabyte. */
export async function readRegisteredFeeds(table: Table): Promise<RegisteredFeed[]> {
  const items = await queryAll(queryOn(table), keysBetween(REGISTER_PARTITION, '0', ABOVE_ROWS));
  return items.map(readRegisteredFeed);
}

/** The reads of the register of feeds. */
export const registerReads = (table: Table) => ({
  async registerHead(how: Consistency): Promise<RegisterHead | undefined> {
    const item = await getItem(table, registerHeadKey, how);
    return item && readRegisterHead(item);
  },

  /** The first feeds after one that are open now. One query, or two where many are not. */
  async register(head: RegisterHead, { now, limit, after, through }: RegisterRequest): Promise<RegisterPage> {
    const from = after === undefined ? '' : registerKey(after).sk;
    const end = through && registerRange(through).to;
    const range = keysBetween(REGISTER_PARTITION, from === '' ? '0' : aboveKey(from), end ?? ABOVE_ROWS);
    const { rows, isCut } = await readRows(table, range, { now, limit });
    // The name of a feed that has not opened must not get out, in a cursor either. Readers know a closed one.
    const known = rows.filter(({ openedAt }) => openedAt <= now);
    const open = known.filter((feed) => isOpen(feed, now));
    const feeds = open.slice(0, limit);
    const last = open.length > limit ? feeds.at(-1) : isCut ? known.at(-1) : undefined;
    const cut = isCut ? rows.at(-1) : undefined;
    return {
      feeds,
      last: last?.name,
      matchesHead: showsTouchedRows(head, rows, { from, to: cut ? registerKey(cut.name).sk : end }),
    };
  },

  /**
   * The feeds of its kind before and after a feed in the order of the register, 50 on each side at most, open or not. Two
   * queries at once, eventually consistent, at most half a second.
   */
  async feedsBeside(feed: FeedName): Promise<RegisteredFeed[]> {
    const kind = feedParts(feed)?.kind;
    if (kind === undefined) return [];
    const { from, to } = registerRange(kind);
    const { sk } = registerKey(feed);
    const abortSignal = AbortSignal.timeout(BESIDE_DEADLINE_MS);
    const readRange = async (range: QueryInput): Promise<RegisteredFeed[]> => {
      const input = { TableName: table.name, ...range, Limit: ROWS_BESIDE };
      const { Items = [] } = await table.client.send(new QueryCommand(input), { abortSignal });
      return Items.map(readRegisteredFeed);
    };
    const [before, after] = await Promise.all([
      readRange({ ...keysBetween(REGISTER_PARTITION, from, sk), ScanIndexForward: false }),
      readRange(keysBetween(REGISTER_PARTITION, aboveKey(sk), to)),
    ]);
    return [...before, ...after];
  },

  /** The head, with its moments listed again where the clock has passed the listed ones: two small queries. */
  openingsFrom: async (now: Instant, head: RegisterHead): Promise<RegisterHead> =>
    isPastMoments(head, now) ? withOpeningsFrom(now, head, queryOn(table)) : head,
});

/** Rows until one more than `limit` are of open feeds. `isCut` says that there may be more. */
async function readRows(
  table: Table,
  keys: QueryInput,
  { now, limit }: RegisterRequest,
): Promise<{ rows: RegisteredFeed[]; isCut: boolean }> {
  const rows: RegisteredFeed[] = [];
  let isCut = false;
  let requests = 0;
  const range = { ...keys, Limit: limit + 1 + SPARE_ROWS };
  for await (const { items, last } of queryPages(queryOn(table), range)) {
    rows.push(...items.map(readRegisteredFeed));
    isCut = last !== undefined;
    requests += 1;
    const open = rows.filter((feed) => isOpen(feed, now)).length;
    if (open > limit || requests === MAX_REQUESTS) break;
  }
  return { rows, isCut };
}
