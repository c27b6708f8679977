import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { parseOpml } from 'feedsmith';
import { renderOpml } from '../../../lambdas/formats/site/opml';
import type { Feed } from '../../../lambdas/news/feed/feed';
import { expectGolden } from '../golden';
import { deepFreeze, hostileText, textAfterParser, withoutForbidden } from '../hostile';
import { publication } from '../sample';
import { feeds } from '../sample-feeds';

test('the list of feeds is the approved document', () => {
  expectGolden('feeds.opml', renderOpml(publication, feeds));
});

test('an import gets the address of every feed', () => {
  const { head, body } = parseOpml(renderOpml(publication, feeds));
  expect(head?.title).toBe('Bulletin');
  const outlines = body?.outlines?.flatMap(({ outlines = [] }) => outlines) ?? [];
  expect(outlines.map(({ type, text, title, xmlUrl, htmlUrl }) => [type, text, title, xmlUrl, htmlUrl])).toEqual([
    ['rss', 'Bulletin', 'Bulletin', 'https://news.example/rss.xml', 'https://news.example/'],
    [
      'rss',
      'Bulletin: Breaking News',
      'Bulletin: Breaking News',
      'https://news.example/breaking/rss.xml',
      'https://news.example/breaking',
    ],
    ...[
      ['Middle East', 'sections/middle-east'],
      ['Łódź & "Süden" <live>', 'sections/%C5%82%C3%B3d%C5%BA-s%C3%BCden-live'],
      ['English', 'languages/en'],
      ['Ana Öz', 'authors/ana-%C3%B6z'],
      ['Syria', 'tags/syria'],
    ].map(([title, folder]) => {
      const text = `Bulletin: ${title}`;
      return ['rss', text, text, `https://news.example/${folder}/rss.xml`, `https://news.example/${folder}`];
    }),
  ]);
});

test('the feeds are in a group for each kind, and no group is empty', () => {
  const groupsOf = (list: readonly Feed[]) =>
    parseOpml(renderOpml(publication, list)).body?.outlines?.map(({ text, xmlUrl }) => [text, xmlUrl]);
  const names = ['', ': Sections', ': Languages', ': Authors', ': Tags'].map((kind) => [`Bulletin${kind}`, undefined]);
  expect(groupsOf(feeds)).toEqual(names);
  expect(groupsOf(feeds.slice(0, 3))).toEqual(names.slice(0, 2));
});

test('any title comes back unchanged, and the document is well-formed', () => {
  const parser = new XMLParser({
    ignoreAttributes: false,
    trimValues: false,
    parseTagValue: false,
    htmlEntities: true,
  });
  fc.assert(
    fc.property(hostileText, (text) => {
      const feed: Feed = { name: 'tag#x', title: text, guid: 'urn:uuid:1' };
      const opml = renderOpml({ ...publication, title: text }, [feed]);
      expect(opml).toBe(withoutForbidden(opml));
      expect(XMLValidator.validate(opml)).toBe(true);
      const found = parser.parse(opml).opml;
      expect(found.head.title).toBe(textAfterParser(text));
      expect(found.body.outline['@_text']).toBe(`${withoutForbidden(text)}: Tags`);
      expect(found.body.outline.outline['@_text']).toBe(`${withoutForbidden(text)}: ${withoutForbidden(text)}`);
    }),
  );
});

test('a publication without feeds has an empty list', () => {
  expect(XMLValidator.validate(renderOpml(publication, []))).toBe(true);
  expect(renderOpml(publication, [])).not.toContain('<outline');
});

test('the same feeds give the same bytes, and are not changed', () => {
  const same = deepFreeze(structuredClone(feeds));
  expect(renderOpml(publication, same)).toBe(renderOpml(publication, same));
});
