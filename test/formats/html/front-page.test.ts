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
  expect(page.values('href', 'a', { rel: 'next' })).toEqual(['https://news.example/?before=MjAxMw']);
  expect(page.texts('a', { href: 'https://news.example/' })).toContain('Newest stories');
  expect(page.values('content', 'meta', { name: 'robots' })).toEqual(['noindex']);
  expect(page.all('link', { rel: 'canonical' })).toEqual([]);
  const last = read({ breaking: [], latest: [], now, isOlder: true });
  expect(last.texts('p', { lang: 'en' })).toEqual(['There are no older stories.']);
  expect(last.all('a', { rel: 'next' })).toEqual([]);
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
