import fc from 'fast-check';
import { parseJsonFeed } from 'feedsmith';
import { renderJsonFeed } from '../../../lambdas/formats/feeds/json-feed';
import { expectGolden } from '../golden';
import { deepFreeze, hostileText, withoutForbidden } from '../hostile';
import { allStories, concert, kerry, minimal, noStories, publication, section, storm } from '../sample';

const read = (document = allStories) => parseJsonFeed(renderJsonFeed(publication, document));
const item = (entry = kerry, now = allStories.now) => {
  const feed = JSON.parse(renderJsonFeed(publication, { ...allStories, entries: [entry], now }));
  return feed.items[0];
};

test('a feed of every kind of story is the approved document', () => {
  expectGolden('feed.json', renderJsonFeed(publication, allStories));
});

test('a section and an empty feed are the approved documents', () => {
  expectGolden('section-feed.json', renderJsonFeed(publication, section));
  expectGolden('empty-feed.json', renderJsonFeed(publication, noStories));
});

test('reader software finds the content of the stories', () => {
  const feed = read();
  expect(feed).toMatchObject({
    title: 'Bulletin',
    home_page_url: 'https://news.example/',
    feed_url: 'https://news.example/feed.json',
    description: publication.description,
    language: 'en',
  });
  expect(feed.items?.map(({ id }) => id)).toEqual([kerry, storm, concert, minimal].map(({ guid }) => guid));
  expect(feed.items?.[1]).toMatchObject({
    url: storm.canonicalUrl,
    title: storm.headline,
    summary: storm.summary,
    image: storm.image?.url,
    date_published: storm.publishedAt,
    date_modified: storm.updatedAt,
    language: 'en-GB',
    authors: [{ name: storm.authors[0]?.name, url: storm.authors[0]?.url }, { name: 'Łukasz Żak' }],
    tags: ['World', 'Weather', 'R&D'],
    attachments: [{ url: storm.audio?.url, mime_type: 'audio/mpeg', size_in_bytes: 2671000, duration_in_seconds: 167 }],
  });
});

test('the content is the picture, the body, a link to the whole story if it is shortened, and the correction', () => {
  expect(item(kerry).content_html).toBe(kerry.body);
  const { content_html } = item(storm);
  expect(content_html).toContain(`</figure>\n${storm.body}\n`);
  expect(content_html).toContain('<a href="https://wire.example/storm?id=4711&amp;lang=en">');
  expect(content_html).toContain('not &quot;feet &amp; inches&quot;.');
});

test('a story is breaking until the second when its flag ends', () => {
  const before = item(storm, '2013-06-03T19:59:59Z');
  expect(before.tags[0]).toBe('Breaking News');
  expect(before._bulletin).toMatchObject({ breaking: true, breaking_until: '2013-06-03T20:00:00Z' });
  const after = item(storm, '2013-06-03T20:00:00Z');
  expect(after.tags).not.toContain('Breaking News');
  expect(after._bulletin).toMatchObject({ breaking: false });
  expect(after._bulletin).not.toHaveProperty('breaking_until');
});

test('a flag without an end has null as its end', () => {
  expect(item(kerry)._bulletin).toMatchObject({ breaking: true, breaking_until: null });
});

test('a tag that repeats the flag or the section appears once', () => {
  expect(item({ ...kerry, section: 'Syria', tags: ['Breaking News', 'Syria'] }).tags).toEqual([
    'Breaking News',
    'Syria',
  ]);
});

test('an author without a web address has a mailto address', () => {
  expect(item(concert).authors).toEqual([{ name: 'Jörg Weiß', url: 'mailto:joerg@news.example' }]);
});

test.each([
  ['an address', { type: 'audio/mpeg' }],
  ['a media type', { url: 'https://media.example/a.mp3' }],
  ['an address on the web', { url: 'file:///a.mp3', type: 'audio/mpeg' }],
])('audio without %s is not an attachment', (_, audio) => {
  expect(item({ ...kerry, audio })).not.toHaveProperty('attachments');
});

test('missing fields are left out', () => {
  const found = item(minimal);
  for (const member of ['summary', 'authors', 'tags', 'image', 'attachments']) expect(found).not.toHaveProperty(member);
});

test('a publication without a description leaves it out of the feed', () => {
  const feed = renderJsonFeed({ ...publication, description: '' }, noStories);
  expect(JSON.parse(feed)).not.toHaveProperty('description');
});

test('a story without a web address is skipped and reported, and the others stay', () => {
  const onSkip = jest.fn();
  const bad = { ...storm, canonicalUrl: 'javascript:alert(1)' };
  const feed = JSON.parse(renderJsonFeed(publication, { ...allStories, entries: [bad, kerry] }, onSkip));
  expect(feed.items).toHaveLength(1);
  expect(onSkip.mock.calls).toEqual([[storm.id, expect.any(TypeError)]]);
});

test('any text comes back unchanged, without forbidden characters', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const found = JSON.parse(
        renderJsonFeed(
          { ...publication, title: text, description: text },
          {
            ...section,
            feed: { ...section.feed, title: text },
            entries: [
              {
                ...storm,
                guid: text,
                headline: text,
                summary: text,
                body: text,
                whole: true,
                section: text,
                tags: [`${text}t`],
                authors: [{ name: text }],
                correction: { at: storm.updatedAt, note: text },
              },
            ],
          },
        ),
      );
      const shown = withoutForbidden(text);
      expect(found).toMatchObject({ title: `${shown}: ${shown}`, description: shown });
      expect(found.items[0]).toMatchObject({
        id: shown,
        title: shown,
        summary: shown,
        tags: [shown, `${shown}t`],
        authors: [{ name: shown }],
        _bulletin: { section: shown, correction: { note: shown } },
      });
      expect(found.items[0].content_html).toContain(`\n${shown}\n`);
    }),
  );
});

test('the same feed at the same moment gives the same bytes, and is not changed', () => {
  const document = deepFreeze(structuredClone(allStories));
  expect(renderJsonFeed(publication, document)).toBe(renderJsonFeed(publication, document));
});
