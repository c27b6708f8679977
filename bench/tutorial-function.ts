import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Feed } from 'feed';
import type { Table } from '../lambdas/store/table/table';

/** A feed as a tutorial shows it: query the newest 50, render them with `feed`, send. It knows nothing of caching. */
export const tutorialFunction =
  ({ client, table }: { client: Table['client']; table: string }) =>
  async (): Promise<APIGatewayProxyStructuredResultV2> => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :stories',
        ExpressionAttributeValues: { ':stories': { S: 'STORIES' } },
        ScanIndexForward: false,
        Limit: 50,
      }),
    );
    const feed = new Feed({
      title: 'News',
      description: 'The latest stories',
      id: 'https://news.example/',
      link: 'https://news.example/',
      copyright: '',
      updated: new Date(),
    });
    for (const item of Items) {
      const { id, headline, summary, body, publishedAt } = unmarshall(item);
      feed.addItem({
        title: headline,
        id,
        link: `https://news.example/stories/${id}`,
        description: summary,
        content: body,
        date: new Date(publishedAt),
      });
    }
    return { statusCode: 200, headers: { 'content-type': 'application/rss+xml' }, body: feed.rss2() };
  };
