import fc from 'fast-check';
import { renderSubscribePage, type Subscription } from '../../../lambdas/formats/html/subscribe-page';
import { expectGolden } from '../golden';
import { deepFreeze, hostileText, textAfterParser } from '../hostile';
import { PageReader } from '../page-reader';
import { kerry, publication, storm } from '../sample';

const section = { name: 'section#world', title: 'Welt & <Raum>', guid: 'urn:uuid:1' } as const;
const audio = { name: 'audio', title: '', guid: 'urn:uuid:2' } as const;
const arabic = { name: 'language#ar', title: 'العربية', guid: 'urn:uuid:3' } as const;

const render = (more: Partial<Subscription> = {}) =>
  renderSubscribePage(publication, { feed: section, file: 'rss.xml', entries: [kerry, storm], ...more });
const read = (more?: Partial<Subscription>) => new PageReader(render(more));
const url = (path: string) => `https://news.example${path}`;

test('the page that explains a feed is the approved document', () => {
  expectGolden('html/subscribe.html', render());
  expect(read().errors).toEqual([]);
  expect(read({ feed: audio, file: 'podcast.xml' }).errors).toEqual([]);
});

test.each([
  [section, 'rss.xml', '/sections/world/rss.xml'],
  [section, 'atom.xml', '/sections/world/atom.xml'],
  [section, 'feed.json', '/sections/world/feed.json'],
  [audio, 'podcast.xml', '/podcast.xml'],
] as const)('the address of %j, %s, is one text to copy, and its document is one click away', (feed, file, path) => {
  const page = read({ feed, file });
  expect(page.texts('code', { class: 'address' })).toEqual([url(path)]);
  const download = page.values('href', 'a', { download: file });
  expect(download).toEqual([url(`${path}?document`)]);
});

test('the menu leads to breaking news while a story of the feed breaks', () => {
  const menu = (hasBreaking: boolean) => read({ hasBreaking }).texts('nav')[0];
  expect(menu(true)).toContain('Breaking');
  expect(menu(false)).not.toContain('Breaking');
});

test('it links to the other formats, to the page of the feed and to all feeds', () => {
  const links = (more: Partial<Subscription>) => read(more).values('href', 'a');
  expect(links({})).toEqual(
    expect.arrayContaining(
      ['/sections/world/atom.xml', '/sections/world/feed.json', '/sections/world', '/feeds'].map(url),
    ),
  );
  expect(links({ feed: audio })).toContain(url('/podcast.xml'));
  expect(links({})).not.toContain(url('/podcast.xml'));
  const ofPodcast = links({ feed: audio, file: 'podcast.xml' });
  for (const file of ['rss.xml', 'atom.xml', 'feed.json']) expect(ofPodcast).toContain(url(`/audio/${file}`));
});

test('a podcast is for a podcast app, and a feed for a feed reader', () => {
  expect(render({ feed: audio, file: 'podcast.xml' })).toContain('Open a podcast app');
  expect(render()).toContain('Get a feed reader');
});

test('its newest headlines lead to their stories, each in its language and direction', () => {
  const page = read({ entries: [kerry, { ...storm, language: 'ar' }] });
  expect(page.texts('li', { lang: 'ar', dir: 'rtl' })[0]).toContain(storm.headline);
  expect(page.values('href', 'a')).toEqual(
    expect.arrayContaining([url(`/stories/${kerry.id}`), url(`/stories/${storm.id}`)]),
  );
  expect(render({ entries: [] })).toContain('There are no stories here now.');
});

test('the page of a language is in its direction, and its own words are English', () => {
  expect(render({ feed: arabic })).toContain('<html lang="ar" dir="rtl">');
  expect(render()).toContain('<html lang="en" dir="ltr">');
  expect(read({ feed: arabic }).values('lang', 'div', { class: 'text' })).toEqual(['en']);
});

test('search engines do not list it, and reader software finds the feed', () => {
  expect(read().values('content', 'meta', { name: 'robots' })).toEqual(['noindex']);
  expect(read().values('rel', 'link')).not.toContain('canonical');
  expect(read().values('href', 'link', { rel: 'alternate' })).toContain(url('/sections/world/rss.xml'));
});

test('any name and headline is text: it adds no element and no attribute', () => {
  const at = (title: string, headline: string) =>
    read(deepFreeze({ feed: { ...section, title }, entries: [{ ...kerry, headline }] }));
  const harmless = at('a', 'b').skeleton();
  fc.assert(
    fc.property(hostileText, hostileText, (title, headline) => {
      const page = at(title, headline);
      expect(page.skeleton()).toEqual(harmless);
      expect(page.texts('h1')).toEqual([textAfterParser(`Follow Bulletin: ${title}`)]);
      expect(page.texts('a', { href: url(`/stories/${kerry.id}`) })).toEqual([textAfterParser(headline)]);
    }),
  );
});
