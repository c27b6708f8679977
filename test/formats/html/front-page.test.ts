import fc from 'fast-check';
import { type FrontPage, renderFrontPage } from '../../../lambdas/formats/html/front-page';
import { expectGolden } from '../golden';
import { deepFreeze, hostileText, textAfterParser } from '../hostile';
import { PageReader } from '../page-reader';
import { allStories, concert, kerry, minimal, publication, storm } from '../sample';

const { now } = allStories;
const everything = { breaking: [kerry], latest: allStories.entries, now };
const read = (front: FrontPage = everything, by = publication) => new PageReader(renderFrontPage(by, front));

test('a front page with breaking news is the approved document', () => {
  expectGolden('html/front-page.html', renderFrontPage(publication, everything));
  expect(read().errors).toEqual([]);
});

test('breaking stories come first, then the latest, each story once', () => {
  expect(read().texts('h2')).toEqual(['Breaking News', 'Latest']);
  expect(read().texts('h3')).toEqual([kerry, storm, concert, minimal].map(({ headline }) => headline));
});

test('only the newest page links to OPML', () => {
  const LIST = 'https://news.example/feeds.opml';
  expect(read().values('href', 'link')).toContain(LIST);
  expect(read({ ...everything, isOlder: true }).values('href', 'link')).not.toContain(LIST);
});

test('each story links to its page here', () => {
  const links = read()
    .values('href', 'a')
    .filter((href) => href?.includes('/stories/'));
  expect(links).toEqual([
    'https://news.example/stories/kerry-fears-fallout-from-fighting-in-syrian-town',
    'https://news.example/stories/storm-at-sea',
    'https://news.example/stories/konzert-in-k%C3%B6ln',
    'https://news.example/stories/quiet-day',
  ]);
});

test('a story with an ended flag is not breaking, in either list', () => {
  const front = { breaking: [storm], latest: [storm], now };
  expect(read(front).texts('h2')).toEqual(['Latest']);
  expect(read({ ...front, now: '2013-06-03T19:59:59Z' }).texts('h2')).toEqual(['Breaking News', 'Latest']);
});

test('a breaking story among the latest has its own label', () => {
  expect(read({ breaking: [], latest: [kerry, minimal], now }).texts('p', { class: 'breaking' })).toEqual([
    'Breaking News',
  ]);
});

test('the only h1 is the name of the publication', () => {
  expect(read().texts('h1')).toEqual(['Bulletin']);
  expect(read().texts('title')).toEqual(['Bulletin']);
});

test('each section of the stories is listed once, by name', () => {
  const sections = (front = everything) => read(front).texts('nav', { 'aria-label': 'Sections' });
  expect(sections()[0]?.trim().split('\n')).toEqual(['Kultur', 'Middle East', 'World']);
  expect(sections({ breaking: [], latest: [minimal], now })).toEqual([]);
  const names = ['Kultur', 'Middle East', 'World'];
  expect(read().texts('bdi')).toEqual([...names, 'Middle East', 'World', 'Kultur', 'Bulletin']);
});

test('a page of older stories has its title and links both ways, and is not indexed', () => {
  const page = read({ breaking: [], latest: [minimal], now, older: 'MjAxMw', isOlder: true });
  expect(page.texts('h2')).toEqual(['Older stories']);
  expect(page.texts('title')).toEqual(['Older stories – Bulletin']);
  expect(page.texts('h1')).toEqual(['Bulletin']);
  expect(page.values('href', 'a', { rel: 'next' })).toEqual(['https://news.example/?before=MjAxMw']);
  // The page before it is the first one, so one link leads there.
  expect(page.all('a', { rel: 'prev' })).toMatchObject([
    { text: 'Newer stories', attributes: { href: 'https://news.example/' } },
  ]);
  expect(page.texts('a')).not.toContain('Newest stories');
  expect(page.values('content', 'meta', { name: 'robots' })).toEqual(['noindex']);
  expect(page.all('link', { rel: 'canonical' })).toEqual([]);
  const last = read({ breaking: [], latest: [], now, isOlder: true });
  expect(last.texts('p', { lang: 'en' })).toEqual(['There are no older stories.']);
  expect(last.all('a', { rel: 'next' })).toEqual([]);
});

