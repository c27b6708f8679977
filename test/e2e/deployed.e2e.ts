import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Engine, startEngine } from '../../bin/local/engine';
import { VIEWER_HOST } from '../../lambdas/http/routes';
import { createTableInput } from '../../lambdas/store/table';
import { storeToken } from '../../lambdas/store/tokens';
import { functionUrl, httpApi, type Sent } from '../http/events';
import { type Bundled, type Running, started, synthesised } from './bundled';

const TABLE = 'stories-as-deployed';
const HOST = 'd111111abcdef8.cloudfront.net';
const headers = { [VIEWER_HOST]: HOST };

let folder: string;
let engine: Engine;
let bundles: Record<'read' | 'publish', Bundled>;
let read: Running;
let publish: Running;

/** What the template says, with what CloudFormation and Lambda would put in. */
const environmentOf = ({ environment }: Bundled): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, typeof value === 'string' ? value : TABLE]),
  ),
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_LAMBDA_FUNCTION_NAME: 'bulletin',
  AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bulletin-synth-'));
  const found = synthesised(folder);
  bundles = { read: found('Read'), publish: found('Publish') };
  engine = await startEngine();
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: engine.endpoint, region: 'eu-west-1', credentials });
  await client.send(new CreateTableCommand(createTableInput(TABLE)));
  const scopes = ['write', 'break', 'read'];
  await storeToken({ client, name: TABLE }, 'token', { name: 'desk', scopes, created: '2026-11-22T20:00:00Z' });
  client.destroy();
  read = started(bundles.read, environmentOf(bundles.read));
  publish = started(bundles.publish, environmentOf(bundles.publish));
}, 120_000);

afterAll(async () => {
  await read?.stop();
  await publish?.stop();
  await engine?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const get = (path: string, more: Sent['headers'] = {}) =>
  read.ask(functionUrl, { path, headers: { ...headers, ...more } });

test('the bundles that are deployed take an upload and serve it, under the host that the CDN passes on', async () => {
  const upload = { headline: 'As deployed', body: '<p>It runs.</p>', section: 'Köln', breaking: true };
  const created = await publish.ask(httpApi, {
    method: 'POST',
    path: '/newsroom/stories',
    headers: { ...headers, authorization: 'Bearer token', 'content-type': 'application/json' },
    body: JSON.stringify(upload),
  });
  expect([created.statusCode, created.headers?.location]).toEqual([201, '/newsroom/stories/as-deployed']);

  for (const path of [
    '/rss.xml',
    '/atom.xml',
    '/feed.json',
    '/breaking/rss.xml',
    '/sections/k%C3%B6ln/atom.xml',
    '/',
    '/stories/as-deployed',
  ]) {
    const answer = await get(path);
    expect([path, answer.statusCode]).toEqual([path, 200]);
    expect(answer.body).toContain('As deployed');
    expect(answer.body).toContain(`https://${HOST}/stories/as-deployed`);
  }
});

test('they compress, revalidate, and refuse who came round the CDN', async () => {
  const compressed = await get('/rss.xml', { 'accept-encoding': 'gzip' });
  expect([compressed.headers?.['content-encoding'], compressed.isBase64Encoded]).toEqual(['gzip', true]);
  expect(gunzipSync(Buffer.from(compressed.body ?? '', 'base64')).toString()).toContain('As deployed');
  const again = await get('/rss.xml', { 'if-none-match': String(compressed.headers?.etag) });
  expect([again.statusCode, again.body]).toEqual([304, '']);
  expect((await read.ask(functionUrl, { path: '/rss.xml' })).statusCode).toBe(421);
});

test('a bundle without its table stops, and names the setting', async () => {
  const { BULLETIN_TABLE: _missing, ...environment } = environmentOf(bundles.read);
  const { child } = started(bundles.read, environment);
  const [complaint, [code]] = await Promise.all([text(child.stderr as NodeJS.ReadableStream), once(child, 'exit')]);
  expect(code).not.toBe(0);
  expect(complaint).toContain('environment variable BULLETIN_TABLE is not set');
});
