import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

/** The least that a function can be which reads DynamoDB with the SDK: the yardstick of a cold start. */
const client = new DynamoDBClient();

if (process.env.BENCH_WITH_WEB_CLASSES) void [new Request('https://news.example/'), new Response()];

const Key = { pk: { S: 'FEED#all' }, sk: { S: 'HEAD' } };

export const handler = () => client.send(new GetItemCommand({ TableName: process.env.BULLETIN_TABLE, Key }));
