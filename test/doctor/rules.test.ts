import { ATOM_RULES } from '../../bin/doctor/atom';
import { CACHE_RULES } from '../../bin/doctor/cache-rules';
import { examineFeed } from '../../bin/doctor/examination';
import { FEED_RULES } from '../../bin/doctor/feed-rules';
import { FILE_RULES } from '../../bin/doctor/file-rules';
import { FIRST_RULES } from '../../bin/doctor/first-rules';
import { GRAMMAR_RULES } from '../../bin/doctor/grammar/mistakes';
import { HISTORY_RULES } from '../../bin/doctor/history-rules';
import { JSON_FEED_RULES } from '../../bin/doctor/json-feed';
import { REACH_RULES } from '../../bin/doctor/reach-rules';
import { readFeed } from '../../bin/doctor/read-feed';
import { RSS_RULES } from '../../bin/doctor/rss';
import { applyRules } from '../../bin/doctor/rule';
import { UNCHANGED_RULES } from '../../bin/doctor/unchanged-rules';
import { pollForDoctor, visitFeed } from '../../bin/doctor/visit';
import { type Serving, serve } from '../watch/serving';
import { GOOD_FEEDS, goodSite } from './good-site';
import { MISTAKES } from './mistakes';

let site: Serving;
beforeAll(async () => {
  site = await serve((request) => goodSite(request));
});
afterAll(() => site.stop());

const atOnce = async () => {};
const wrongAt = async (path: string) =>
  (await examineFeed(site.address + path, atOnce)).findings.map(({ wrong }) => wrong);

test.each(Object.keys(GOOD_FEEDS))('a good feed breaks no rule (%s)', async (path) => {
  site.with((request) => goodSite(request));
  expect(await examineFeed(site.address + path, atOnce)).toMatchObject({ items: 2, findings: [] });
});

// A server that is too busy gives no feed either, so the second finding follows from the first.
const FOLLOWS: Readonly<Record<string, string>> = {
  'refuses requests without Retry-After': 'cannot be fetched',
};

test.each(MISTAKES)('$path that $wrong: one finding and no other', async ({ path, wrong, site: bad }) => {
  site.with(bad);
  const second = FOLLOWS[wrong];
  expect((await wrongAt(path)).sort()).toEqual([wrong, ...(second ? [second] : [])].sort());
});

/** Mistakes that need https, which this test does not serve. */
const WITH_HTTPS = [
  ['is not encrypted', { url: 'http://news.example/rss.xml' }],
  [
    'redirects from https to http',
    { url: 'http://localhost/rss.xml', redirects: [{ status: 301, from: 'https://localhost/rss.xml' }] },
  ],
] as const;

test.each(WITH_HTTPS)('a feed that %s: a finding', async (wrong, from) => {
  site.with((request) => goodSite(request));
  const poll = await pollForDoctor(`${site.address}/rss.xml`, atOnce);
  const feed = readFeed(poll.first.text);
  if (typeof feed === 'string') throw new Error(feed);
  const visit = await visitFeed(`${site.address}/rss.xml`, poll, feed);
  const found = applyRules(REACH_RULES, { ...visit, first: { ...poll.first, ...from } }).map((one) => one.wrong);
  expect(found).toContain(wrong);
  expect(applyRules(REACH_RULES, visit)).toEqual([]);
});

const RULES = [
  ...FIRST_RULES,
  ...GRAMMAR_RULES,
  ...RSS_RULES,
  ...ATOM_RULES,
  ...JSON_FEED_RULES,
  ...FEED_RULES,
  ...REACH_RULES,
  ...FILE_RULES,
  ...UNCHANGED_RULES,
  ...CACHE_RULES,
  ...HISTORY_RULES,
];

const wordsOf = (rule: (typeof RULES)[number]): string => ('fault' in rule ? rule.fault : rule.advice);

test('there is a mistake for every rule', () => {
  const wrongs = [...MISTAKES.map(({ wrong }) => wrong), ...WITH_HTTPS.map(([wrong]) => wrong)];
  expect([...new Set(wrongs)].sort()).toEqual([...new Set(RULES.map(wordsOf))].sort());
});

// The rules for documents: the samples show where the W3C's validator finds an error.
test('a rule is advice where the W3C finds no error and no news is kept from readers', () => {
  expect(new Set(RULES.filter((rule) => 'advice' in rule).map(wordsOf))).toEqual(
    new Set([
      'is RSS 1.0, whose rules are not checked',
      'does not name its language',
      'has items without a guid',
      'has items without a date',
      'has dates in an old form',
      'gives update times in an unknown namespace',
      'has items with several enclosures',
      'has <description> after <content:encoded>',
      'has several entries with the same id',
      'has an updated date before those of its entries',
      'has tombstones without a valid ref or when',
      'has entries that a tombstone marks as deleted',
      'does not name its site',
      'has relative links',
      'has relative addresses in the HTML of items',
      'has HTML that is escaped twice',
      'has HTML tags in titles',
      'has enclosures without a whole ASCII address',
      'has enclosures without a registered media type',
      'does not name its own address',
      'has a Content-Type for XML or JSON in general',
      'has no charset in its Content-Type',
      'is not encoded in UTF-8',
      'sends different headers for HEAD and GET',
      'is not encrypted',
      'is announced at an address that redirects',
      'names another address as its own',
      'has enclosures or pictures that do not answer HEAD',
      'has no ETag',
      'is larger than 1 MB',
      'does not limit how long caches keep it',
      'forbids caches to keep it',
      'has dates in the future',
      'is an archive document announced as a feed',
      'claims to be complete but links to older items',
      'links to older items with a relative address',
      'links to another site for older items (not checked)',
      'has archive documents without a link back',
    ]),
  );
});

test.each([
  ['has members that are missing or of the wrong type', '"title":"News"', '"title":1'],
  ['has members that are missing or of the wrong type', '"id":"river"', '"id":7'],
  ['has members that are missing or of the wrong type', '"mime_type"', '"type"'],
  ['has members that are missing or of the wrong type', '[{"name":"Ann Li"}]', '{"name":"Ann Li"}'],
])('a JSON Feed %s: %s as %s', async (wrong, from, to) => {
  site.with((request) => goodSite(request, (document) => document.replace(from, to)));
  expect(await wrongAt('/feed.json')).toContain(wrong);
});
