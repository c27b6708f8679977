import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import type { FeedName } from '../../../lambdas/news/feed/feed';
import { feedRegistrationItem, type RegisterHead } from '../../../lambdas/store/table/head-items';
import { tableForTests } from '../../harness/engine';
import { NOON } from '../../news/sample-story';
import { newsroom } from '../sample-newsroom';

const table = tableForTests();
const room = newsroom(table);
const HEAD: RegisterHead = { writeCount: 999, version: 'v', changedAt: NOON, moments: [], touched: [] };

const nameOf = (i: number): FeedName => `tag#t${String(i).padStart(3, '0')}`;

test('pages go on over closed feeds to the open ones behind them, and name no feed that has not opened', async () => {
  // One open feed, 250 closed ones and one under embargo, then another open one.
  const rows = Array.from({ length: 253 }, (_, i) => ({
    name: nameOf(i),
    title: `T${i}`,
    guid: `urn:uuid:${i}`,
    openedAt: i === 251 ? '2027-01-01T00:00:00Z' : NOON,
    ...(i > 0 && i < 251 && { closing: { at: NOON } }),
    writeCount: i + 1,
  }));
  for (let i = 0; i < rows.length; i += 25) {
    const requests = rows.slice(i, i + 25).map((row) => ({ PutRequest: { Item: feedRegistrationItem(row) } }));
    await table.client.send(new BatchWriteItemCommand({ RequestItems: { [table.name]: requests } }));
  }
  const found: string[] = [];
  const cursors: (FeedName | undefined)[] = [];
  let after: FeedName | undefined;
  do {
    const page = await room.reader.register(HEAD, { now: NOON, limit: 5, after });
    found.push(...page.feeds.map(({ name }) => name));
    after = page.last;
    cursors.push(after);
  } while (after !== undefined && cursors.length < 10);
  expect(found).toEqual([nameOf(0), nameOf(252)]);
  expect(cursors).not.toContain(nameOf(251));
  expect(cursors.length).toBeGreaterThan(1);
});
