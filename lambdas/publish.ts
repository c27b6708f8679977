import { setTimeout as wait } from 'node:timers/promises';
import { desk } from './publishing/publishing';
import { LIFETIME } from './serving/validators';
import { lambdaHandler } from './http/lambda';
import { newsroomSide } from './http/newsroom-side';
import { publicAddress } from './http/public-address';
import { clockFrom } from './runtime/clock';
import { bounded } from './runtime/deadline';
import { dynamodb } from './runtime/dynamodb';
import { randomIds } from './runtime/ids';
import { logFrom } from './runtime/log';
import { type Environment, settingsFrom } from './runtime/settings';
import { exporter } from './store/transfer/exporter';
import { importer } from './store/transfer/importer';
import { reader } from './store/read/reader';
import { findToken } from './store/tokens';
import { writer } from './store/write/writer';

/** Milliseconds that a write may take to be settled; Lambda ends it after twenty seconds. */
const PATIENCE = 15_000;

/** The newsroom side, wired: everything that needs a token, never cached. Throws where a setting is missing. */
function wired(environment: Environment) {
  const {
    table: name,
    breakingFor,
    withdrawnFor,
    url: configured,
    title,
    description,
    language,
  } = settingsFrom(environment);
  const table = { client: dynamodb(), name };
  const clock = clockFrom(environment);
  const store = { table, clock, ids: randomIds, wait, random: Math.random };
  const needs = {
    reader: reader(table),
    writer: writer(store),
    importer: importer(store),
    exporter: exporter(table),
    clock,
    ids: randomIds,
    breakingFor,
    withdrawnFor,
  };
  return newsroomSide({
    address: publicAddress(configured),
    deskAt: (url) => desk({ ...needs, publication: { url, title, description, language, lifetime: LIFETIME.maxAge } }),
    authenticate: (token) => findToken(table, token),
    log: logFrom(environment).request,
  });
}

export const app = bounded(wired(process.env), PATIENCE);
export const handler = lambdaHandler(app);
