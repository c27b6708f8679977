import type { Representation } from '../../lambdas/http/representation';
import { respond } from '../../lambdas/http/respond';

const LIFETIMES = { maxAge: 60, sMaxAge: 30, staleWhileRevalidate: 20, staleIfError: 600 };
const CHANGED = Date.UTC(2026, 10, 22, 20, 0, 0);
const OLD = { etag: 'W/"old"', lastModified: CHANGED };
const NEW = { etag: 'W/"new"', lastModified: CHANGED + 1_000 };

const bytes = async (coding: string) => new Uint8Array(Buffer.from(`in ${coding}`));
const representation = (more: Partial<Representation> = {}): Representation => ({
  mediaType: 'text/plain',
  validators: OLD,
  lifetimes: LIFETIMES,
  links: [],
  rendered: async () => ({ kept: { validators: OLD, lifetimes: LIFETIMES }, bytes }),
  ...more,
});
const requestWith = (headers: Record<string, string> = {}) => new Request('https://news.example/rss.xml', { headers });

const notRendered = () => Promise.reject(new Error('rendered'));

test('an answer has the bytes in the coding asked for, and all that a cache needs', async () => {
  const response = await respond(requestWith({ 'accept-encoding': 'gzip' }), representation());
  expect(await response.text()).toBe('in gzip');
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toEqual({
    'content-type': 'text/plain',
    'content-length': '7',
    'content-encoding': 'gzip',
    etag: 'W/"old"',
    'last-modified': 'Sun, 22 Nov 2026 20:00:00 GMT',
    'cache-control': 'public, max-age=60, s-maxage=30, stale-while-revalidate=20, stale-if-error=600',
    vary: 'Accept-Encoding',
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'ETag, Last-Modified, Link, Retry-After',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
  });
});

test('links are one header', async () => {
  const response = await respond(requestWith(), representation({ links: ['<a>; rel="self"', '<b>; rel="hub"'] }));
  expect(response.headers.get('link')).toBe('<a>; rel="self", <b>; rel="hub"');
  expect(response.headers.has('content-encoding')).toBe(false);
});

test('a 304 is answered without rendering anything', async () => {
  const response = await respond(requestWith({ 'if-none-match': OLD.etag }), representation({ rendered: notRendered }));
  expect(response.status).toBe(304);
  expect(response.body).toBeNull();
  expect(Object.fromEntries(response.headers)).toEqual({
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'ETag',
    'cache-control': 'public, max-age=60, s-maxage=30, stale-while-revalidate=20, stale-if-error=600',
    etag: OLD.etag,
    vary: 'Accept-Encoding',
  });
});

test('a 412 is answered without rendering anything, to one client and no cache', async () => {
  const response = await respond(requestWith({ 'if-match': '"x"' }), representation({ rendered: notRendered }));
  expect(response.status).toBe(412);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.has('etag')).toBe(false);
});

test('the validators belong to the bytes, which may be newer than the found document', async () => {
  const rendered = async () => ({ kept: { validators: NEW, lifetimes: { ...LIFETIMES, maxAge: 5 } }, bytes });
  const { headers } = await respond(requestWith(), representation({ rendered }));
  expect(headers.get('etag')).toBe(NEW.etag);
  expect(headers.get('last-modified')).toBe('Sun, 22 Nov 2026 20:00:01 GMT');
  expect(headers.get('cache-control')).toContain('max-age=5,');
});

test('bytes that nobody may keep go without validators, and no-store', async () => {
  const response = await respond(requestWith(), representation({ rendered: async () => ({ bytes }) }));
  expect(await response.text()).toBe('in identity');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.has('etag')).toBe(false);
  expect(response.headers.has('last-modified')).toBe(false);
});

test('Last-Modified is left out while its second is not over', async () => {
  const undated = { etag: OLD.etag };
  const rendered = async () => ({ kept: { validators: undated, lifetimes: LIFETIMES }, bytes });
  expect(
    (await respond(requestWith(), representation({ validators: undated, rendered }))).headers.has('last-modified'),
  ).toBe(false);
});
