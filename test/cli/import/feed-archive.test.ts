import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { feedStories } from '../../../bin/cli/import/feed-archive';
import { fetchDocument } from '../../../bin/cli/import/feed-document';

const shell = { env: {}, out() {}, err() {}, wait: async () => {} };
const onDocument = () => {};

let elsewhere: Server;
let asked: string[] = [];
/** What the old site answers to `/?p=N`. */
let page: (n: number) => string;

beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(page(Number(request.url?.split('=')[1])));
  }).listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
});
beforeEach(() => {
  asked = [];
});
afterAll(() => {
  elsewhere.closeAllConnections();
  elsewhere.close();
});

const address = () => `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/?p=1`;
const walked = async (most?: number) =>
  feedStories(await fetchDocument(address(), shell), { onDocument, ...(most !== undefined && { most }) }, shell);

const entry = (id: string | number, updated = '2018-01-01', title = `Item ${id}`) =>
  `<entry><id>urn:x:${id}</id><title>${title}</title><updated>${updated}T00:00:00Z</updated><content>x</content></entry>`;
const atom = (entries: string, next?: number) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>urn:x</id>${
    next === undefined ? '' : `<link rel="prev-archive" href="/?p=${next}"/>`
  }${entries}</feed>`;
const headlines = async () => (await walked())?.stories.map(({ value }) => value.headline);

test('an archive that gives the same items for ever is asked a few times, and that is said', async () => {
  page = (n) => atom(entry('a') + entry('b'), n + 1);
  const found = await walked();
  expect(found?.stories).toHaveLength(2);
  expect(found?.gap).toMatch(/have nothing new: http:.*p=4 is not read, nor what is older\.$/);
  expect(asked).toHaveLength(3);
});

test('an archive of empty documents without end is asked a hundred times', async () => {
  page = (n) => atom(n === 1 ? Array.from({ length: 200 }, (_, i) => entry(i)).join('') : '', n + 1);
  expect((await walked())?.gap).toMatch(/nothing new/);
  expect(asked).toHaveLength(101);
});

test('what is behind a document of which all stands in the newest one too is found', async () => {
  const ids = [...'abcdef'];
  page = (n) =>
    n === 1 ? atom(ids.map((id) => entry(id)).join(''), 2) : atom(entry(`${' abcg'[n]}`), n < 4 ? n + 1 : undefined);
  expect((await walked())?.stories).toHaveLength(7);
});

test('an archive that has something new for ever ends at the most documents that are read, and that is said', async () => {
  page = (n) => atom(entry(n), n + 1);
  const found = await walked(5);
  expect([asked.length, found?.stories.length]).toEqual([5, 5]);
  expect(found?.gap).toMatch(/^5 documents are read.*p=6 is not/);
});

test('of a story in two documents the one that was updated last is imported, once', async () => {
  page = (n) =>
    n === 1 ? atom(entry('a', '2019-02-01', 'Corrected') + entry('b'), 2) : atom(entry('a', '2018-01-01', 'As it was'));
  expect(await headlines()).toEqual(['Item b', 'Corrected']);
  page = (n) =>
    n === 1 ? atom(entry('a', '2018-01-01', 'As it was'), 2) : atom(entry('a', '2019-02-01', 'Corrected'));
  expect(await headlines()).toEqual(['Corrected']);
});

test('of a story in two documents that were updated at one time the one nearer to the subscription is imported', async () => {
  page = (n) => (n === 1 ? atom(entry('a', '2018-01-01', 'Nearer'), 2) : atom(entry('a', '2018-01-01', 'Farther')));
  expect(await headlines()).toEqual(['Nearer']);
});
