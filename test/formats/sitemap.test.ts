import fc from 'fast-check';
import { isHere, renderNewsSitemap } from '../../lambdas/formats/sitemap';
import { expectGolden } from './golden';
import { hostileText, parsed } from './hostile';
import { readXml } from './read-xml';
import { allStories, concert, minimal, publication } from './sample';

const newsOf = (entries = allStories.entries, by = publication) =>
  readXml(renderNewsSitemap(by, entries))
    .one('urlset')
    .all('url')
    .map((url) => url.one('news:news'));

test('a news sitemap is the approved document', () => {
  expectGolden('news-sitemap.xml', renderNewsSitemap(publication, allStories.entries));
});

test('a story that lives elsewhere is in no sitemap of ours', () => {
  const at = (canonicalUrl: string) => isHere(publication, { canonicalUrl });
  expect(at('https://news.example/other')).toBe(true);
  expect(at('https://news.example.evil/other')).toBe(false);
  expect(at('https://wire.example/storm')).toBe(false);
  expect(isHere(publication, {})).toBe(true);
});

test.each([
  ['en-GB', 'en'],
  ['ast', 'ast'],
  ['zh', 'zh-cn'],
  ['zh-Hant-HK', 'zh-tw'],
  ['zh-TW', 'zh-tw'],
  ['ZH-hans', 'zh-cn'],
])('%s is told to Google News as %s', (language, told) => {
  expect(
    newsOf([{ ...minimal, language }])[0]
      ?.one('news:publication')
      .one('news:language').text,
  ).toBe(told);
});

test('any text is shown as text', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const [news] = newsOf([{ ...concert, headline: text }], { ...publication, title: text });
      expect(news?.one('news:title').text).toBe(parsed(text));
      expect(news?.one('news:publication').one('news:name').text).toBe(parsed(text));
    }),
  );
});
