import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { feedStories } from '../../../bin/cli/import/feed-archive';
import { fetchDocument } from '../../../bin/cli/import/feed-document';

const shell = { env: {}, out() {}, err() {}, wait: async () => {} };
const onProgress = () => {};

let elsewhere: Server;
let requests: string[] = [];
/** The answer of the old site to `/?p=N`. */
let page: (n: number) => string;

beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.end(page(Number(request.url?.split('=')[1])));
  }).listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
});
beforeEach(() => {
  requests = [];
});
afterAll(() => {
  elsewhere.closeAllConnections();
  elsewhere.close();
});

const address = () => `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/?p=1`;
const readArchive = async (most?: number) =>
  feedStories(await fetchDocument(address(), shell), { onProgress, most, shell });

const entry = (id: string | number, updated = '2018-01-01', title = `Item ${id}`) =>
  `<entry><id>urn:x:${id}</id><title>${title}</title><updated>${updated}T00:00:00Z</updated><content>x</content></entry>`;
const atom = (entries: string, next?: number) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>urn:x</id>${
    next === undefined ? '' : `<link rel="prev-archive" href="/?p=${next}"/>`
  }${entries}</feed>`;
const headlines = async () => (await readArchive())?.stories.map(({ value }) => value.headline);

test('an archive that repeats its items for ever is left after a few requests, with a warning', async () => {
  page = (n) => atom(entry('a') + entry('b'), n + 1);
  const found = await readArchive();
  expect(found?.stories).toHaveLength(2);
  expect(found?.gap).toMatch(/repeat known stories: http:.*p=4 and older are not read\.$/);
  expect(requests).toHaveLength(3);
});

test('an endless archive of empty documents is left after a hundred requests', async () => {
  page = (n) => atom(n === 1 ? Array.from({ length: 200 }, (_, i) => entry(i)).join('') : '', n + 1);
  expect((await readArchive())?.gap).toMatch(/repeat known stories/);
  expect(requests).toHaveLength(101);
});

test('a document that only repeats the newest one does not end the archive', async () => {
  const ids = [...'abcdef'];
  page = (n) =>
    n === 1 ? atom(ids.map((id) => entry(id)).join(''), 2) : atom(entry(`${' abcg'[n]}`), n < 4 ? n + 1 : undefined);
  expect((await readArchive())?.stories).toHaveLength(7);
});

test('an endless archive of new items is left at the limit of documents, with a warning', async () => {
  page = (n) => atom(entry(n), n + 1);
  const found = await readArchive(5);
  expect([requests.length, found?.stories.length]).toEqual([5, 5]);
  expect(found?.gap).toMatch(/^5 documents are read.*p=6 and older are not read/);
});

test('a story in two documents is imported once, in the copy updated last', async () => {
  page = (n) =>
    n === 1 ? atom(entry('a', '2019-02-01', 'Corrected') + entry('b'), 2) : atom(entry('a', '2018-01-01', 'As it was'));
  expect(await headlines()).toEqual(['Item b', 'Corrected']);
  page = (n) =>
    n === 1 ? atom(entry('a', '2018-01-01', 'As it was'), 2) : atom(entry('a', '2019-02-01', 'Corrected'));
  expect(await headlines()).toEqual(['Corrected']);
});

test('of two copies with one update time the copy of the newer document is imported', async () => {
  page = (n) => (n === 1 ? atom(entry('a', '2018-01-01', 'Nearer'), 2) : atom(entry('a', '2018-01-01', 'Farther')));
  expect(await headlines()).toEqual(['Nearer']);
});
