import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { type Instant, plusSeconds } from '../../news/values/instant';
import { COMMITTED_AFTER_SECONDS } from '../read/change-pages';
import { readRegisteredFeeds } from '../read/read-register';
import { getAll } from '../table/batch-get';
import { readChange } from '../table/change-items';
import { keyOf, type RegisteredFeed, readRevision, type StoredRevision } from '../table/items';
import { CHANGES_PARTITION, changeKey, keyText, LAST_CHANGE_SORT_KEY, revisionKey } from '../table/keys';
import type { Table } from '../table/table';

/** How many revisions one page carries, and of how many bytes: Lambda's answer may have 6 MB, and feeds are in the first one too. */
const MOST = { revisions: 100, bytes: 3_000_000 };

/** Lambda hands an answer on as JSON, and the JSON in it is escaped once more ("Lambda quotas": response payload). */
const bytesInAnswer = (revision: StoredRevision): number => Buffer.byteLength(JSON.stringify(JSON.stringify(revision)));

/** A page of everything that was ever written. */
export interface ExportPage {
  readonly revisions: readonly StoredRevision[];
  /** The number of the last write that was passed; left out where there are no more. */
  readonly last?: number;
}

export type Exporter = ReturnType<typeof createExporter>;

/** The half of the store that gives everything away. */
export const createExporter = (table: Table) => ({
  /** Every feed that there is, open or not. */
  feeds: (): Promise<RegisteredFeed[]> => readRegisteredFeeds(table),

  /** The revisions that follow a write, in the order in which they were made. A Query and a BatchGetItem or a few. */
  async revisions(after: number, now: Instant): Promise<ExportPage> {
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :list AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':list': { S: CHANGES_PARTITION },
          ':from': { S: changeKey(after + 1).sk },
          ':to': { S: LAST_CHANGE_SORT_KEY },
        },
        Limit: MOST.revisions,
      }),
    );
    // A query may see half of a transaction, so a number may be there before the one below it.
    const writes = Items.map(readChange).filter(({ n }, i) => n === after + 1 + i);
    // A write that a restore cut off says nothing and has no revision.
    const listed = writes.filter(({ id }) => id !== '');
    const items = await getAll(
      table,
      listed.map(({ id, revision }) => revisionKey(id, revision)),
    );
    const found = new Map(items.map((item) => [keyText(keyOf(item)), item]));
    const revisions: StoredRevision[] = [];
    let [bytes, last] = [0, after];
    for (const { n, id, revision, at, storedAt } of writes) {
      const item = id === '' ? undefined : found.get(keyText(revisionKey(id, revision)));
      const made = item && readRevision(item);
      bytes += made ? bytesInAnswer(made) : 0;
      if (bytes > MOST.bytes && revisions.length > 0) break;
      // It is being stored, or a restore cut it off.
      const isNew = (storedAt ?? at) >= plusSeconds(now, -COMMITTED_AFTER_SECONDS);
      if (!made && id !== '' && isNew) break;
      if (made) revisions.push(made);
      last = n;
    }
    return { revisions, ...(last > after && { last }) };
  },
});
