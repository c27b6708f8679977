import { goodSite } from '../doctor/good-site';
import { type Serving, serve } from '../watch/serving';
import { said } from './command';

let site: Serving;
beforeAll(async () => {
  site = await serve((request) => goodSite(request));
});
beforeEach(() => site.with((request) => goodSite(request)));
afterAll(() => site.stop());

const doctor = (path: string, ...more: string[]) => said(['doctor', site.address + path, ...more]);
const found = async (path: string) => JSON.parse((await doctor(path, '--json')).out);
const broken = (request: Request): Response => goodSite(request, (document) => document.replace('</feed>', ''));

describe('what it looks at', () => {
  test('the feeds that a page announces, by itself and in its OPML, each once; those of other sites are named', async () => {
    const { feeds, elsewhere } = await found('/');
    expect(feeds.map(({ address }: { address: string }) => address)).toEqual(
      ['/rss.xml', '/atom.xml', '/feed.json'].map((path) => site.address + path),
    );
    expect(elsewhere).toEqual(['https://elsewhere.example/rss.xml']);
  });

  test.each([
    ['/feeds.opml', ['/rss.xml', '/feed.json']],
    ['/atom.xml', ['/atom.xml']],
  ])('%s', async (path, feeds) => {
    expect((await found(path)).feeds).toMatchObject(feeds.map((feed) => ({ address: site.address + feed })));
  });

  test('a page that says what its addresses are relative to', async () => {
    site.with((request) =>
      new URL(request.url).pathname === '/here/'
        ? new Response('<base href="/"><link rel="alternate" type="application/rss+xml" href="rss.xml">')
        : goodSite(request),
    );
    expect((await found('/here/')).feeds).toMatchObject([{ address: `${site.address}/rss.xml`, kind: 'RSS' }]);
  });

  test('no more feeds than it was told', async () => {
    const { out, err } = await doctor('/', '--most', '1');
    expect(out).not.toContain('/atom.xml');
    expect(err).toContain(
      `Not looked at, of more feeds than --most 1: ${site.address}/atom.xml, ${site.address}/feed.json\n`,
    );
  });
});

describe('what it says', () => {
  test('while it looks, how far it is; then a table, and that all is well', async () => {
    const { code, out, err } = await doctor('/feeds.opml');
    expect(code).toBe(0);
    expect(err).toBe(
      `Looking for feeds at ${site.address}/feeds.opml\n1 of 2: ${site.address}/rss.xml\n2 of 2: ${site.address}/feed.json\n`,
    );
    expect(out).toMatch(/^FEED +PARSES +RULES +REACHABLE +304 +COMPRESSED +FRESH +HISTORY\n/);
    expect(out).toMatch(/\/rss.xml +ok +ok +ok +ok +ok +ok +ok\n/);
    expect(out).toMatch(/\n\nAll is well\.\n$/);
  });

  test('each fault with what to do about it, and exit code 1', async () => {
    site.with(broken);
    const { code, out, err } = await doctor('/');
    expect(code).toBe(1);
    expect(out).toMatch(/\/atom.xml +FAULT +- +- +- +- +- +-\n/);
    expect(out).toMatch(
      new RegExp(
        `\\nfault, parses: cannot be read \\(is not well-formed XML .*\\)\\n  ${site.address}/atom.xml\\n  Answer with RSS 2.0, Atom 1.0 or JSON Feed,`,
      ),
    );
    expect(err).toMatch(/\n1 fault\.\n$/);
  });

  test('what is wrong with several feeds once; and advice is no fault', async () => {
    site.with((request) => {
      const response = goodSite(request);
      response.headers.set('cache-control', 'no-store');
      return response;
    });
    const { code, out } = await doctor('/feeds.opml');
    expect(code).toBe(0);
    expect(out).toMatch(/\/rss.xml +ok +ok +ok +ok +ok +advice +ok\n/);
    expect(out.match(/\nadvice, fresh: forbids caches to keep it\n {2}.*\/rss\.xml, .*\/feed\.json\n/g)).toHaveLength(1);
    expect(out).not.toContain('All is well');
  });

  test('all places where it is wrong', async () => {
    site.with((request) =>
      goodSite(request, (document) => document.replace(/"HERE\/(?=rss|feed)/, '"https://other.example/')),
    );
    const { out } = await doctor('/feeds.opml');
    expect(out).toContain('(https://other.example/rss.xml, https://other.example/feed.json)\n');
  });

  test('to machines, each finding', async () => {
    site.with(broken);
    const { code, out } = await doctor('/atom.xml', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      address: `${site.address}/atom.xml`,
      faults: 1,
      feeds: [
        {
          address: `${site.address}/atom.xml`,
          findings: [
            {
              area: 'parses',
              is: 'fault',
              wrong: 'cannot be read',
              places: [expect.stringMatching(/^is not well-formed XML/)],
              remedy: expect.any(String),
            },
          ],
        },
      ],
      left: [],
      elsewhere: [],
    });
  });

  test('colours to a terminal only', async () => {
    const address = `${site.address}/atom.xml`;
    expect((await said(['doctor', address], { colours: true })).out).toContain('\u001b[32mok');
    expect((await said(['doctor', address])).out).not.toContain('\u001b');
  });

  test('nothing of a feed that would steer a terminal', async () => {
    site.with((request) =>
      goodSite(request, (document) => document.replace('"https://news.example/river"', '"\\u001b[2J\\u009b2J/river"')),
    );
    const { code, out } = await doctor('/feed.json');
    expect(code).toBe(1);
    expect(out).toContain('[2J 2J/river');
    for (const control of ['\u001b', '\u009b']) expect(out).not.toContain(control);
  });
});

test('doctor --help says what is looked at, and the exit codes', async () => {
  const { code, out } = await said(['doctor', '--help']);
  expect(code).toBe(0);
  expect(out).toMatch(/^Usage: bulletin doctor \[options\] <address>/);
  for (const word of [
    'parses',
    'rules',
    'reachable',
    '304',
    'compressed',
    'fresh',
    'history',
    'Exit codes',
    '--json',
    '--most',
  ])
    expect(out).toContain(word);
});
