import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { newsroomSide } from '../../lambdas/http/newsroom-side';
import { publicAddress } from '../../lambdas/http/public-address';
import { publicSide } from '../../lambdas/http/public-side';
import {
  allowHeader,
  type Method,
  NEWSROOM_ROUTES,
  type NewsroomRoute,
  PUBLIC_METHODS,
  PUBLIC_ROUTES,
  takesDryRun,
} from '../../lambdas/http/routes';
import { type Answer, useFunctions } from '../harness/http/functions';
import { answerOf, document, faultsOf, type Operation, parameterOf } from '../harness/http/openapi-document';

const functions = useFunctions();

const OPERATIONS = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);
type Described = (typeof OPERATIONS)[number];

const isNewsroom = ({ path }: Described): boolean => path.startsWith('/newsroom/');
const promises = ({ operation }: Described, status: number): boolean => String(status) in operation.responses;
const parametersOf = ({ operation }: Described) => (operation.parameters ?? []).map(parameterOf);

/** The path, its parameters filled with their examples. */
const pathOf = (described: Described, { id, slug, choices }: Pick<Asked, 'id' | 'slug' | 'choices'> = {}): string =>
  parametersOf(described)
    .filter((parameter) => parameter.in === 'path')
    .reduce((path, { name, schema, example }) => {
      const value =
        (name === 'id' && id) || (name === 'slug' && slug) || ((schema.enum || name === 'part') && choices) || example;
      return path.replace(`{${name}}`, String(value));
    }, described.path);

interface Asked {
  readonly id?: string;
  readonly slug?: string;
  /** In place of each path parameter with a list of values. */
  readonly choices?: string;
  /** Before the path. */
  readonly prefix?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly token?: string;
}

const exampleBody = ({ operation }: Described): unknown => operation.requestBody?.content['application/json']?.example;

