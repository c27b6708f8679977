import { setTimeout as wait } from 'node:timers/promises';
import { lambdaHandler } from './http/lambda';
import { newsroomSide } from './http/newsroom-side';
import { publicAddress } from './http/public-address';
import { LIFETIME } from './http/representation';
import { createPublishing } from './publishing/publishing';
import { clockFrom } from './runtime/clock';
import { withDeadline } from './runtime/deadline';
import { createDynamoDbClient } from './runtime/dynamodb';
import { randomIds } from './runtime/ids';
import { logFrom } from './runtime/log';
import { newsroomSettingsFrom } from './runtime/newsroom-settings';
import type { Environment } from './runtime/settings';
import { createReader } from './store/read/reader';
import { findToken } from './store/tokens';
import { createExporter } from './store/transfer/exporter';
import { createImporter } from './store/transfer/importer';
import { createWriter } from './store/write/writer';

/** How long a request may use the store. Lambda ends it after twenty seconds. */
const DEADLINE_MS = 15_000;

/** The newsroom side: tokens, never cached. Throws an Error for a missing or invalid setting. */
function createApp(environment: Environment) {
  const {
    table: name,
    url: configured,
    breakingFor,
    withdrawnFor,
    timeZone,
    ...titles
  } = newsroomSettingsFrom(environment);
  const table = { client: createDynamoDbClient(), name };
  const clock = clockFrom(environment);
  const store = { table, clock, ids: randomIds, wait, random: Math.random };
  const needs = {
    reader: createReader(table),
    writer: createWriter(store),
    importer: createImporter(store),
    exporter: createExporter(table),
    clock,
    ids: randomIds,
    breakingFor,
    withdrawnFor,
    timeZone,
  };
  return newsroomSide({
    address: publicAddress(configured),
    operationsAt: (url) => createPublishing({ ...needs, publication: { ...titles, url, lifetime: LIFETIME.maxAge } }),
    findBearer: (token) => findToken(table, token),
    log: logFrom(environment).request,
  });
}

export const app = withDeadline(createApp(process.env), DEADLINE_MS);
export const handler = lambdaHandler(app);
