import fc from 'fast-check';
import { addressesOf } from '../../../lambdas/formats/addresses';
import { renderAtom } from '../../../lambdas/formats/feeds/atom';
import { entryBody } from '../../../lambdas/formats/feeds/entry-body';
import { topics } from '../../../lambdas/formats/feeds/feed-item';
import { renderRss } from '../../../lambdas/formats/feeds/rss';
import { escapeMarkup } from '../../../lambdas/formats/xml/xml-text';
import type { FeedStory } from '../../../lambdas/news/story/feed-entry';
import { deepFreeze, withoutForbidden } from '../hostile';
import { anyText, brokenStory, hostileStory } from '../hostile-stories';
import { type Element, readable, readXml } from '../read-xml';
import { allStories, kerry, minimal, publication } from '../sample';

const documentOf = (...entries: FeedStory[]) => ({ ...allStories, entries });

/** The whole description and credit of the picture, each in its one place. */
function expectPicture(item: Element | undefined, { image }: FeedStory): void {
  const [content, ...others] = item?.all('media:content') ?? [];
  expect(others).toEqual([]);
  const texts = (text: string | undefined) => (text === undefined ? [] : [readable(text)]);
  expect(content?.texts('media:description')).toEqual(texts(image?.alt || undefined));
  expect(content?.texts('media:credit')).toEqual(texts(image?.credit));
  expect(item?.one('media:thumbnail').attributes).toEqual({ url: withoutForbidden(image?.url ?? '') });
}

const stories = fc.array(hostileStory, { minLength: 1, maxLength: 3 });

test('RSS keeps any text of a story', () => {
  fc.assert(
    fc.property(stories, (entries) => {
      const items = readXml(renderRss(publication, documentOf(...entries)))
        .one('rss')
        .one('channel')
        .all('item');
      expect(items).toHaveLength(entries.length);
      for (const [index, entry] of entries.entries()) {
        const item = items[index];
        expect(item?.texts('title')).toEqual([readable(entry.headline)]);
        expect(item?.texts('description')).toEqual([readable(escapeMarkup(entry.summary))]);
        expect(item?.texts('content:encoded')).toEqual([readable(entryBody(addressesOf(publication.url), entry))]);
        expect(item?.texts('category')).toEqual(topics(entry).map(readable));
        expect(item?.texts('dc:language')).toEqual([readable(entry.language)]);
        expectPicture(item, entry);
        const emails = item?.texts('author') ?? [];
        if (emails.length === 0)
          expect(item?.texts('dc:creator')).toEqual(entry.authors.map(({ name }) => readable(name)));
        else expect(emails).toEqual([`${entry.authors[0]?.email} (${readable(entry.authors[0]?.name ?? '')})`]);
      }
    }),
  );
});

test('Atom keeps any text of a story', () => {
  fc.assert(
    fc.property(stories, (entries) => {
      const found = readXml(renderAtom(publication, documentOf(...entries)))
        .one('feed')
        .all('entry');
      expect(found).toHaveLength(entries.length);
      for (const [index, entry] of entries.entries()) {
        const element = found[index];
        expect(element?.texts('title')).toEqual([readable(entry.headline)]);
        const text = entry.summary || (entry.image?.alt ?? '');
        const summary = entry.image === undefined ? text : escapeMarkup(text);
        expect(element?.texts('summary')).toEqual(summary === '' ? [] : [readable(summary)]);
        expect(element?.texts('content')).toEqual([readable(entryBody(addressesOf(publication.url), entry))]);
        expect(element?.all('category').map(({ attributes }) => attributes.term)).toEqual(
          topics(entry).map(withoutForbidden),
        );
        expectPicture(element, entry);
        expect(element?.attributes).toEqual({ 'xml:lang': withoutForbidden(entry.language) });
        expect(element?.all('author').map((author) => author.one('name').text)).toEqual(
          entry.authors.map(({ name }) => readable(name)),
        );
      }
    }),
  );
});

test('both keep any text of a publication and a feed', () => {
  fc.assert(
    fc.property(fc.tuple(anyText, anyText, anyText, anyText), anyText, anyText, (settings, name, guid) => {
      const [title, description, language, copyright] = settings;
      const hostile = { ...publication, title, description, language, copyright };
      const document = { ...allStories, feed: { name: 'tag#x', title: name, guid } as const };
      const channel = readXml(renderRss(hostile, document)).one('rss').one('channel');
      expect(channel.texts('title')).toEqual([readable(`${title}: ${name}`)]);
      expect(channel.texts('description')).toEqual([readable(description)]);
      expect(channel.texts('copyright')).toEqual([readable(copyright)]);
      expect(channel.texts('language')).toEqual([readable(language)]);
      const feed = readXml(renderAtom(hostile, document)).one('feed');
      expect(feed.texts('title')).toEqual([readable(`${title}: ${name}`)]);
      expect(feed.texts('subtitle')).toEqual([readable(description)]);
      expect(feed.texts('rights')).toEqual([readable(copyright)]);
      expect(feed.texts('id')).toEqual([readable(guid)]);
      expect(feed.one('author').texts('name')).toEqual([readable(title)]);
      expect(feed.attributes['xml:lang']).toBe(withoutForbidden(language));
    }),
  );
});

test('an invalid story is skipped and reported, and costs no other story', () => {
  fc.assert(
    fc.property(brokenStory, (broken) => {
      const document = deepFreeze(documentOf(kerry, broken, minimal));
      for (const render of [renderRss, renderAtom]) {
        const skipped: string[] = [];
        const root = readXml(render(publication, document, (id) => skipped.push(id)));
        const shown = root.all('rss').flatMap((rss) => rss.one('channel').all('item'));
        const titles = [...shown, ...root.all('feed').flatMap((feed) => feed.all('entry'))].flatMap((each) =>
          each.texts('title'),
        );
        const expected = skipped.length === 0 ? [kerry, broken, minimal] : [kerry, minimal];
        expect(titles).toEqual(expected.map(({ headline }) => readable(headline)));
        expect([[], [broken.id]]).toContainEqual(skipped);
      }
    }),
  );
});
