import type { Instant } from '../../news/values/instant';
import { type RegisteredFeed, type RegisterHead, readRegisteredFeed, readRegisterHead } from '../table/head-items';
import { REGISTER_PARTITION, registerHeadKey } from '../table/keys';
import { queryAll, queryOn } from '../table/query-all';
import type { Table } from '../table/table';
import { isPastMoments, withOpeningsFrom } from './coming-moments';
import { type Consistency, getItem } from './get-item';

/** Every feed in the register, open or not, in the order of their names. One request for each megabyte. */
export async function readRegisteredFeeds(table: Table): Promise<RegisteredFeed[]> {
  const items = await queryAll(queryOn(table), {
    KeyConditionExpression: 'pk = :register AND sk > :head',
    ExpressionAttributeValues: { ':register': { S: REGISTER_PARTITION }, ':head': { S: registerHeadKey.sk } },
  });
  return items.map(readRegisteredFeed);
}

/** The reads of the register of feeds. */
export const registerReads = (table: Table) => ({
  async registerHead(how: Consistency): Promise<RegisterHead | undefined> {
    const item = await getItem(table, registerHeadKey, how);
    return item && readRegisterHead(item);
  },

  /** The feeds that have had a published story by now, in the order of their names. */
  async register(head: RegisterHead, now: Instant): Promise<{ feeds: RegisteredFeed[]; matchesHead: boolean }> {
    const feeds = await readRegisteredFeeds(table);
    const writeCount = Math.max(0, ...feeds.map((feed) => feed.writeCount));
    return {
      feeds: feeds.filter(({ openedAt }) => openedAt <= now),
      matchesHead: feeds.length === head.feeds && writeCount === head.writeCount,
    };
  },

  /** The head, with its moments listed again where the clock has passed the listed ones. */
  openingsFrom: async (now: Instant, head: RegisterHead): Promise<RegisterHead> =>
    isPastMoments(head, now) ? withOpeningsFrom(now, head, await readRegisteredFeeds(table)) : head,
});
