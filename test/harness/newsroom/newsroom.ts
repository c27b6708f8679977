import { setTimeout as wait } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Bearer, NewsroomOperations, NewsroomRequest } from '../../../lambdas/http/newsroom-operations';
import { type Instant, instant } from '../../../lambdas/news/values/instant';
import { createPublishing } from '../../../lambdas/publishing/publishing';
import { randomIds } from '../../../lambdas/runtime/ids';
import { createReader } from '../../../lambdas/store/read/reader';
import { createTableInput } from '../../../lambdas/store/table/table';
import { createExporter } from '../../../lambdas/store/transfer/exporter';
import { createImporter } from '../../../lambdas/store/transfer/importer';
import { createWriter } from '../../../lambdas/store/write/writer';

export const TABLE = 'Resilience';

/** DynamoDB's engine accepts any credentials. */
export const LOCAL = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

export const EDITOR: Bearer = { token: 'a'.repeat(64), name: 'editor', scopes: ['read', 'write', 'break', 'withdraw'] };

export interface Newsroom {
  readonly table: { readonly client: DynamoDBClient; readonly name: string };
  readonly operations: NewsroomOperations;
  readonly clock: () => Instant;
}

export interface Circumstances {
  readonly clock?: () => Instant;
  /** Told of every wait between attempts. */
  readonly onWait?: (milliseconds: number) => void;
  readonly client?: DynamoDBClient;
}

/** Operations, writer and reader as the publish function wires them, on an engine. */
export function newsroom(
  endpoint: string,
  { clock = () => instant(Date.now()), onWait, client }: Circumstances = {},
): Newsroom {
  const table = { client: client ?? new DynamoDBClient({ endpoint, ...LOCAL }), name: TABLE };
  const waiting = (milliseconds: number) => {
    onWait?.(milliseconds);
    return wait(milliseconds);
  };
  const store = { table, clock, ids: randomIds, wait: waiting, random: Math.random };
  return {
    table,
    clock,
    operations: createPublishing({
      reader: createReader(table),
      writer: createWriter(store),
      importer: createImporter(store),
      exporter: createExporter(table),
      publication: {
        url: 'https://news.example',
        title: 'News',
        description: 'The latest stories',
        language: 'en',
        lifetime: 60,
      },
      clock,
      ids: randomIds,
      breakingFor: 'PT4H',
      timeZone: 'UTC',
      withdrawnFor: 'P30D',
    }),
  };
}

export const createTable = ({ client }: Newsroom['table']) =>
  client.send(new CreateTableCommand(createTableInput(TABLE)));

/** A write as http hands it to the operations. */
export function newsroomRequest(
  method: string,
  path: string,
  value: unknown,
  idempotencyKey?: string,
): NewsroomRequest {
  const body = value === undefined ? '' : JSON.stringify(value);
  return { method, path, body, bearer: EDITOR, ...(idempotencyKey !== undefined && { idempotencyKey }) };
}
