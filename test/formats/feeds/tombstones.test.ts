import fc from 'fast-check';
import type { FeedDocument } from '../../../lambdas/formats/feed-document';
import { renderAtom } from '../../../lambdas/formats/feeds/atom';
import { renderJsonFeed } from '../../../lambdas/formats/feeds/json-feed';
import { renderRss } from '../../../lambdas/formats/feeds/rss';
import { escapeMarkup } from '../../../lambdas/formats/xml/xml-text';
import type { Tombstone } from '../../../lambdas/news/feed/tombstone';
import { expectGolden } from '../golden';
import { deepFreeze, withoutForbidden } from '../hostile';
import { anyText, hostileStory } from '../hostile-stories';
import { readable, readXml } from '../read-xml';
import { allStories, kerry, minimal, publication } from '../sample';

const plain: Tombstone = {
  id: 'a-headline-that-was-wrong',
  guid: 'urn:uuid:7d1d3d1e-6a5f-4a0e-9a38-0d2f5a8b7c22',
  publishedAt: '2013-06-02T09:00:00Z',
  revision: 3,
  withdrawnAt: '2013-06-03T19:00:00Z',
  until: '2013-07-03T19:00:00Z',
};
const noted: Tombstone = {
  ...plain,
  id: 'another-one',
  guid: 'tag:wire.example,2013:gone/1?a=1&b=2',
  withdrawnAt: '2013-06-03T18:00:00Z',
  note: 'It was about somebody else. We are sorry.',
};
const hostile: Tombstone = {
  ...plain,
  id: 'a-third-one',
  guid: 'https://wire.example/2013/06/gone',
  withdrawnAt: '2013-06-03T17:00:00Z',
  note: '</feed></at:comment>]]> & <b>AT&amp;T</b>\n"two" \u0000lines',
};

const documentOf = (...tombstones: Tombstone[]): FeedDocument => ({ ...allStories, entries: [kerry], tombstones });
const itemsOf = (document: FeedDocument) =>
  readXml(renderRss(publication, document)).one('rss').one('channel').all('item');
const feedOf = (document: FeedDocument) => readXml(renderAtom(publication, document)).one('feed');
const jsonOf = (document: FeedDocument) => JSON.parse(renderJsonFeed(publication, document));
const text = ({ withdrawnAt, note }: Tombstone) => {
  const times = `on 2 June 2013, 09:00 UTC, and withdrawn by its publisher on 3 June 2013, ${withdrawnAt.slice(11, 16)} UTC`;
  return `This story was published ${times}${note === undefined ? '.' : `: ${note}`}`;
};
const EXPLANATION = 'https://news.example/withdrawn';

test.each([
  ['withdrawn-rss.xml', renderRss],
  ['withdrawn-atom.xml', renderAtom],
  ['withdrawn-feed.json', renderJsonFeed],
])('a feed that tells of withdrawals is the approved document: %s', (name, render) => {
  expectGolden(name, render(publication, documentOf(plain, noted, hostile)));
});

test('RSS has an item with the same guid after all stories, with both times', () => {
  const items = itemsOf(documentOf(plain, noted));
  expect(items.map((item) => item.one('title').text)).toEqual([kerry.headline, 'Withdrawn', 'Withdrawn']);
  expect(items[2]?.texts('link')).toEqual([EXPLANATION]);
  expect(items[2]?.one('guid')).toMatchObject({ text: noted.guid, attributes: { isPermaLink: 'false' } });
  expect(items[2]?.texts('pubDate')).toEqual(['Sun, 02 Jun 2013 09:00:00 GMT']);
  expect(items[2]?.texts('description')).toEqual([text(noted)]);
  expect(items[2]?.one('category')).toMatchObject({
    text: 'Withdrawn',
    attributes: { domain: 'https://news.example/ns/withdrawn' },
  });
  expect(items[2]?.texts('atom:updated')).toEqual([noted.withdrawnAt]);
  expect(items[2]?.one('dcterms:valid')).toMatchObject({
    text: 'start=2013-06-02T09:00:00Z;end=2013-06-03T18:00:00Z;scheme=W3C-DTF',
    attributes: { 'xmlns:dcterms': 'http://purl.org/dc/terms/' },
  });
  expect(items[1]?.texts('description')).toEqual([text(plain)]);
});

test('Atom has a tombstone of RFC 6721 after all entries, with a comment and a link to the explanation', () => {
  const feed = feedOf(documentOf(plain, noted));
  const deleted = feed.all('at:deleted-entry');
  expect(deleted.map(({ attributes }) => attributes)).toEqual(
    [plain, noted].map(({ guid, withdrawnAt }) => ({
      'xmlns:at': 'http://purl.org/atompub/tombstones/1.0',
      ref: guid,
      when: withdrawnAt,
    })),
  );
  expect(deleted.map((entry) => entry.texts('at:comment'))).toEqual([[text(plain)], [text(noted)]]);
  for (const { attributes } of deleted.flatMap((entry) => entry.all('link')))
    expect(attributes).toEqual({ rel: 'related', href: EXPLANATION });
  expect(deleted.flatMap((entry) => entry.all('link'))).toHaveLength(2);
  const xml = renderAtom(publication, documentOf(plain, noted));
  expect(xml.indexOf('<at:deleted-entry')).toBeGreaterThan(xml.lastIndexOf('</entry>'));
  expect(xml.trimEnd()).toMatch(/<\/feed>$/);
});