/** Sends the request of the document: its example body and the headers that it needs. */
function ask(described: Described, asked: Asked = {}): Promise<Answer> {
  const { query, token = 'token-of-everybody' } = asked;
  const body = 'body' in asked ? asked.body : exampleBody(described);
  const isEdit = parametersOf(described).some(({ name }) => name === 'If-Match');
  const sent = {
    method: described.method,
    path: (asked.prefix ?? '') + pathOf(described, asked),
    ...(query !== undefined && { query }),
    headers: {
      ...(isNewsroom(described) && isEdit && { 'if-match': '*' }),
      ...(isNewsroom(described) && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...asked.headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
  return isNewsroom(described) ? functions.publish(sent) : functions.read(sent);
}

const observed = new Set<string>();
const key = ({ method, path }: Described, status: number): string => `${status} ${method} ${path}`;

/** Expects a status of the document, and notes it for the last test. */
async function answers(described: Described, status: number, asked?: Asked): Promise<Answer> {
  const answer = await ask(described, asked);
  if (answer.status !== status) throw new Error(`${key(described, status)}: ${answer.status} ${answer.text}`);
  observed.add(key(described, status));
  return answer;
}

const every = (status: number, which: (described: Described) => boolean = () => true): Described[] =>
  OPERATIONS.filter((described) => promises(described, status) && which(described));
const operation = (operationId: string): Described => {
  const found = OPERATIONS.find(({ operation }) => operation.operationId === operationId);
  if (!found) throw new Error(operationId);
  return found;
};

test('it is OpenAPI 3.1, by a validator that is not ours', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
  const file = join(folder, 'openapi.json');
  writeFileSync(file, JSON.stringify(document));
  // It is an ES module, which jest cannot load.
  const command = join(__dirname, '../../node_modules/.bin/validate-api');
  expect(execFileSync(command, [file], { encoding: 'utf8' })).toMatch(/valid/);
  rmSync(folder, { recursive: true });
});

const ROUTES = [...Object.values(PUBLIC_ROUTES), ...Object.values<NewsroomRoute>(NEWSROOM_ROUTES)];
const router = new Hono();
for (const { path } of ROUTES) router.all(path, (c) => c.text(path));
/** The path of the route that an operation belongs to. */
const routeOf = async (described: Described): Promise<string> => (await router.request(pathOf(described))).text();

test('it has every route and no others', async () => {
  expect(new Set(await Promise.all(OPERATIONS.map(routeOf)))).toEqual(new Set(ROUTES.map(({ path }) => path)));
});

test('each address has the methods and query parameters of its route', async () => {
  for (const described of OPERATIONS) {
    const path = await routeOf(described);
    const route = ROUTES.find((one) => one.path === path);
    const methods = Object.keys(document.paths[described.path] ?? {}).map((method) => method.toUpperCase());
    const isPublic = route !== undefined && 'kind' in route;
    const allowed = isPublic ? PUBLIC_METHODS : allowHeader(route as NewsroomRoute);
    expect(methods.sort()).toEqual(allowed.split(', ').sort());
    if (described.method === 'OPTIONS') continue;
    const query = parametersOf(described).flatMap(({ name, in: place }) => (place === 'query' ? [name] : []));
    const method = described.method.toLowerCase().replace('head', 'get') as Method;
    const { query: named } = isPublic ? { query: route.query } : { ...route?.methods[method] };
    expect(query).toEqual(named ?? (!isPublic && takesDryRun(method) ? ['dry-run'] : []));
  }
});

describe('operations', () => {
  const ids = OPERATIONS.map(({ operation }) => operation.operationId);

  test('have unique ids that name the action', () => {
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    const action =
      /^(?:get|list|head|options|upload|replace|break|clear|close|open|withdraw|reinstate|import|export)[A-Z][A-Za-z]+$/;
    expect(ids.filter((id) => !action.test(id))).toEqual([]);
  });

  test('have summaries that stand alone', () => {
    const summaries = OPERATIONS.filter(({ method }) => !/HEAD|OPTIONS/.test(method)).map(
      ({ operation }) => operation.summary,
    );
    expect(summaries.filter((summary, i) => summaries.indexOf(summary) !== i)).toEqual([]);
    expect(summaries.filter((summary) => /\b(?:it|that|the same)$|^Ends|\{|\bwhat\b/i.test(summary))).toEqual([]);
  });

  test('share responses that are named for their meaning', () => {
    expect(Object.keys(document.components.responses).filter((name) => !/^[A-Z][A-Za-z]+$/.test(name))).toEqual([]);
    expect(document.components.responses).toHaveProperty('StoryNotFound');
  });
});

test('it is served like every document, and is the same in every process', async () => {
  const [first, again] = await Promise.all([0, 1].map(() => functions.read({ path: '/openapi.json' })));
  expect(first?.headers).toMatchObject({
    'content-type': 'application/json',
    'cache-control': 'public, max-age=60, s-maxage=30, stale-while-revalidate=30, stale-if-error=600',
    etag: again?.headers.etag,
  });
  expect(first?.json()).toEqual(document);
  const { etag = '' } = first?.headers ?? {};
  expect(await functions.read({ path: '/openapi.json', headers: { 'if-none-match': etag } })).toMatchObject({
    status: 304,
  });
  const zipped = await functions.read({ path: '/openapi.json', headers: { 'accept-encoding': 'gzip' } });
  expect(zipped.headers['content-encoding']).toBe('gzip');
  expect(Number(zipped.headers['content-length'])).toBeLessThan(20_000);
});

test('every example is what its schema says', () => {
  for (const { path, method, operation } of OPERATIONS) {
    const place = ['paths', path, method.toLowerCase()];
    const { requestBody, responses } = operation;
    for (const [type, { example }] of Object.entries(requestBody?.content ?? {}))
      expect(faultsOf(example, ...place, 'requestBody', 'content', type, 'schema')).toEqual([]);
    for (const [status, answer] of Object.entries(responses)) {
      const at = answer.$ref?.slice(2).split('/') ?? [...place, 'responses', status];
      for (const [type, { example }] of Object.entries(answerOf(answer).content ?? {}))
        if (example !== undefined) expect(faultsOf(example, ...at, 'content', type, 'schema')).toEqual([]);
    }
    for (const [i, parameter] of (operation.parameters ?? []).entries()) {
      const at = parameter.$ref?.slice(2).split('/') ?? [...place, 'parameters', String(i)];
      const { example } = parameterOf(parameter);
      if (example !== undefined) expect(faultsOf(example, ...at, 'schema')).toEqual([]);
    }
  }
});

/** An example with the guid of the stored story. */
const asMade = (example: unknown, { text }: Answer): unknown => {
  const guid = /"guid":"(urn:uuid:[^"]+)"/.exec(text)?.[1] ?? '';
  return JSON.parse(JSON.stringify(example).replace(/urn:uuid:[0-9a-f-]+/g, guid));
};

const exampleOf = ({ operation }: Described, status: number): unknown => {
  const answer = operation.responses[status];
  return answer && Object.values(answerOf(answer).content ?? {})[0]?.example;
};

describe('every answer of the document comes:', () => {
  test('503 while the store cannot be reached and nothing of it is known', async () => {
    functions.connection.is('down');
    for (const described of every(503)) await answers(described, 503);
    functions.connection.is('up');
  }, 60_000);

  test('404 before there is anything, and where nothing is', async () => {
    for (const described of every(404)) {
      // The first part of a sitemap is always there.
      const isElsewhere = described.method === 'OPTIONS' || described.path.includes('{part}');
      const answer = await answers(described, 404, isElsewhere ? { choices: '!' } : {});
      const example = exampleOf(described, 404);
      if (example !== undefined) expect(answer.json()).toEqual(example);
    }
  });

  test('401, 403, 421 and 405', async () => {
    for (const described of every(401)) {
      const answer = await answers(described, 401, { token: 'of-nobody' });
      if (described.method !== 'HEAD') expect(answer.json()).toEqual(exampleOf(described, 401));
    }
    for (const described of every(403)) {
      const isWrite = !described.operation.security?.[0]?.token.includes('read');
      await answers(described, 403, { token: isWrite ? 'token-of-a-reader' : 'token-of-a-writer' });
    }
    const never = () => {
      throw new Error('nobody gets here');
    };
    const needs = { address: publicAddress(undefined), log: () => {} };
    const bearer = { token: '', name: 'everybody', scopes: [] };
    const newsroom = newsroomSide({ ...needs, operationsAt: never, findBearer: async () => bearer });
    const readers = publicSide({ ...needs, documentsAt: never, health: never, pageHeaders: {} });
    for (const described of every(421)) {
      const app = isNewsroom(described) ? newsroom : readers;
      const headers = { authorization: 'Bearer token' };
      const { status } = await app.request(pathOf(described), { method: described.method, headers });
      expect(status).toBe(421);
      observed.add(key(described, 421));
    }
    for (const { path, method } of OPERATIONS.filter(({ method }) => method === 'GET')) {
      const described = { path, method: 'PATCH', operation: (document.paths[path] as { get: Operation }).get };
      const answer = await ask(described);
      const allowed = Object.keys(document.paths[path] ?? {}).map((name) => name.toUpperCase());
      expect({ method, status: answer.status }).toEqual({ method, status: 405 });
      expect(answer.headers.allow?.split(', ').sort()).toEqual(allowed.sort());
    }
  });

  test('2xx: each example is answered as it says', async () => {
    const upload = await answers(operation('uploadStory'), 201);
    expect(upload.json()).toEqual(asMade(exampleOf(operation('uploadStory'), 201), upload));
    await functions.upload({
      headline: 'Older',
      body: 'Old.',
      section: 'Local',
      tags: ['Floods'],
      authors: [{ name: 'Ann Lee' }],
      publishedAt: '2026-10-10T10:00:00Z',
      audio: { url: 'https://media.example/older.mp3', type: 'audio/mpeg', length: 1 },
    });
    for (const described of every(200, (described) => described.method === 'GET')) {
      const answer = await answers(described, 200);
      const example = exampleOf(described, 200);
      if (
        example === undefined ||
        /^(?:list(?:Stories|Changes|NewsroomStories)|exportRevisions)$/.test(described.operation.operationId)
      )
        continue;
      expect(answer.json()).toEqual(asMade(example, answer));
    }
    for (const described of every(200, (described) => described.method === 'HEAD')) await answers(described, 200);
    for (const described of every(302)) await answers(described, 302);
    for (const described of every(301)) await answers(described, 301, { prefix: '/.' });
    for (const described of every(204)) await answers(described, 204);
    const moved = await answers(operation('importStories'), 200);
    expect(withoutName(moved.json())).toEqual(withoutName(asMade(exampleOf(operation('importStories'), 200), moved)));
    const dryRun = { query: 'dry-run=true' };
    expect((await answers(operation('uploadStory'), 200, dryRun)).json()).toHaveProperty('preview.rss');
    expect((await answers(operation('replaceStory'), 200, dryRun)).json()).toHaveProperty('preview.html');
  });

  test('304, 412 and 400 of readers', async () => {
    for (const described of every(304)) await answers(described, 304, { headers: { 'if-none-match': '*' } });
    for (const described of every(412, (described) => !isNewsroom(described)))
      await answers(described, 412, { headers: { 'if-match': '"other"' } });
    for (const described of every(400, ({ method }) => method === 'GET' || method === 'HEAD'))
      await answers(described, 400, { query: 'limit=0&before=nowhere&after=nowhere' });
  });

  const writes = (status: number) =>
    every(status, (described) => isNewsroom(described) && /P|DELETE/.test(described.method));

  test('every refusal of a write', async () => {
    for (const described of writes(400)) {
      await answers(described, 400, {
        ...(exampleBody(described) ? { body: '{' } : { headers: { 'idempotency-key': 'a b' } }),
      });
    }
    for (const described of writes(413)) await answers(described, 413, { body: 'a'.repeat(4_000_001) });
    for (const described of writes(415)) {
      await answers(
        described,
        415,
        exampleBody(described)
          ? { headers: { 'content-type': 'text/plain' } }
          : { headers: { 'content-encoding': 'gzip' } },
      );
    }
    await answers(operation('uploadStory'), 409, {
      body: { ...(exampleBody(operation('uploadStory')) as object), id: 'older' },
    });
    await answers(operation('uploadStory'), 422, { body: {} });
    await answers(operation('replaceStory'), 422, { body: {} });
    await answers(operation('breakStory'), 422, { body: { for: 'a while' } });
    await answers(operation('withdrawStory'), 422, { body: {} });
    await answers(operation('importStories'), 422, { body: {} });
    for (const described of writes(412)) await answers(described, 412, { headers: { 'if-match': '"9"' } });
    for (const described of writes(428)) {
      const { method } = described;
      const sent = {
        method,
        path: pathOf(described),
        headers: { authorization: 'Bearer token-of-everybody', 'content-type': 'application/json' },
        body: JSON.stringify(exampleBody(described)),
      };
      expect(await functions.publish(sent)).toMatchObject({ status: 428 });
      observed.add(key(described, 428));
    }
    await answers(operation('reinstateStory'), 409);
    await answers(operation('withdrawStory'), 200, { id: 'older' });
    for (const name of ['replaceStory', 'breakStory', 'clearBreaking'])
      await answers(operation(name), 409, { id: 'older' });
    const used = { headers: { 'idempotency-key': 'used' } };
    await functions.newsroom('POST', '/stories', { body: { headline: 'Keyed', body: 'Keyed.' }, ...used });
    for (const name of ['clearBreaking', 'reinstateStory', 'closeFeed', 'openFeed'])
      await answers(operation(name), 422, used);
  });

  test('each edit that is an example, on a story of its own', async () => {
    for (const name of ['replaceStory', 'breakStory', 'withdrawStory']) {
      const described = operation(name);
      const answer = await answers(described, 200, { id: await another() });
      expect(withoutName(answer.json())).toEqual(withoutName(asMade(exampleOf(described, 200), answer)));
    }
    for (const [first, name] of [
      ['breakStory', 'clearBreaking'],
      ['withdrawStory', 'reinstateStory'],
    ] as const) {
      const id = await another();
      await ask(operation(first), { id });
      const answer = await answers(operation(name), 200, { id });
      const { story, feeds } = exampleOf(operation(name), 200) as { story: { revision: number }; feeds: string[] };
      expect(withoutName(answer.json())).toEqual(
        withoutName(asMade({ story: { ...story, revision: 3 }, warnings: [], feeds }, answer)),
      );
    }
  });

  test('410 of what was withdrawn, and of closed feeds', async () => {
    // One slug for a section, a tag, an author and a language.
    await fileAndMove({ section: 'fr', tags: ['fr'], authors: [{ name: 'fr' }], language: 'fr' });
    for (const kind of ['section', 'tag', 'author', 'language'])
      expect((await functions.newsroom('PUT', `/feeds/${kind}/fr/closed`)).status).toBe(200);
    // The front page has the short links of WordPress.
    const query = 'p=410';
    for (const described of every(410)) {
      const asked = { id: await gone(), slug: 'fr', ...(described.path === '/' && { query }) };
      await answers(described, 410, asked);
    }
  });

  test('a feed is closed and opened as in the examples, once it holds no story', async () => {
    const id = await another({ tags: ['Flods'] });
    await answers(operation('closeFeed'), 409);
    await answers(operation('replaceStory'), 200, { id });
    for (const name of ['closeFeed', 'openFeed']) {
      const answer = await answers(operation(name), 200);
      expect(answer.json()).toEqual(exampleOf(operation(name), 200));
    }
  });

  test('and none is missing', () => {
    const promised = OPERATIONS.flatMap((described) =>
      Object.keys(described.operation.responses).map((status) => key(described, Number(status))),
    );
    expect(promised.filter((answer) => !observed.has(answer))).toEqual([]);
  });
});

let count = 0;
/** Uploads the example under a new id, with other fields. */
async function another(fields: object = {}): Promise<string> {
  const id = `another-${++count}`;
  const answer = await ask(operation('uploadStory'), {
    body: { ...(exampleBody(operation('uploadStory')) as object), id, ...fields },
  });
  expect(answer.status).toBe(201);
  return id;
}

/** Leaves feeds without a story: uploads one into them, and replaces it by the example. */
async function fileAndMove(fields: object): Promise<void> {
  const id = await another(fields);
  expect(
    (await ask(operation('replaceStory'), { id, body: { headline: 'Moved', body: 'Moved.', language: 'en' } })).status,
  ).toBe(200);
}

const withoutName = (stands: unknown): unknown =>
  JSON.parse(JSON.stringify(stands).replace(/another-\d+|river-peaks-at-dawn(?:-\d)?/g, 'it'));

let withdrawn: Promise<string> | undefined;
const gone = (): Promise<string> => {
  withdrawn ??= another({ formerUrls: ['/?p=410'] }).then(async (id) => {
    await functions.newsroom('PUT', `/stories/${id}/withdrawal`, { body: { reason: 'wrong' } });
    return id;
  });
  return withdrawn;
};
