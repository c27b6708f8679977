import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Engine, startEngine } from '../../bin/local/engine';
import { VIEWER_HOST } from '../../lambdas/http/routes';
import { createTableInput } from '../../lambdas/store/table/table';
import { storeToken } from '../../lambdas/store/tokens';
import { bundleIn, environmentOf, synthesise } from '../harness/bundles/bundles';
import { functionUrl, httpApi, type Sent } from '../harness/http/events';
import { type LambdaEnvironment, startLambda } from './lambda-environment';

const TABLE = 'stories-as-deployed';
const HOST = 'd111111abcdef8.cloudfront.net';
const passedOn = { [VIEWER_HOST]: HOST };

// The output of an earlier `cdk synth`, where .ci/run names it.
const builtFolder = process.env.BULLETIN_TEST_BUNDLES;
const folder = builtFolder ?? mkdtempSync(join(tmpdir(), 'bulletin-synth-'));

let engine: Engine;
let read: LambdaEnvironment;
let publish: LambdaEnvironment;

const startFunction = (name: 'Read' | 'Publish' | 'Watch', settings: Readonly<Record<string, string>> = {}) => {
  const bundle = bundleIn(folder, name);
  return startLambda(bundle, { ...environmentOf(bundle, { table: TABLE, endpoint: engine.endpoint }), ...settings });
};

beforeAll(async () => {
  if (!builtFolder) synthesise(folder);
  engine = await startEngine();
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: engine.endpoint, region: 'eu-west-1', credentials });
  await client.send(new CreateTableCommand(createTableInput(TABLE)));
  const scopes = ['write', 'break', 'read'];
  await storeToken({ client, name: TABLE }, 'token', { name: 'desk', scopes, created: '2026-11-22T20:00:00Z' });
  client.destroy();
  read = await startFunction('Read');
  publish = await startFunction('Publish');
}, 120_000);

afterAll(async () => {
  await Promise.all([read?.stop(), publish?.stop()]);
  await engine?.stop();
  if (!builtFolder) rmSync(folder, { recursive: true, force: true });
});

type Result = APIGatewayProxyStructuredResultV2;

const get = async (path: string, headers: Sent['headers'] = passedOn): Promise<Result> =>
  (await read.invoke(functionUrl({ path, headers }))) as Result;

const upload = async (story: unknown, authorization = 'Bearer token'): Promise<Result> => {
  const headers = { ...passedOn, authorization, 'content-type': 'application/json' };
  const sent = { method: 'POST', path: '/newsroom/stories', headers, body: JSON.stringify(story) };
  return (await publish.invoke(httpApi(sent))) as Result;
};

test('under the runtime interface client the bundles take an upload and serve it, under the host that the CDN passes on', async () => {
  const story = { headline: 'As deployed', body: '<p>It runs.</p>', section: 'Köln', breaking: true };
  const created = await upload(story);
  expect([created.statusCode, created.headers?.location]).toEqual([201, '/newsroom/stories/as-deployed']);

  for (const path of [
    '/rss.xml',
    '/atom.xml',
    '/feed.json',
    '/breaking/rss.xml',
    '/sections/k%C3%B6ln/atom.xml',
    '/',
    '/stories/as-deployed',
    '/api/stories/as-deployed',
  ]) {
    const answer = await get(path);
    expect([path, answer.statusCode]).toEqual([path, 200]);
    expect(answer.body).toContain('As deployed');
    expect(answer.body).toContain(`https://${HOST}/stories/as-deployed`);
  }
});

test('they compress, revalidate, and refuse who came round the CDN', async () => {
  const compressed = await get('/rss.xml', { ...passedOn, 'accept-encoding': 'gzip' });
  expect([compressed.headers?.['content-encoding'], compressed.isBase64Encoded]).toEqual(['gzip', true]);
  expect(gunzipSync(Buffer.from(compressed.body ?? '', 'base64')).toString()).toContain('As deployed');
  const again = await get('/rss.xml', { ...passedOn, 'if-none-match': String(compressed.headers?.etag) });
  expect([again.statusCode, again.body]).toEqual([304, '']);
  expect((await get('/rss.xml', {})).statusCode).toBe(421);
});

test('what a client does wrong is an answer of theirs, no failure of the function', async () => {
  expect(await get('/nowhere')).toMatchObject({ statusCode: 404 });
  expect(await upload({ body: '' })).toMatchObject({ statusCode: 422 });
  expect(await upload({}, 'Bearer of nobody')).toMatchObject({ statusCode: 401 });
});

test('an event of another shape is reported to the Runtime API as an error, and the next one is answered', async () => {
  for (const environment of [read, publish]) {
    expect(await environment.invoke({ Records: [] })).toMatchObject({
      errorType: 'TypeError',
      errorMessage: expect.any(String),
      // By the source map, or the one on call reads a line of 500 KB.
      trace: expect.arrayContaining([expect.stringMatching(/lambdas\/http\/lambda\.ts:\d+/)]),
    });
  }
  expect(await get('/rss.xml')).toMatchObject({ statusCode: 200 });
});

test.each([
  ['Read', 'BULLETIN_TABLE'],
  ['Publish', 'BULLETIN_TABLE'],
  ['Watch', 'BULLETIN_TABLE'],
  ['Watch', 'BULLETIN_WATCH_URL'],
] as const)(
  '%s stops while it starts when it lacks %s, and reports the name to the Runtime API',
  async (name, setting) => {
    const environment = await startFunction(name, { [setting]: '' });
    try {
      expect(await environment.invoke(functionUrl({ path: '/' }))).toMatchObject({
        errorType: 'Error',
        errorMessage: `environment variable ${setting} is not set`,
      });
      expect(environment.log.join('\n')).toMatch(/INIT RTDONE\(status: error\)/);
    } finally {
      await environment.stop();
    }
  },
);
