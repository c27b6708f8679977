import { type Instant, plusSeconds } from '../../news/values/instant';
import { COMMITTED_AFTER_SECONDS } from '../read/change-pages';
import { keysBetween } from '../read/key-ranges';
import { readRegisteredFeeds } from '../read/read-register';
import { getAll } from '../table/batch-get';
import { readChange } from '../table/change-items';
import type { RegisteredFeed } from '../table/head-items';
import { keyOf } from '../table/item';
import { CHANGES_PARTITION, changeKey, keyText, LAST_CHANGE_SORT_KEY, revisionKey } from '../table/keys';
import { queryOn } from '../table/query-all';
import { readRevision, type StoredRevision } from '../table/story-items';
import type { Table } from '../table/table';

/** The limits of one page. Lambda's answer may have 6 MB, and the first page carries the feeds too. */
const MAX = { revisions: 100, bytes: 3_000_000 };

/** Lambda wraps an answer in JSON, which escapes the answer's own JSON once more ("Lambda quotas": response payload). */
const bytesInAnswer = (revision: StoredRevision): number => Buffer.byteLength(JSON.stringify(JSON.stringify(revision)));

/** A page of every revision that was ever written. */
export interface ExportPage {
  readonly revisions: readonly StoredRevision[];
  /** The number of the page's last write; undefined where no more follow. */
  readonly last?: number;
}

export type Exporter = ReturnType<typeof createExporter>;

/** The half of the store that exports every feed and revision. */
export const createExporter = (table: Table) => ({
  /** Every feed, open or not. */
  feeds: (): Promise<RegisteredFeed[]> => readRegisteredFeeds(table),

  /** The revisions that follow a write, in the order of their making. A Query and a few BatchGetItem at most. */
  async revisions(after: number, now: Instant): Promise<ExportPage> {
    const range = keysBetween(CHANGES_PARTITION, changeKey(after + 1).sk, LAST_CHANGE_SORT_KEY);
    const { Items = [] } = await queryOn(table)({ ...range, Limit: MAX.revisions });
    // A query may see half of a transaction: a number may be there before the one below it.
    const writes = Items.map(readChange).filter(({ sequenceNumber }, i) => sequenceNumber === after + 1 + i);
    // A write that a restore cut off has no id and no revision.
    const keys = writes.filter(({ id }) => id !== '').map(({ id, revision }) => revisionKey(id, revision));
    const items = new Map((await getAll(table, keys)).map((item) => [keyText(keyOf(item)), item]));
    const revisions: StoredRevision[] = [];
    let [bytes, last] = [0, after];
    for (const write of writes) {
      const item = items.get(keyText(revisionKey(write.id, write.revision)));
      const revision = item && readRevision(item);
      bytes += revision ? bytesInAnswer(revision) : 0;
      if (bytes > MAX.bytes && revisions.length > 0) break;
      // The transaction may still be on its way; only an old write was cut off by a restore.
      const isNew = (write.storedAt ?? write.at) >= plusSeconds(now, -COMMITTED_AFTER_SECONDS);
      if (!revision && write.id !== '' && isNew) break;
      if (revision) revisions.push(revision);
      last = write.sequenceNumber;
    }
    return { revisions, last: last > after ? last : undefined };
  },
});
