import type { FeedDocument } from '../../../lambdas/formats/feed-document';
import { renderAtom } from '../../../lambdas/formats/feeds/atom';
import { renderJsonFeed } from '../../../lambdas/formats/feeds/json-feed';
import { renderRss } from '../../../lambdas/formats/feeds/rss';
import { expectGolden } from '../golden';
import { readXml } from '../read-xml';
import { allStories, concert, minimal, publication, section } from '../sample';

const archive: FeedDocument = {
  ...section,
  entries: [concert, minimal],
  older: '20130430T235959Z',
  archive: { self: '20130601T090000Z', newer: '20130630T235959Z' },
};

describe('an archive document of RFC 5005 §4', () => {
  test('is the approved document in RSS and Atom', () => {
    expectGolden('archive-rss.xml', renderRss(publication, archive));
    expectGolden('archive-atom.xml', renderAtom(publication, archive));
  });

  test('has Atom links to its neighbours and a mark in RSS', () => {
    const channel = readXml(renderRss(publication, archive)).one('rss').one('channel');
    const folder = 'https://news.example/sections/middle-east';
    expect(channel.all('atom:link').map(({ attributes: { rel, href } }) => [rel, href])).toEqual([
      ['self', `${folder}/archive/20130601T090000Z/rss.xml`],
      ['prev-archive', `${folder}/archive/20130430T235959Z/rss.xml`],
      ['next-archive', `${folder}/archive/20130630T235959Z/rss.xml`],
      ['current', `${folder}/rss.xml`],
    ]);
    expect(channel.one('fh:archive').attributes).toEqual({ 'xmlns:fh': 'http://purl.org/syndication/history/1.0' });
  });

  test('has the id of the feed and one link of each kind in Atom', () => {
    const feed = readXml(renderAtom(publication, archive)).one('feed');
    expect(feed.one('id').text).toBe(section.feed.guid);
    const rels = feed.all('link').map(({ attributes: { rel } }) => rel);
    expect([...rels].sort()).toEqual(['alternate', 'current', 'next-archive', 'prev-archive', 'self']);
    expect(feed.all('fh:archive')).toHaveLength(1);
  });

  test('links only to neighbours that exist', () => {
    const { older: _older, ...oldest } = archive;
    const alone = renderRss(publication, { ...oldest, archive: { self: '20130601T090000Z' } });
    expect(alone).not.toMatch(/prev-archive|next-archive/);
    expect(alone).toMatch(/rel="current"/);
  });
});

describe('a feed with older stories', () => {
  const feed = { ...allStories, older: '20130430T235959Z' };

  test('links to the older document, and has no archive mark', () => {
    for (const document of [renderRss(publication, feed), renderAtom(publication, feed)]) {
      expect(document).toContain('https://news.example/archive/20130430T235959Z/');
      expect(document).not.toMatch(/fh:archive|next-archive|rel="current"/);
    }
  });

  test('has a next_url in JSON Feed, which is not its own address', () => {
    const { next_url, feed_url } = JSON.parse(renderJsonFeed(publication, feed));
    expect(next_url).toBe('https://news.example/archive/20130430T235959Z/feed.json');
    expect(feed_url).toBe('https://news.example/feed.json');
    expect(JSON.parse(renderJsonFeed(publication, allStories))).not.toHaveProperty('next_url');
  });
});
