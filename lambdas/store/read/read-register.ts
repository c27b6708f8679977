import { paginateQuery } from '@aws-sdk/client-dynamodb';
import { type RegisteredFeed, readRegistered } from '../table/items';
import { REGISTER, registerHeadKey } from '../table/keys';
import type { Table } from '../table/table';

/** Every feed that is registered, open or not, in the order of their names. As many requests as there are megabytes. */
export async function registeredFeeds({ client, name }: Table): Promise<RegisteredFeed[]> {
  const feeds: RegisteredFeed[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName: name,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :register AND sk > :head',
      ExpressionAttributeValues: { ':register': { S: REGISTER }, ':head': { S: registerHeadKey.sk } },
    },
  );
  for await (const { Items = [] } of pages) feeds.push(...Items.map(readRegistered));
  return feeds;
}
