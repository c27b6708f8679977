import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import type { FeedHead } from '../../lambdas/news/feed/feed-head';
import type { Table } from '../../lambdas/store/table/table';
import { NOON } from '../news/sample-story';

/** A table without an engine. It records each command, and each test gives the answers. */
export function mockTable() {
  const client = new DynamoDBClient({ region: 'eu-central-1' });
  const table: Table = { client, name: 'bulletin' };
  return { table, dynamodb: mockClient(client) };
}

/** A feed's head as it may be at noon. */
export const aHead = (fields: Partial<FeedHead> = {}): FeedHead => ({
  name: 'all',
  title: '',
  guid: 'urn:uuid:feed',
  writeCount: 7,
  version: 'v7',
  changedAt: '2026-11-22T11:00:00Z',
  openedAt: '2026-11-22T10:00:00Z',
  updated: '2026-11-22T11:00:00Z',
  moments: [],
  touched: [],
  breaking: [],
  tombstones: [],
  lateChanges: [],
  archive: { version: 'v7', changedAt: '2026-11-22T11:00:00Z', open: { from: '2026-10-31T23:59:59Z', stories: 1 } },
  ...fields,
});

export { NOON };
