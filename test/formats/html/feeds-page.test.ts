import fc from 'fast-check';
import { renderFeedsPage } from '../../../lambdas/formats/html/feeds-page';
import { expectGolden } from '../golden';
import { frozen, hostileText, parsed } from '../hostile';
import { PageReader } from '../page-reader';
import { publication } from '../sample';
import { feeds } from '../sample-feeds';

const read = (list = feeds) => new PageReader(renderFeedsPage(publication, list));

test('the page of feeds is the approved document', () => {
  expectGolden('feeds.html', renderFeedsPage(publication, feeds));
  expect(read().errors).toEqual([]);
});

test('every feed is there in its three forms', () => {
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

test('a link says which feed it is of, without what stands around it', () => {
  expect(read().texts('a')).toContain('JSON Feed of Middle East');
});

test('the feeds stand in groups, of which none is empty', () => {
  expect(read().texts('h2')).toEqual(['Sections', 'Tags', 'Authors', 'Languages', 'For programs']);
  expect(read(feeds.slice(0, 3)).texts('h2')).toEqual(['Sections', 'For programs']);
});

test('all of them can be taken at once', () => {
  expect(read().values('href', 'a')).toContain('https://news.example/feeds.opml');
});

test('the extension of the JSON Feeds is explained where they point', () => {
  expect(read().texts('h2', { id: 'json-feed' })).toEqual(['For programs']);
});

test('any title is shown as text: it adds no element and no attribute', () => {
  const at = (title: string) => read([{ name: 'section#x', title, guid: 'urn:uuid:1' }]);
  const harmless = at('a').skeleton();
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(at(text).skeleton()).toEqual(harmless);
      expect(at(text).texts('bdi')).toEqual([parsed(text)]);
    }),
  );
});

test('the same feeds are the same bytes, and are left as they were', () => {
  const same = frozen(structuredClone(feeds));
  expect(renderFeedsPage(publication, same)).toBe(renderFeedsPage(publication, same));
});
