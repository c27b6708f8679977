import { CreateTableCommand, DeleteTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Hono } from 'hono';
import { newsroomSide } from '../../lambdas/http/newsroom-side';
import { publicSide } from '../../lambdas/http/public-side';
import { LIFETIME } from '../../lambdas/http/representation';
import { createPublishing } from '../../lambdas/publishing/publishing';
import { randomIds } from '../../lambdas/runtime/ids';
import { publicDocuments } from '../../lambdas/serving/public-documents';
import { createServingContext } from '../../lambdas/serving/serving-context';
import { createReader } from '../../lambdas/store/read/reader';
import { createTableInput, type Table } from '../../lambdas/store/table/table';
import { createExporter } from '../../lambdas/store/transfer/exporter';
import { createImporter } from '../../lambdas/store/transfer/importer';
import { createWriter } from '../../lambdas/store/write/writer';
import { ADDRESS } from './newsroom/newsroom';
import { iso, type Seconds, START } from './newsroom/time';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Sent {
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Bulletin with a table of its own: a newsroom side, and two processes of the public side. */
export interface Bulletin {
  at(now: Seconds): void;
  get(process: 0 | 1, path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  newsroom(method: string, path: string, sent?: Sent): Promise<Answer>;
  /** Ends the second process, and starts another that remembers nothing. */
  restart(): void;
  end(): Promise<void>;
}

/** The functions' settings, durations in ISO 8601. */
export interface Settings {
  readonly withdrawnFor: string;
}

const publication = { url: ADDRESS, title: 'Bulletin', description: 'News', language: 'en', lifetime: LIFETIME.maxAge };

let tables = 0;

/** A new table. It has no stream: the embedded engine writes three times as fast without. */
export async function newTable(client: DynamoDBClient): Promise<Table> {
  const name = `model-${process.pid}-${++tables}`;
  const { StreamSpecification: _, ...input } = createTableInput(name);
  await client.send(new CreateTableCommand(input));
  return { client, name };
}

/** The two sides as their functions wire them, but with a clock of their own, and for one history. */
export function inProcessBulletin(table: Table, settings: Settings): Bulletin {
  let now = iso(START);
  const faults: unknown[] = [];
  const needs = { table, clock: () => now, fault: (error: unknown) => faults.push(error) };
  const processes: [Hono, Hono] = [publicProcess(needs), publicProcess(needs)];
  const publish = newsroomProcess(needs, settings);
  const answerOrThrow = async (response: Response | Promise<Response>): Promise<Answer> => {
    const answer = await answerOf(await response);
    // Its answer says nothing of it.
    for (const fault of faults) throw fault;
    return answer;
  };
  return {
    at(seconds) {
      now = iso(seconds);
    },
    get: (process, path, headers = {}) => answerOrThrow(processes[process].request(ADDRESS + path, { headers })),
    newsroom(method, path, { body, headers = {} } = {}) {
      const request = new Request(`${ADDRESS}/newsroom${path}`, {
        method,
        headers: { authorization: 'Bearer token', ...(body && { 'content-type': 'application/json' }), ...headers },
        ...(body && { body: JSON.stringify(body) }),
      });
      return answerOrThrow(publish.request(request));
    },
    restart() {
      processes[1] = publicProcess(needs);
    },
    async end() {
      await table.client.send(new DeleteTableCommand({ TableName: table.name }));
    },
  };
}

interface Needs {
  readonly table: Table;
  readonly clock: () => string;
  readonly fault: (error: unknown) => void;
}

function publicProcess({ table, clock, fault }: Needs): Hono {
  const report = (message: string, error: unknown) => fault(new Error(message, { cause: error }));
  const servingContext = createServingContext({ reader: createReader(table), clock, publication, report });
  const documents = publicDocuments(servingContext, () => import('../../lambdas/openapi'));
  return publicSide({
    address: () => ADDRESS,
    documentsAt: () => documents,
    health: async () => {},
    pageHeaders: {},
    log: ({ error }) => error !== undefined && fault(error),
  });
}

function newsroomProcess({ table, clock, fault }: Needs, { withdrawnFor }: Settings) {
  const store = { table, clock, ids: randomIds, wait: async () => {}, random: () => 0 };
  const needs = {
    reader: createReader(table),
    writer: createWriter(store),
    importer: createImporter(store),
    exporter: createExporter(table),
    publication,
    clock,
    ids: randomIds,
    breakingFor: 'PT4H',
    timeZone: 'UTC',
    withdrawnFor,
  };
  return newsroomSide({
    address: () => ADDRESS,
    operationsAt: () => createPublishing(needs),
    findBearer: async () => ({
      token: 'a'.repeat(64),
      name: 'editor',
      scopes: ['read', 'write', 'break', 'withdraw'],
    }),
    log: ({ error }) => error !== undefined && fault(error),
  });
}

async function answerOf(response: Response): Promise<Answer> {
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    text: await response.text(),
  };
}
