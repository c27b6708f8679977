import { goodSite } from '../doctor/good-site';
import { type Serving, serve } from '../watch/serving';
import { runCommand } from './command';

let site: Serving;
beforeAll(async () => {
  site = await serve((request) => goodSite(request));
});
beforeEach(() => site.with((request) => goodSite(request)));
afterAll(() => site.stop());

const doctor = (path: string, ...more: string[]) => runCommand(['doctor', site.address + path, ...more]);
const result = async (path: string) => JSON.parse((await doctor(path, '--json')).out);
const siteWithBadFeed = (request: Request): Response =>
  goodSite(request, (document) => document.replace('</feed>', ''));

describe('doctor checks', () => {
  test('each feed that a page announces, itself or in its OPML, once; it only names feeds of other sites', async () => {
    const { feeds, elsewhere } = await result('/');
    expect(feeds.map(({ address }: { address: string }) => address)).toEqual(
      ['/rss.xml', '/atom.xml', '/feed.json'].map((path) => site.address + path),
    );
    expect(elsewhere).toEqual(['https://elsewhere.example/rss.xml']);
  });

  test.each([
    ['/feeds.opml', ['/rss.xml', '/feed.json']],
    ['/atom.xml', ['/atom.xml']],
  ])('%s', async (path, feeds) => {
    expect((await result(path)).feeds).toMatchObject(feeds.map((feed) => ({ address: site.address + feed })));
  });

  test('a page with a base element', async () => {
    site.with((request) =>
      new URL(request.url).pathname === '/here/'
        ? new Response('<base href="/"><link rel="alternate" type="application/rss+xml" href="rss.xml">')
        : goodSite(request),
    );
    expect((await result('/here/')).feeds).toMatchObject([{ address: `${site.address}/rss.xml`, kind: 'RSS' }]);
  });

  test('no more feeds than --limit', async () => {
    const { out, err } = await doctor('/', '--limit', '1');
    expect(out).not.toContain('/atom.xml');
    expect(err).toContain(
      `Left out 2 feeds (more than --limit 1): ${site.address}/atom.xml, ${site.address}/feed.json\n`,
    );
  });
});

describe('doctor prints', () => {
  test('progress, then a table, and that no fault was found', async () => {
    const { code, out, err } = await doctor('/feeds.opml');
    expect(code).toBe(0);
    expect(err).toBe(
      `Looking for feeds at ${site.address}/feeds.opml\n1 of 2: ${site.address}/rss.xml\n2 of 2: ${site.address}/feed.json\n`,
    );
    expect(out).toMatch(/^FEED +PARSES +RULES +REACHABLE +304 +COMPRESSED +FRESH +HISTORY\n/);
    expect(out).toMatch(/\/rss.xml +ok +ok +ok +ok +ok +ok +ok\n/);
    expect(out).toMatch(/\n\nNo faults found\.\n$/);
  });

  test('each fault with its remedy, and gives exit code 1', async () => {
    site.with(siteWithBadFeed);
    const { code, out, err } = await doctor('/');
    expect(code).toBe(1);
    expect(out).toMatch(/\/atom.xml +FAULT +- +- +- +- +- +-\n/);
    expect(out).toMatch(
      new RegExp(
        `\\nfault, parses: cannot be read \\(is not well-formed XML .*\\)\\n  ${site.address}/atom.xml\\n  Answer with RSS 2.0, Atom 1.0 or JSON Feed\\.`,
      ),
    );
    expect(err).toMatch(/\n1 fault\.\n$/);
  });

  test('a fault of several feeds once; advice alone gives exit code 0', async () => {
    site.with((request) => {
      const response = goodSite(request);
      response.headers.set('cache-control', 'no-store');
      return response;
    });
    const { code, out } = await doctor('/feeds.opml');
    expect(code).toBe(0);
    expect(out).toMatch(/\/rss.xml +ok +ok +ok +ok +ok +advice +ok\n/);
    expect(out.match(/\nadvice, fresh: forbids caches to keep it\n {2}.*\/rss\.xml, .*\/feed\.json\n/g)).toHaveLength(
      1,
    );
    expect(out).not.toContain('No faults found');
  });

  test('all places of a fault', async () => {
    site.with((request) =>
      goodSite(request, (document) => document.replace(/"HERE\/(?=rss|feed)/, '"https://other.example/')),
    );
    const { out } = await doctor('/feeds.opml');
    expect(out).toContain('(https://other.example/rss.xml, https://other.example/feed.json)\n');
  });

  test('each finding as JSON with --json', async () => {
    site.with(siteWithBadFeed);
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
              severity: 'fault',
              wrong: 'cannot be read',
              places: [expect.stringMatching(/^is not well-formed XML/)],
              remedy: expect.any(String),
            },
          ],
        },
      ],
      unchecked: [],
      elsewhere: [],
    });
  });

  test('colours on a terminal only', async () => {
    const address = `${site.address}/atom.xml`;
    expect((await runCommand(['doctor', address], { colours: true })).out).toContain('\u001b[32mok');
    expect((await runCommand(['doctor', address])).out).not.toContain('\u001b');
  });

  test('no control characters of a feed', async () => {
    site.with((request) =>
      goodSite(request, (document) => document.replace('"https://news.example/river"', '"\\u001b[2J\\u009b2J/river"')),
    );
    const { code, out } = await doctor('/feed.json');
    expect(code).toBe(1);
    expect(out).toContain('[2J 2J/river');
    for (const control of ['\u001b', '\u009b']) expect(out).not.toContain(control);
  });
});

test('doctor --help lists the areas and the exit codes', async () => {
  const { code, out } = await runCommand(['doctor', '--help']);
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
    '--limit',
  ])
    expect(out).toContain(word);
});