test('JSON Feed has an item with the same id after all stories, marked by the extension', () => {
  const { items } = jsonOf(documentOf(plain, noted));
  expect(items.slice(1)).toEqual([
    {
      ...{ id: plain.guid, url: EXPLANATION, title: 'Withdrawn', content_text: text(plain) },
      ...{ date_published: plain.publishedAt, date_modified: plain.withdrawnAt },
      _bulletin: { withdrawn: { at: plain.withdrawnAt } },
    },
    {
      ...{ id: noted.guid, url: EXPLANATION, title: 'Withdrawn', content_text: text(noted) },
      ...{ date_published: noted.publishedAt, date_modified: noted.withdrawnAt },
      _bulletin: { withdrawn: { at: noted.withdrawnAt, note: noted.note } },
    },
  ]);
});

test('a tombstone has only guid, times and note: an id would reveal the headline', () => {
  for (const render of [renderRss, renderAtom, renderJsonFeed]) {
    const document = render(publication, { ...documentOf(plain, noted, hostile), entries: [] });
    expect(document).not.toMatch(/a-headline-that|another-one|a-third-one|stories\//);
    expect(document).not.toContain('2013-07-03');
  }
});

test('any note is complete, and costs no story and no other tombstone', () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1, maxLength: 3 }), hostileStory, (notes, story) => {
      const withdrawnStories = notes.map((note, i) => ({ ...plain, id: `gone-${i}`, guid: `urn:gone:${i}`, note }));
      const document = { ...documentOf(...withdrawnStories), entries: [story, minimal] };

      const items = itemsOf(document);
      expect(items.map((item) => item.one('title').text)).toEqual(
        [story.headline, minimal.headline, ...notes.map(() => 'Withdrawn')].map(readable),
      );
      expect(items.slice(2).flatMap((item) => item.texts('description'))).toEqual(
        notes.map((note) => readable(escapeMarkup(text({ ...plain, note })))),
      );

      const feed = feedOf(document);
      expect(feed.all('entry').flatMap((entry) => entry.texts('id'))).toEqual([story.guid, minimal.guid]);
      const deleted = feed.all('at:deleted-entry');
      expect(deleted.map(({ attributes }) => attributes.ref)).toEqual(withdrawnStories.map(({ guid }) => guid));
      expect(deleted.flatMap((entry) => entry.texts('at:comment'))).toEqual(
        notes.map((note) => readable(text({ ...plain, note }))),
      );

      const json = jsonOf(document).items.slice(2);
      expect(json.map((item: { content_text: string }) => item.content_text)).toEqual(
        notes.map((note) => withoutForbidden(text({ ...plain, note }))),
      );
    }),
    { numRuns: 50 },
  );
});

test('RSS skips and reports a tombstone with an invalid time, and costs no other item', () => {
  const skipped: string[] = [];
  const document = documentOf({ ...plain, publishedAt: '2013-02-30T00:00:00Z' }, noted);
  const rss = renderRss(publication, document, (id) => skipped.push(id));
  const items = readXml(rss).one('rss').one('channel').all('item');
  expect(items.flatMap((item) => item.texts('guid'))).toEqual([kerry.guid, noted.guid]);
  expect(skipped).toEqual([plain.id]);
});

const UUID = /^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/;

test('any guid costs no story and no other tombstone; Atom gives an invalid one a UUID', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.constant('a guid with "spaces" & <marks>')), (guid) => {
      const document = deepFreeze(documentOf({ ...plain, guid }, noted));
      expect(itemsOf(document).flatMap((item) => item.texts('guid'))).toEqual(
        [kerry.guid, guid, noted.guid].map(readable),
      );
      expect(jsonOf(document).items.map(({ id }: { id: string }) => id)).toEqual(
        [kerry.guid, guid, noted.guid].map(withoutForbidden),
      );
      const feed = readXml(renderAtom(publication, document)).one('feed');
      const refs = feed.all('at:deleted-entry').map(({ attributes }) => attributes.ref);
      expect([withoutForbidden(guid), expect.stringMatching(UUID)]).toContainEqual(refs[0]);
      expect(refs.slice(1)).toEqual([noted.guid]);
      expect(feed.all('entry')).toHaveLength(1);
    }),
    { numRuns: 50 },
  );
});

test('the same feed gives the same bytes, and is not changed', () => {
  const document = deepFreeze(structuredClone(documentOf(plain, noted, hostile)));
  for (const render of [renderRss, renderAtom, renderJsonFeed])
    expect(render(publication, document)).toBe(render(publication, document));
});
