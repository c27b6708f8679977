import { QueryCommand, type QueryCommandInput, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import type { Item } from './item';
import type { Table } from './table';

export type QueryInput = Omit<QueryCommandInput, 'TableName'>;
export type Query = (input: QueryInput) => Promise<QueryCommandOutput>;

/** One request: at most 1 MB of a strongly consistent query. */
export const queryOn =
  (table: Table): Query =>
  (input) =>
    table.client.send(new QueryCommand({ TableName: table.name, ConsistentRead: true, ...input }));

/** What one request of a query gave, and the key that the next request starts after; no key on the last page. */
export interface QueryPage {
  readonly items: readonly Item[];
  readonly last?: Item;
}

/**
 * The pages of a query, at most `limit` items in all. Each request brings at most 1 MB, or as many items as `input.Limit`
 * says, and is sent when the caller takes the next page.
 */
export async function* queryPages(query: Query, input: QueryInput, limit?: number): AsyncGenerator<QueryPage> {
  let last: Item | undefined;
  let left = limit;
  do {
    const { Items: items = [], LastEvaluatedKey }: QueryCommandOutput = await query({
      ...input,
      Limit: left ?? input.Limit,
      ExclusiveStartKey: last,
    });
    last = LastEvaluatedKey;
    if (left !== undefined) left -= items.length;
    yield { items, last };
  } while (last && left !== 0);
}

/** Every item of a query, or the first `limit` of them. */
export async function queryAll(query: Query, input: QueryInput, limit?: number): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of queryPages(query, input, limit)) items.push(...page.items);
  return items;
}
