import { createHash } from 'node:crypto';
import { CONTENT_SECURITY_POLICY } from '../../../lambdas/formats/html/content-security-policy';
import { html, raw } from '../../../lambdas/formats/html/markup';
import { type PageParts, renderPage } from '../../../lambdas/formats/html/page';
import { STYLESHEET } from '../../../lambdas/formats/html/stylesheet';
import { expectGolden } from '../golden';
import { PageReader } from '../page-reader';
import { publication } from '../sample';

const rendered = (parts: Partial<PageParts> = {}) =>
  renderPage(publication, { title: 'Title', main: html`<p>Main</p>`, ...parts });
const read = (parts?: Partial<PageParts>) => new PageReader(rendered(parts));

test('a page is written as the HTML standard asks', () => {
  expect(read().errors).toEqual([]);
});

test('a browser finds the feed of all stories in its three forms', () => {
  const links = read().all('link', { rel: 'alternate' });
  expect(links.map(({ attributes: { type, title, href } }) => [type, title, href])).toEqual([
    ['application/rss+xml', 'Bulletin (RSS)', 'https://news.example/rss.xml'],
    ['application/atom+xml', 'Bulletin (Atom)', 'https://news.example/atom.xml'],
    ['application/feed+json', 'Bulletin (JSON Feed)', 'https://news.example/feed.json'],
  ]);
});

test('a page is in the language of the publication unless it says otherwise', () => {
  expect(read().values('lang', 'html')).toEqual(['en']);
  expect(read({ language: 'fa' }).all('html')[0]?.attributes).toEqual({ lang: 'fa', dir: 'rtl' });
});

test('whoever cannot see the page can skip to its content and finds its landmarks', () => {
  expect(read().values('href', 'a').slice(0, 3)).toEqual(['#main', '#menu', '#subscribe']);
  expect(read().all('main', { id: 'main', tabindex: '-1' })).toHaveLength(1);
  for (const landmark of ['header', 'nav', 'main', 'footer']) expect(read().all(landmark)).toHaveLength(1);
});

test('search engines keep a page that has an address of its own, and no other', () => {
  expect(read({ canonical: 'https://news.example/x' }).values('href', 'link', { rel: 'canonical' })).toHaveLength(1);
  expect(read({ canonical: 'https://news.example/x' }).all('meta', { name: 'robots' })).toEqual([]);
  expect(read().values('content', 'meta', { name: 'robots' })).toEqual(['noindex']);
});

test('the menu says where the reader is', () => {
  expect(read({ canonical: 'https://news.example/feeds' }).texts('a', { 'aria-current': 'page' })).toEqual(['Feeds']);
  expect(read().all('a', { 'aria-current': 'page' })).toEqual([]);
});

test('the stylesheet is the approved one, under 10 KB', () => {
  expectGolden('stylesheet.txt', STYLESHEET);
  expect(Buffer.byteLength(STYLESHEET)).toBeLessThan(10_000);
});

test('the text can be enlarged, and the encoding is told within the first 1024 bytes', () => {
  expect(read().values('content', 'meta', { name: 'viewport' })).toEqual(['width=device-width, initial-scale=1']);
  expect(rendered().indexOf('<meta charset="utf-8">')).toBeLessThan(1024 - '<meta charset="utf-8">'.length);
  expect(rendered().startsWith('<!doctype html>\n')).toBe(true);
});

test('a page needs nothing from anywhere: no script, no stylesheet, no font, and its icon is its own', () => {
  expect(read().all('script')).toEqual([]);
  expect(read().all('link', { rel: 'stylesheet' })).toEqual([]);
  expect(read().values('href', 'link', { rel: 'icon' })).toEqual(['https://news.example/icon.svg']);
  expect(rendered()).not.toMatch(/@import|url\(/);
});

test('the policy lets in the stylesheet of the page, and nothing that runs', () => {
  const [stylesheet = ''] = read().texts('style');
  const hash = createHash('sha256').update(stylesheet).digest('base64');
  const policy = CONTENT_SECURITY_POLICY.split('; ');
  expect(policy).toEqual([
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    'img-src https: http:',
    'media-src https: http:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]);
});

test('what no document may hold is left out even of what goes in as it is', () => {
  expect(read({ main: html`<p>${raw('a\u0000\u0003\ud800b')}</p>` }).texts('p')).toContain('ab');
});
