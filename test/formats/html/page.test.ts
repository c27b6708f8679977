import { createHash } from 'node:crypto';
import { CONTENT_SECURITY_POLICY } from '../../../lambdas/formats/html/content-security-policy';
import { html, raw } from '../../../lambdas/formats/html/markup';
import { type PageParts, renderPage } from '../../../lambdas/formats/html/page';
import { renderProblemPage } from '../../../lambdas/formats/html/problem-page';
import { PROBLEM_STYLESHEET, STYLESHEET } from '../../../lambdas/formats/html/stylesheet';
import { expectGolden } from '../golden';
import { PageReader } from '../page-reader';
import { publication } from '../sample';

const renderParts = (parts: Partial<PageParts> = {}) =>
  renderPage(publication, { title: 'Title', main: html`<p>Main</p>`, ...parts });
const read = (parts?: Partial<PageParts>) => new PageReader(renderParts(parts));

test('a page has no parse errors of the HTML standard', () => {
  expect(read().errors).toEqual([]);
});

test('a browser finds the feed of all stories in three formats', () => {
  const links = read().all('link', { rel: 'alternate' });
  expect(links.map(({ attributes: { type, title, href } }) => [type, title, href])).toEqual([
    ['application/rss+xml', 'Bulletin (RSS)', 'https://news.example/rss.xml'],
    ['application/atom+xml', 'Bulletin (Atom)', 'https://news.example/atom.xml'],
    ['application/feed+json', 'Bulletin (JSON Feed)', 'https://news.example/feed.json'],
  ]);
});

test('a page has the language of the publication unless it has its own', () => {
  expect(read().values('lang', 'html')).toEqual(['en']);
  expect(read({ language: 'fa' }).all('html')[0]?.attributes).toEqual({ lang: 'fa', dir: 'rtl' });
});

test('a screen reader finds skip links and landmarks', () => {
  expect(read().values('href', 'a').slice(0, 3)).toEqual(['#main', '#menu', '#subscribe']);
  expect(read().all('main', { id: 'main', tabindex: '-1' })).toHaveLength(1);
  for (const landmark of ['header', 'nav', 'main', 'footer']) expect(read().all(landmark)).toHaveLength(1);
});

test('a title that could turn the name of the publication is isolated', () => {
  const titles = (title: string) => read({ title }).texts('title');
  expect(titles('Title')).toEqual(['Title – Bulletin']);
  expect(titles('عنوان')).toEqual(['\u2068عنوان\u2069 – Bulletin']);
  expect(titles('a \u202Eb')).toEqual(['\u2068a \u202Eb\u2069 – Bulletin']);
  const feed = { name: 'tag#سوريا', title: 'سوريا', guid: 'urn:uuid:1' } as const;
  expect(read({ feed }).values('title', 'link', { rel: 'alternate' })[0]).toBe('\u2068Bulletin: سوريا\u2069 (RSS)');
});

test('a page of a list but for the first says so in its title', () => {
  expect(read({ part: 'Older stories', title: undefined }).texts('title')).toEqual(['Older stories – Bulletin']);
  expect(read({ part: 'Older stories', title: 'عنوان' }).texts('title')).toEqual([
    'Older stories – \u2068عنوان\u2069 – Bulletin',
  ]);
});

test('search engines may index only a page with a canonical address', () => {
  expect(read({ canonical: 'https://news.example/x' }).values('href', 'link', { rel: 'canonical' })).toHaveLength(1);
  expect(read({ canonical: 'https://news.example/x' }).all('meta', { name: 'robots' })).toEqual([]);
  expect(read().values('content', 'meta', { name: 'robots' })).toEqual(['noindex']);
});

test('the menu marks the current page', () => {
  expect(read({ canonical: 'https://news.example/feeds' }).texts('a', { 'aria-current': 'page' })).toEqual(['Feeds']);
  expect(read().all('a', { 'aria-current': 'page' })).toEqual([]);
});

test('the menu leads to the archive, and to breaking news only where the page knows of some', () => {
  const menu = (parts?: Partial<PageParts>) => read(parts).texts('nav', { id: 'menu' })[0]?.trim().split('\n');
  expect(menu()).toEqual(['Front page', 'Archive', 'Feeds']);
  expect(menu({ hasBreaking: true })).toEqual(['Front page', 'Breaking', 'Archive', 'Feeds']);
  const here = { hasBreaking: true, canonical: 'https://news.example/breaking' };
  expect(read(here).texts('a', { 'aria-current': 'page' })).toEqual(['Breaking']);
});

test('the stylesheets are the approved ones, under 10 KB', () => {
  expectGolden('html/stylesheet.txt', STYLESHEET);
  expectGolden('html/problem-stylesheet.txt', PROBLEM_STYLESHEET);
  expect(Buffer.byteLength(STYLESHEET)).toBeLessThan(10_000);
});

test('the viewport allows zoom, and the encoding is within the first 1024 bytes', () => {
  expect(read().values('content', 'meta', { name: 'viewport' })).toEqual(['width=device-width, initial-scale=1']);
  expect(renderParts().indexOf('<meta charset="utf-8">')).toBeLessThan(1024 - '<meta charset="utf-8">'.length);
  expect(renderParts().startsWith('<!doctype html>\n')).toBe(true);
});

test('a page loads no script, stylesheet or font, and only its own icon', () => {
  expect(read().all('script')).toEqual([]);
  expect(read().all('link', { rel: 'stylesheet' })).toEqual([]);
  expect(read().values('href', 'link', { rel: 'icon' })).toEqual(['https://news.example/icon.svg']);
  expect(renderParts()).not.toMatch(/@import|url\(/);
});

test('the policy allows the stylesheet of pages and of problem pages, and no script', () => {
  const hashOf = (page: PageReader) => {
    const hash = createHash('sha256')
      .update(page.texts('style')[0] ?? '')
      .digest('base64');
    return `'sha256-${hash}'`;
  };
  const problemPage = new PageReader(renderProblemPage(publication, { status: 404, title: 'Not Found' }));
  const policy = CONTENT_SECURITY_POLICY.split('; ');
  expect(policy).toEqual([
    "default-src 'none'",
    `style-src ${hashOf(read())} ${hashOf(problemPage)}`,
    'img-src https: http:',
    'media-src https: http:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]);
});

test('forbidden characters are removed even from raw markup', () => {
  expect(read({ main: html`<p>${raw('a\u0000\u0003\ud800b')}</p>` }).texts('p')).toContain('ab');
});