test('an older page names its span, and leads to newer and to the newest stories', () => {
  const page = read({ breaking: [], latest: [storm, minimal], now, older: 'b', newer: 'a', isOlder: true });
  const links = page.all('nav', { 'aria-label': 'Further pages' })[0]?.text.trim().split('\n');
  expect(links).toEqual(['Newest stories', 'Newer stories', 'Older stories']);
  expect(page.values('href', 'a', { rel: 'prev' })).toEqual(['https://news.example/?before=a']);
  const [from, to] = [minimal, storm].map(({ publishedAt }) => publishedAt.slice(0, 10));
  expect(page.texts('section').join()).toContain('31 May 2013 to 2 June 2013');
  expect(page.values('datetime', 'time').slice(0, 2)).toEqual([from, to]);
  expect(read().texts('section').join()).not.toMatch(/2013 to /);
});

test('the menu leads to breaking news while a story breaks, with the address of its feed beside the stories', () => {
  const menu = (front: FrontPage) => read(front).texts('nav', { id: 'menu' })[0]?.trim().split('\n');
  const address = 'https://news.example/breaking/rss.xml';
  expect(menu(everything)).toEqual(['Front page', 'Breaking', 'Archive', 'Feeds']);
  expect(read().texts('section', { class: 'alert' })[0]).toContain(`Follow breaking news in a feed reader: ${address}`);
  expect(read().values('href', 'a')).toContain(address);
  const quiet = { breaking: [], latest: [minimal], now };
  expect(menu(quiet)).toEqual(['Front page', 'Archive', 'Feeds']);
  expect(read(quiet).values('href', 'a')).not.toContain(address);
  expect(menu({ ...quiet, isOlder: true, hasBreaking: true })).toContain('Breaking');
});

test('each story has its own language and direction', () => {
  const { lang, dir } =
    read({ breaking: [], latest: [{ ...minimal, language: 'ar' }], now }).all('article')[0]?.attributes ?? {};
  expect([lang, dir]).toEqual(['ar', 'rtl']);
});

test('an empty front page says that there are no stories', () => {
  const page = read({ breaking: [], latest: [], now });
  expect(page.all('article')).toEqual([]);
  expect(page.texts('p', { lang: 'en' })).toEqual(['There are no stories yet.']);
  expect(read({ breaking: [kerry], latest: [kerry], now }).texts('p', { lang: 'en' })).toEqual([
    'Follow breaking news in a feed reader: https://news.example/breaking/rss.xml',
    'There are no other stories yet.',
  ]);
});

test('a publication without a description has no motto', () => {
  const page = read(everything, { ...publication, description: '' });
  expect(page.all('meta', { name: 'description' })).toEqual([]);
  expect(page.texts('p')).not.toContain('');
});

test('any text is text: it adds no element and no attribute', () => {
  const at = (text: string) =>
    read(
      {
        breaking: [{ ...kerry, headline: text, summary: text }],
        latest: [{ ...minimal, headline: text, summary: text }],
        now,
      },
      { ...publication, title: text, description: text },
    );
  const harmless = at('a').skeleton();
  fc.assert(
    fc.property(hostileText, (text) => {
      const page = at(text);
      const shown = textAfterParser(text);
      expect(page.skeleton()).toEqual(harmless);
      expect(page.texts('h1')).toEqual([shown]);
      expect(page.texts('h3')).toEqual([shown, shown]);
      expect(page.texts('title')).toEqual([shown]);
      expect(page.texts('p').filter((paragraph) => paragraph === shown)).toHaveLength(3);
      expect(page.values('content', 'meta', { name: 'description' })).toEqual([shown]);
    }),
  );
});

test('the same stories at the same moment give the same bytes, and are not changed', () => {
  const front = deepFreeze(structuredClone(everything));
  expect(renderFrontPage(publication, front)).toBe(renderFrontPage(publication, front));
});
