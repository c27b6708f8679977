import fc from 'fast-check';
import { renderFeedsPage } from '../../../lambdas/formats/html/feeds-page';
import { expectGolden } from '../golden';
import { deepFreeze, hostileText, textAfterParser } from '../hostile';
import { PageReader } from '../page-reader';
import { publication } from '../sample';
import { feeds } from '../sample-feeds';

const read = (list = feeds) => new PageReader(renderFeedsPage(publication, list));

test('the page of feeds is the approved document', () => {
  expectGolden('html/feeds.html', renderFeedsPage(publication, feeds));
  expect(read().errors).toEqual([]);
});

test('every feed has links to its three formats', () => {
  const addresses = read().values('href', 'a');
  const folders = [
    '',
    '/breaking',
    '/sections/middle-east',
    '/sections/%C5%82%C3%B3d%C5%BA-s%C3%BCden-live',
    '/tags/syria',
    '/authors/ana-%C3%B6z',
    '/languages/en',
  ];
  for (const folder of folders) {
    for (const file of ['rss.xml', 'atom.xml', 'feed.json']) {
      expect(addresses).toContain(`https://news.example${folder}/${file}`);
    }
  }
});

test('a feed links to its page, and has a description if its name is not enough', () => {
  expect(read().texts('a', { href: 'https://news.example/sections/middle-east' })).toEqual(['Middle East']);
  expect(read().texts('small')).toEqual([
    'Every story, newest first',
    'What breaks now; a story leaves when it no longer does',
  ]);
});

test('the podcast has its address only if there is one', () => {
  const podcast = 'https://news.example/podcast.xml';
  expect(read().values('href', 'a')).not.toContain(podcast);
  const withAudio = read([...feeds, { name: 'audio', title: '', guid: 'urn:uuid:4' }]);
  expect(withAudio.values('href', 'a')).toContain(podcast);
});

test('a link names its feed without its context', () => {
  expect(read().texts('a')).toContain('JSON Feed of Middle East');
});

test('the feeds are in groups, and no group is empty', () => {
  expect(read().texts('h2')).toEqual(['Sections', 'Languages', 'Authors', 'Tags', 'For programs']);
  expect(read(feeds.slice(0, 3)).texts('h2')).toEqual(['Sections', 'For programs']);
});

test('a page leads to the next one and back to the first', () => {
  const linksOf = (place: Parameters<typeof renderFeedsPage>[2]) => {
    const page = new PageReader(renderFeedsPage(publication, feeds, place));
    expect(page.errors).toEqual([]);
    const links = ['First feeds', 'More feeds'].filter((text) => page.texts('a').includes(text));
    const addresses = page.values('href', 'a').filter((href) => href?.includes('/feeds?'));
    return { links, addresses, canonical: page.values('href', 'link', { rel: 'canonical' }) };
  };
  const canonical = ['https://news.example/feeds'];
  expect(linksOf({})).toEqual({ links: [], addresses: [], canonical });
  expect(linksOf({ next: 'dGFn' })).toEqual({
    links: ['More feeds'],
    addresses: ['https://news.example/feeds?after=dGFn'],
    canonical,
  });
  expect(linksOf({ next: 'dGFn', isLater: true })).toMatchObject({
    links: ['First feeds', 'More feeds'],
    canonical: [],
  });
  expect(linksOf({ isLater: true })).toEqual({ links: ['First feeds'], addresses: [], canonical: [] });
});

test('a page without general feeds has no empty list', () => {
  const page = renderFeedsPage(
    publication,
    feeds.filter(({ name }) => name.startsWith('tag#')),
    { isLater: true },
  );
  expect(page).not.toMatch(/<ul class="feeds">\s*<\/ul>/);
});

test('OPML has the main feeds for one import, or every feed', () => {
  const addresses = read().values('href', 'a');
  expect(addresses).toContain('https://news.example/feeds.opml');
  expect(addresses).toContain('https://news.example/feeds.opml?all');
});

test('each feed shows the address of its RSS as text', () => {
  const texts = read().texts('code', { class: 'address' });
  expect(texts).toEqual([
    'https://news.example/rss.xml',
    ...[
      ...['', '/breaking', '/sections/middle-east', '/sections/%C5%82%C3%B3d%C5%BA-s%C3%BCden-live'],
      ...['/languages/en', '/authors/ana-%C3%B6z', '/tags/syria'],
    ].map((folder) => `https://news.example${folder}/rss.xml`),
  ]);
});

test('the page recommends RSS, and says that a story is in several feeds', () => {
  const text = read().texts('p').join(' ');
  expect(text).toContain('If you do not know which feed to take, take RSS of all stories');
  expect(text).toContain('A story is in several feeds');
});

test('the page explains the JSON Feed extension under its address', () => {
  expect(read().texts('h2', { id: 'json-feed' })).toEqual(['For programs']);
});

test('any title is text: it adds no element and no attribute', () => {
  const at = (title: string) => read([{ name: 'section#x', title, guid: 'urn:uuid:1' }]);
  const harmless = at('a').skeleton();
  fc.assert(
    fc.property(hostileText, (text) => {
      const page = at(text);
      expect(page.skeleton()).toEqual(harmless);
      expect(page.texts('bdi')).toEqual([textAfterParser(text), 'Bulletin']);
    }),
  );
});

test('the same feeds give the same bytes, and are not changed', () => {
  const same = deepFreeze(structuredClone(feeds));
  expect(renderFeedsPage(publication, same)).toBe(renderFeedsPage(publication, same));
});
