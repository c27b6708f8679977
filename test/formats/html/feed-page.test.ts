import { renderFeedPage } from '../../../lambdas/formats/html/feed-page';
import { PageReader } from '../page-reader';
import { allStories, kerry, minimal, publication, storm } from '../sample';

const { now } = allStories;
const section = { name: 'section#world', title: 'Welt & <Raum>', guid: 'urn:uuid:1' } as const;
const read = (feed: Parameters<typeof renderFeedPage>[1]['feed'], entries = [kerry, storm]) =>
  new PageReader(renderFeedPage(publication, { feed, entries, now }));

test("a feed page has the feed's name as its heading, and the stories in their order", () => {
  expect(read(section).errors).toEqual([]);
  expect(read(section).texts('h1')).toEqual(['Welt & <Raum>']);
  expect(read(section).texts('bdi')).toContain('Welt & <Raum>');
  expect(read(section).texts('h3')).toEqual([kerry.headline, storm.headline]);
});

test('a breaking story has a label, except on the page of breaking news', () => {
  expect(read(section).texts('p', { class: 'breaking' })).toContain('Breaking News');
  const breaking = read({ name: 'breaking', title: '', guid: 'urn:uuid:2' });
  expect(breaking.texts('h1')).toEqual(['Breaking News']);
  expect(breaking.texts('p', { class: 'breaking' })).toEqual([]);
});

test('reader software finds the three documents of this feed', () => {
  const links = read(section).values('href', 'link', { rel: 'alternate' });
  expect(links).toEqual(
    ['rss.xml', 'atom.xml', 'feed.json'].map((file) => `https://news.example/sections/world/${file}`),
  );
  expect(read(section).values('title', 'link', { rel: 'alternate' })[0]).toBe('Bulletin: Welt & <Raum> (RSS)');
});

test("the stories on a section's page do not repeat the section, unless they spell it otherwise", () => {
  const kickers = (feed: Parameters<typeof read>[0]) => read(feed).texts('p', { class: 'kicker' });
  expect(kickers({ ...section, title: 'World' })).toEqual(['Middle East']);
  expect(kickers({ ...section, title: 'WORLD' })).toEqual(['Middle East', 'World']);
  expect(kickers({ name: 'tag#sea', title: 'Sea', guid: 'urn:uuid:3' })).toEqual(['Middle East', 'World']);
});

test('an older page names its span, and leads to newer stories', () => {
  const page = new PageReader(
    renderFeedPage(publication, { feed: section, entries: [kerry, minimal], now }, { newer: 'a', isOlder: true }),
  );
  expect(page.errors).toEqual([]);
  expect(page.texts('section').join()).toContain('31 May 2013 to 3 June 2013');
  expect(page.texts('title')).toEqual(['Older stories – Welt & <Raum> – Bulletin']);
  expect(page.texts('h1')).toEqual(read(section).texts('h1'));
  expect(read(section).texts('title')).toEqual(['Welt & <Raum> – Bulletin']);
  expect(page.values('href', 'a', { rel: 'prev' })).toEqual(['https://news.example/sections/world?before=a']);
  expect(read(section).texts('section').join()).not.toMatch(/2013 to /);
});

test('the menu leads to breaking news while a story of the feed breaks', () => {
  const menu = (hasBreaking: boolean) =>
    new PageReader(renderFeedPage(publication, { feed: section, entries: [], hasBreaking, now })).texts('nav')[0];
  expect(menu(true)).toContain('Breaking');
  expect(menu(false)).not.toContain('Breaking');
});

test('only the page of breaking news says how to follow it', () => {
  const line = 'Follow breaking news in a feed reader: https://news.example/breaking/rss.xml';
  expect(read({ name: 'breaking', title: '', guid: 'urn:uuid:2' }).texts('p')).toContain(line);
  expect(read(section).texts('p')).not.toContain(line);
});

test("a language's page declares the language and its direction", () => {
  const root = (slug: string) => read({ name: `language#${slug}`, title: 'x', guid: 'urn:uuid:4' }, []);
  expect(root('ar').all('html')[0]?.attributes).toEqual({ lang: 'ar', dir: 'rtl' });
  expect(root('zh-hant').all('html')[0]?.attributes).toEqual({ lang: 'zh-Hant', dir: 'ltr' });
  expect(read(section).all('html')[0]?.attributes).toEqual({ lang: 'en', dir: 'ltr' });
  expect(root('ar').texts('p', { lang: 'en', dir: 'ltr' })).toEqual(['There are no stories here now.']);
});

test('an empty feed page says that there are no stories', () => {
  expect(read(section, []).texts('p', { lang: 'en' })).toContain('There are no stories here now.');
});
