import { paginateQuery } from '@aws-sdk/client-dynamodb';
import { type RegisteredFeed, readRegisteredFeed } from '../table/head-items';
import { REGISTER_PARTITION, registerHeadKey } from '../table/keys';
import type { Table } from '../table/table';

/** Every feed that is registered, open or not, in the order of their names. As many requests as there are megabytes. */
export async function readRegisteredFeeds({ client, name }: Table): Promise<RegisteredFeed[]> {
  const feeds: RegisteredFeed[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName: name,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :register AND sk > :head',
      ExpressionAttributeValues: { ':register': { S: REGISTER_PARTITION }, ':head': { S: registerHeadKey.sk } },
    },
  );
  for await (const { Items = [] } of pages) feeds.push(...Items.map(readRegisteredFeed));
  return feeds;
}
