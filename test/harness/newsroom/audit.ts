import { paginateScan } from '@aws-sdk/client-dynamodb';
import { type FeedName, feedsOf } from '../../../lambdas/news/feed/feed';
import type { Instant } from '../../../lambdas/news/values/instant';
import type { Item } from '../../../lambdas/store/table/item';
import type { Table } from '../../../lambdas/store/table/table';
import { faultsInChanges } from './audit-changes';
import { auditFeed } from './audit-feed';
import { auditFormerUrls, auditGuids, auditReceipt, auditRegister, auditSitemap, auditWithdrawn } from './audit-lists';
import { auditStory, editsOf } from './audit-story';
import { type StoredTable, sortItems } from './audit-table';

/** Every item of a table. It is a Scan, which only tests and repair may do. */
export async function everyItem({ client, name }: Table): Promise<Item[]> {
  const items: Item[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: name, ConsistentRead: true })) {
    items.push(...Items);
  }
  return items;
}

/**
 * Compares every item of a table with the histories of its stories. Everything is derived here independently of the planner.
 * Gives one line for each fault. Nobody may write meanwhile, and the writers' clocks must be within SKEW of each other.
 */
export function faultsIn(items: readonly Item[], now: Instant): string[] {
  const faults: string[] = [];
  const table = sortItems(items, faults);
  const edits = [...table.stories].flatMap(([id, story]) => editsOf(id, story, faults));
  for (const [id, story] of table.stories) auditStory(id, story, faults);
  const names = new Set<FeedName>([...table.feeds.keys(), ...table.register.feeds.keys()]);
  for (const edit of edits) for (const name of feedsOf(edit.after).keys()) names.add(name);
  if (edits.length > 0) names.add('breaking');
  for (const name of names) auditFeed(name, table, edits, now, faults);
  auditRegister(table, edits, now, faults);
  faults.push(...changeFaults(table));
  auditWithdrawn(table, faults);
  auditSitemap(table, faults);
  auditGuids(table, faults);
  auditFormerUrls(table, faults);
  for (const [key, receipt] of table.receipts) auditReceipt(key, receipt, table, faults);
  return faults;
}

/** Compares the list of changes alone. */
export const faultsInChangesOf = (items: readonly Item[]): string[] => changeFaults(sortItems(items, []));

const changeFaults = (table: StoredTable): string[] =>
  faultsInChanges({ ...table, last: table.feeds.get('all')?.head?.changes });
