import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeDocument } from '../../../bin/cli/import/feed/decode-document';
import { storyFromItem } from '../../../bin/cli/import/feed-story';
import { readFeed } from '../../../bin/cli/import/foreign-feed';

const TESTS = join(__dirname, '../../../node_modules/.cache/feedparser-6.0.11/tests');

/** Documents in which we find another number of items than feedparser, with the reason. */
const EXPLAINED = new Map([
  ['http/http_status_304.xml', 'Atom has no element item'],
  ['http/target.xml', 'Atom has no element item'],
  ['wellformed/namespace/unknown-namespace.xml', 'Atom has no element item'],
  ['wellformed/base/http_entry_contributor_url_base_content_location.xml', 'Atom 0.3 has no element item'],
  ['wellformed/base/http_entry_contributor_url_base_docuri.xml', 'Atom 0.3 has no element item'],
]);

/** The documents that Python's own HTML parser cannot read: feedparser gives no count. */
const WITHOUT_COUNT = ['wellformed/sanitize/xml_declaration_unexpected_character.xml'];

let counts: [string, number | null][];
beforeAll(() => {
  if (!existsSync(TESTS)) throw new Error(`${TESTS} is missing: .ci/feedparser installs it`);
  const script = join(__dirname, 'entry_counts.py');
  // Debian's Python has feedparser, another Python may lack it.
  const output = execFileSync('/usr/bin/python3', [script, TESTS], { encoding: 'utf8' });
  counts = Object.entries(JSON.parse(output));
});

const readDocument = (name: string) => readFeed(decodeDocument(readFileSync(join(TESTS, name))).text);

test("each document of feedparser's tests has as many items here, or there is a reason", () => {
  expect(counts.length).toBeGreaterThan(2_000);
  const others = counts.filter(([name, count]) => count !== null && (readDocument(name)?.items.length ?? 0) !== count);
  expect(others.map(([name]) => name).sort()).toEqual([...EXPLAINED.keys()].sort());
  expect(counts.filter(([, count]) => count === null).map(([name]) => name)).toEqual(WITHOUT_COUNT);
});

test('each item of these documents becomes a story', () => {
  const stories = counts.flatMap(([name]) => {
    const feed = readDocument(name);
    return (feed?.items ?? []).map((item) => storyFromItem(item, { site: feed?.site }));
  });
  expect(stories.length).toBeGreaterThan(1_000);
  expect(stories.filter(({ value }) => !value.guid || !value.headline)).toEqual([]);
});
