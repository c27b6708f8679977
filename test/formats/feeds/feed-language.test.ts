import { renderAtom } from '../../../lambdas/formats/feeds/atom';
import { renderJsonFeed } from '../../../lambdas/formats/feeds/json-feed';
import { renderRss } from '../../../lambdas/formats/feeds/rss';
import type { FeedName } from '../../../lambdas/news/feed/feed';
import { readXml } from '../read-xml';
import { allStories, publication } from '../sample';

/** The language that each format declares. */
function languagesOf(name: FeedName, archive?: { self: string }) {
  const document = { ...allStories, feed: { name, title: 'x', guid: 'urn:uuid:1' }, archive };
  return [
    readXml(renderRss(publication, document)).one('rss').one('channel').one('language').text,
    readXml(renderAtom(publication, document)).one('feed').attributes['xml:lang'],
    JSON.parse(renderJsonFeed(publication, document)).language,
  ];
}
const inAll = (language: string) => [language, language, language];

test('the feed of a language declares it, in its canonical form; an archive document too', () => {
  expect(languagesOf('language#ar')).toEqual(inAll('ar'));
  expect(languagesOf('language#zh-hant')).toEqual(inAll('zh-Hant'));
  expect(languagesOf('language#pt-br', { self: '20130601T000000Z' })).toEqual(inAll('pt-BR'));
});

test('every other feed declares the language of the publication, also one whose slug is no tag', () => {
  expect(languagesOf('all')).toEqual(inAll('en'));
  expect(languagesOf('section#ar')).toEqual(inAll('en'));
  expect(languagesOf('language#1')).toEqual(inAll('en'));
});
