import type { PublicDocuments } from '../../../lambdas/http/find-document';
import { publicSide } from '../../../lambdas/http/public-side';
import { LIFETIME, type Representation } from '../../../lambdas/http/representation';
import { encodeDocument } from '../../../lambdas/serving/encode-document';

const validators = { etag: 'W/"a"' };
const kept = { validators, lifetimes: LIFETIME };
const SELF = '<https://news.example/>; rel="self"';
const document: Representation = {
  ...{ ...kept, mediaType: 'text/html; charset=utf-8', links: [SELF] },
  rendered: async () => ({ ...encodeDocument('x'), kept }),
};
const documents = {
  ...{ front: async () => document, opml: async () => ({ ...document, links: [] }), story: async () => undefined },
  problemPage: () => encodeDocument('x'),
};
const app = publicSide({
  address: () => 'https://news.example',
  documentsAt: () => documents as unknown as PublicDocuments,
  health: async () => undefined,
  pageHeaders: {},
  license: 'https://herald.example/license',
  log: () => undefined,
});
const linkOf = async (path: string, init?: RequestInit) => {
  const { status, headers } = await app.request(path, init);
  return [status, headers.get('link')];
};
const LICENSE = '<https://herald.example/license>; rel="license"';

test('the header Link of each document names the license, after its own links', async () => {
  expect(await linkOf('/')).toEqual([200, `${SELF}, ${LICENSE}`]);
  expect(await linkOf('/', { method: 'HEAD' })).toEqual([200, `${SELF}, ${LICENSE}`]);
  expect(await linkOf('/feeds.opml')).toEqual([200, LICENSE]);
});

test('no answer without a document names it', async () => {
  expect(await linkOf('/', { headers: { 'if-none-match': validators.etag } })).toEqual([304, null]);
  expect(await linkOf('/', { headers: { 'if-match': '"b"' } })).toEqual([412, null]);
  expect(await linkOf('/stories/x')).toEqual([404, null]);
});
