import type { PublicDocuments } from '../../../lambdas/http/find-document';
import { publicAddress } from '../../../lambdas/http/public-address';
import { publicSide } from '../../../lambdas/http/public-side';
import type { RequestLine } from '../../../lambdas/http/request-log';
import { encodeDocument } from '../../../lambdas/serving/encode-document';

const lines: RequestLine[] = [];
beforeEach(() => {
  lines.length = 0;
});

/** A publication without a configured address, behind a CDN. */
const app = publicSide({
  address: publicAddress(undefined),
  documentsAt: (url) =>
    ({ front: async () => undefined, problemPage: () => encodeDocument(url) }) as unknown as PublicDocuments,
  health: async () => undefined,
  pageHeaders: {},
  log: (line) => lines.push(line),
});

test.each([
  [421, 'GET', '/'],
  [421, 'GET', '/rss.xml'],
  [421, 'HEAD', '/feeds'],
  [421, 'GET', '/stories/a'],
  [404, 'GET', '/stories/a/b'],
  [405, 'POST', '/'],
  [405, 'POST', '/stories/a'],
])('%i as problem+json, and a line in the log, for %s %s that came round the CDN', async (status, method, path) => {
  const response = await app.request(path, { method });
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(lines).toMatchObject([{ method, status }]);
});

test('the health check answers at every address', async () => {
  expect((await app.request('/health')).status).toBe(200);
});

test('through the CDN, a page that fails is one, under the address that the viewer asked', async () => {
  const response = await app.request('/', { headers: { 'x-bulletin-host': 'd1.cloudfront.net' } });
  expect(response.status).toBe(404);
  expect(await response.text()).toBe('https://d1.cloudfront.net');
});
