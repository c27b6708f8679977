import fc from 'fast-check';
import { addressesOf } from '../../../lambdas/formats/addresses';
import { renderNewsSitemap, renderSitemap, renderSitemapIndex } from '../../../lambdas/formats/site/sitemap';
import { expectGolden } from '../golden';
import { hostileText, textAfterParser } from '../hostile';
import { readXml } from '../read-xml';
import { allStories, concert, kerry, minimal, publication, storm } from '../sample';

const addresses = addressesOf(publication.url);
const newsOf = (entries = allStories.entries, by = publication) =>
  readXml(renderNewsSitemap(by, entries))
    .one('urlset')
    .all('url')
    .map((url) => url.one('news:news'));

test('a news sitemap is the approved document', () => {
  expectGolden('news-sitemap.xml', renderNewsSitemap(publication, allStories.entries));
});

test('a sitemap has the address of each story and its last significant change', () => {
  const urls = readXml(renderSitemap(addresses, allStories.entries)).one('urlset').all('url');
  expect(urls.map((url) => [url.one('loc').text, url.one('lastmod').text])).toEqual(
    [kerry, concert, minimal].map(({ id, updatedAt }) => [
      `https://news.example/stories/${encodeURIComponent(id)}`,
      updatedAt,
    ]),
  );
});

test('an empty sitemap names the front page', () => {
  for (const sitemap of [renderSitemap(addresses, []), renderNewsSitemap(publication, [storm])]) {
    expect(readXml(sitemap).one('urlset').one('url').one('loc').text).toBe('https://news.example/');
  }
});

test('the index names its sitemaps', () => {
  const index = readXml(
    renderSitemapIndex([addresses.sitemapPart('20261101T000000Z'), addresses.newsSitemapPart('x')]),
  );
  expect(
    index
      .one('sitemapindex')
      .all('sitemap')
      .map((sitemap) => sitemap.one('loc').text),
  ).toEqual(['https://news.example/sitemap-20261101T000000Z.xml', 'https://news.example/news-sitemap-x.xml']);
});

test.each([
  ['https://news.example/stories/quiet-day', true],
  ['https://news.example/other', false],
  ['https://news.example.evil/other', false],
  ['https://wire.example/storm', false],
  [undefined, true],
])('a sitemap omits a story whose canonical address is another page: %s', (canonicalUrl, isListed) => {
  const address = isListed ? addresses.story(minimal.id) : addresses.frontPage;
  const story = { ...minimal, canonicalUrl };
  for (const sitemap of [renderSitemap(addresses, [story]), renderNewsSitemap(publication, [story])])
    expect(readXml(sitemap).one('urlset').one('url').one('loc').text).toBe(address);
});

test('a sitemap omits a story whose canonical address does not fit into its entry', () => {
  const story = { ...minimal, canonicalOmitted: true as const };
  for (const sitemap of [renderSitemap(addresses, [story]), renderNewsSitemap(publication, [story])])
    expect(readXml(sitemap).one('urlset').one('url').one('loc').text).toBe(addresses.frontPage);
});

test.each([
  ['en-GB', 'en'],
  ['ast', 'ast'],
  ['zh', 'zh-cn'],
  ['zh-Hant-HK', 'zh-tw'],
  ['zh-TW', 'zh-tw'],
  ['ZH-hans', 'zh-cn'],
])('%s is %s for Google News', (language, newsLanguage) => {
  expect(
    newsOf([{ ...minimal, language }])[0]
      ?.one('news:publication')
      .one('news:language').text,
  ).toBe(newsLanguage);
});

test('any text is text', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const [news] = newsOf([{ ...concert, headline: text }], { ...publication, title: text });
      expect(news?.one('news:title').text).toBe(textAfterParser(text));
      expect(news?.one('news:publication').one('news:name').text).toBe(textAfterParser(text));
    }),
  );
});
