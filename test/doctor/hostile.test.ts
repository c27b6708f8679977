import fc from 'fast-check';
import { FEED_RULES } from '../../bin/doctor/feed-rules';
import { parseOpml } from '../../bin/doctor/opml';
import { readFeed } from '../../bin/doctor/read-feed';
import { applyRules } from '../../bin/doctor/rule';
import { openingTags } from '../../bin/doctor/tags';
import { anyCharacter } from '../harness/any-character';
import { GOOD_FEEDS } from './good-site';

const piece = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '<![CDATA[',
    ']]>',
    '&lt;',
    '&x;',
    '<',
    '>',
    '/>',
    '</',
    '"',
    '<!--',
    '<?xml ',
    '<!DOCTYPE a [',
    'xmlns:a="',
    'a:b',
  ),
  fc.constantFrom(
    '<rss>',
    '<channel>',
    '<item>',
    '</item>',
    '<guid>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    '<entry>',
    '<html>',
  ),
  fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    'null',
    '1e999',
    '"items"',
    '"__proto__"',
    '"attachments"',
    '"next_url"',
    '\\u001b',
  ),
);
const junk = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
/** A good feed with junk in place of a part. */
const damaged = fc
  .tuple(fc.constantFrom(...Object.values(GOOD_FEEDS)), fc.nat(), fc.nat({ max: 60 }), junk)
  .map(
    ([feed, at, length, other]) => feed.slice(0, at % feed.length) + other + feed.slice((at % feed.length) + length),
  );

test('any text is a feed that the rules can check, or is refused with a reason', () => {
  fc.assert(
    fc.property(fc.oneof(junk, damaged, fc.string({ unit: anyCharacter })), (text) => {
      const feed = readFeed(text);
      if (typeof feed === 'string') expect(feed).toMatch(/^is not /);
      else for (const { wrong } of [...feed.findings, ...applyRules(FEED_RULES, feed)]) expect(wrong).not.toBe('');
      openingTags(text);
      parseOpml(text);
    }),
    { numRuns: 300 },
  );
});

test('any JSON is a feed that the rules can check', () => {
  const member = fc.constantFrom(
    'version',
    'items',
    'authors',
    'attachments',
    'id',
    'url',
    'content_html',
    'tags',
    'next_url',
    '_a.b',
  );
  const feeds = fc.object({ key: member, maxDepth: 4, maxKeys: 6 });
  fc.assert(
    fc.property(feeds, (feed) => {
      const read = readFeed(JSON.stringify(feed));
      if (typeof read === 'string') expect(read).toBe('is not JSON Feed: it has no items array');
      else applyRules(FEED_RULES, read);
    }),
    { numRuns: 300 },
  );
});

test('a page with a million nested elements is read quickly, to a bounded depth', () => {
  const tags = openingTags(`<link href="a">${'<div>'.repeat(1_000_000)}`);
  expect(tags).toContainEqual({ name: 'link', attributes: { href: 'a' } });
  expect(tags.length).toBeLessThan(2_000);
  expect(openingTags('<p>a</p>'.repeat(5_000)).filter(({ name }) => name === 'p')).toHaveLength(5_000);
});

test.each([
  [
    'nested elements',
    `<rss>${'<a>'.repeat(1_000_000)}`,
    /^is not readable here: elements are nested more than 200 deep$/,
  ],
  ['nested arrays', `{"items":${'['.repeat(1_000_000)}`, /is not JSON/],
  [
    'an entity made of entities',
    '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><rss>&d;</rss>',
    /is not well-formed XML/,
  ],
  ['RDF that is no feed', '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>', /is not RSS 2.0/],
  ['RDF that is cut off', '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">', /is not RSS 2.0/],
  ['a comment without an end', '<!-- <rss/>', /is not RSS 2.0/],
  ['an empty document', '', /is not RSS 2.0, Atom 1.0 or JSON Feed/],
  ['RSS of another namespace', '<rss xmlns="http://backend.userland.com/rss2"/>', /its root element is \{http/],
])('%s: refused quickly', (_, document, why) => {
  expect(readFeed(document)).toMatch(why);
});

const ENTITIES = '<!DOCTYPE rss [<!ENTITY n "&#233;"><!ENTITY e SYSTEM "http://x.example/">]>';
test.each([
  ['a text', 'n', 'é'],
  ['an entity in another file', 'e', ''],
])('%s that a document type declares is read', (_, name, text) => {
  const feed = readFeed(
    `${ENTITIES}<rss version="2.0"><channel><item><title>a&${name};</title></item></channel></rss>`,
  );
  expect(typeof feed === 'string' ? feed : feed.items[0]?.title).toBe(`a${text}`);
});

test('an entity of HTML is read where the DTD of RSS 0.91 declares it, and a long one nowhere', () => {
  const rss = (doctype: string, name: string) =>
    readFeed(
      `<!DOCTYPE rss ${doctype}><rss version="0.91"><channel><item><title>&${name};</title></item></channel></rss>`,
    );
  const dtd = 'PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://www.rssboard.org/rss-0.91.dtd"';
  expect(rss(dtd, 'eacute')).toMatchObject({ items: [{ title: 'é' }] });
  expect(rss('', 'eacute')).toMatch(/is not well-formed/);
  expect(rss(`[<!ENTITY a "${'a'.repeat(41)}">]`, 'a')).toMatch(/is not well-formed/);
});
