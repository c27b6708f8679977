import { discoverFeeds } from '../../bin/doctor/discovery';
import { examineFeed } from '../../bin/doctor/examination';
import { type AskedFiles, askForNewestFiles } from '../../bin/doctor/newest-files';
import { readFeed } from '../../bin/doctor/read-feed';
import { ask } from '../../bin/doctor/request';
import { isThisMachine } from '../../bin/doctor/value';
import { type Serving, serve } from '../watch/serving';
import { goodSite } from './good-site';

let [site, other]: Serving[] = [];
const here = (path: string) => `${site?.address}${path}`;
const requests: string[] = [];

beforeEach(async () => {
  site = await serve((request) => goodSite(request));
  other = await serve(({ url }) => {
    requests.push(url);
    return new Response('<opml/>');
  });
});
afterEach(async () => {
  await site?.stop();
  await other?.stop();
});

const atOnce = async () => {};

test.each([
  ['the header', 'text/xml; charset="ISO-8859-1"', '<?xml version="1.0" encoding="utf-8"?><é/>', 'latin1'],
  ['the XML declaration', 'text/xml', '<?xml version="1.0" encoding="iso-8859-1"?><é/>', 'latin1'],
  ['UTF-8, without a declaration', 'text/xml', '<é/>', 'utf8'],
  ['UTF-8, for an unknown charset', 'text/xml; charset=unicorn', '<é/>', 'utf8'],
] as const)('text is decoded with the charset of %s', async (_, type, text, encoding) => {
  site?.with(() => new Response(Buffer.from(text, encoding), { headers: { 'content-type': type } }));
  expect(await ask(here('/'))).toMatchObject({ status: 200, text });
});

test('redirects are followed and recorded', async () => {
  site?.with(({ url }) =>
    url.endsWith('/a') ? new Response(null, { status: 308, headers: { location: 'b' } }) : new Response('b'),
  );
  const [url, redirects] = [here('/b'), [{ status: 308, from: here('/a') }]];
  expect(await ask(here('/a'))).toMatchObject({ status: 200, url, redirects, text: 'b' });
});

describe('a redirect', () => {
  afterEach(() => void jest.restoreAllMocks());
  /** Elsewhere, a site redirects to an address. */
  const redirectTo = (location: string) =>
    jest
      .spyOn(globalThis, 'fetch')
      .mockImplementation(async () => new Response(null, { status: 302, headers: { location } }));

  test.each([
    'http://localhost:8080/admin',
    'http://127.1/',
    'http://0.0.0.0:8080/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://a.localhost/',
    'http://localhost./',
  ])('from another site to %s is not followed', async (location) => {
    const fetching = redirectTo(location);
    const answer = await ask('https://news.example/a.mp3', {}, 'HEAD');
    expect(answer).toMatchObject({
      status: 0,
      failed: expect.stringMatching(/^redirects to the machine of its reader/),
    });
    expect(fetching).toHaveBeenCalledTimes(1);
    expect(isThisMachine(location)).toBe(true);
  });

  test.each(['file:///etc/passwd', 'data:text/xml,<rss/>', 'mailto:a@news.example'])(
    'to %s is not followed',
    async (location) => {
      const fetching = redirectTo(location);
      const { failed } = await ask('https://news.example/rss.xml');
      expect(failed).toMatch(/^redirects to an address that is not http or https \(/);
      expect(fetching).toHaveBeenCalledTimes(1);
    },
  );

  test.each(['http://localhost.example/', 'http://128.0.0.1/', 'http://notlocalhost/', 'http://[::2]/'])(
    'to %s leaves this machine',
    (location) => expect(isThisMachine(location)).toBe(false),
  );

  test('on this machine is followed', async () => {
    site?.with(({ url }) =>
      url.endsWith('/a') ? new Response(null, { status: 302, headers: { location: here('/b') } }) : new Response('b'),
    );
    expect(await ask(here('/a'))).toMatchObject({ status: 200, text: 'b' });
  });
});

test.each([
  ['utf8', 'UTF-8', []],
  ['utf-8', 'utf8', []],
  ['latin1', 'windows-1252', ['is not encoded in UTF-8']],
])('charset %s, declared as %s, is no difference', async (sent, declared, wrong) => {
  site?.with((request) => {
    const response = goodSite(request, (document) => document.replace('encoding="utf-8"', `encoding="${declared}"`));
    response.headers.set('content-type', `application/rss+xml; charset=${sent}`);
    return response;
  });
  const { findings } = await examineFeed(here('/rss.xml'), atOnce);
  expect(findings.map((finding) => finding.wrong)).toEqual(wrong);
});

test('an edit between two requests is not a fault', async () => {
  let requests = 0;
  site?.with((request) => {
    const response = goodSite(request);
    if (requests++ > 0) return response;
    response.headers.set('etag', 'W/"0"');
    return response;
  });
  expect((await examineFeed(here('/rss.xml'), atOnce)).findings).toEqual([]);
});

test('a site that the user did not name gets no request', async () => {
  site?.with((request) =>
    new URL(request.url).pathname === '/'
      ? new Response(
          `<link rel="alternate" type="application/rss+xml" href="/rss.xml"><link rel="outline" type="text/x-opml" href="${other?.address}/">`,
        )
      : goodSite(request, (document) => document.replace('HERE/2013.rss', `${other?.address}/`)),
  );
  expect(await discoverFeeds(here('/'))).toEqual({ feeds: [here('/rss.xml')], elsewhere: [] });
  await examineFeed(here('/rss.xml'), atOnce);
  expect(requests).toEqual([]);
});

test.each([
  ['after a long comment', `<!-- ${'x '.repeat(5_000)}--><rss version="2.0"/>`],
  ['after a document type', '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "<b>">]><rss version="2.0"/>'],
  [
    'of RSS 1.0',
    '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel xmlns="http://purl.org/rss/1.0/"/></r:RDF>',
  ],
])('a feed %s is a feed, whatever its media type', async (_, document) => {
  site?.with(() => new Response(document, { headers: { 'content-type': 'text/xml' } }));
  expect(await discoverFeeds(here('/any'))).toEqual({ feeds: [here('/any')], elsewhere: [] });
});

describe('enclosures and pictures', () => {
  const item = (file: string, day: number) =>
    `<item><title>${file}</title><pubDate>Mon, 0${day} Jun 2013 20:00:00 GMT</pubDate><enclosure url="${file}" length="0" type="audio/mpeg"/></item>`;
  const feedWith = (...items: readonly string[]) => `<rss version="2.0"><channel>${items.join('')}</channel></rss>`;
  const askedFor = async (document: string, feedUrl = here('/rss.xml')) => {
    const feed = readFeed(document);
    if (typeof feed === 'string') throw new Error(feed);
    const asked: AskedFiles = new Map();
    const answers = await askForNewestFiles(feed, feedUrl, asked);
    expect([...asked.keys()]).toEqual(answers.map(({ url }) => url));
    return answers.map(({ url }) => url);
  };

  test('the five newest are asked for, once each, at any site', async () => {
    const files = [1, 2, 3, 4, 5, 6].map((day) => `${other?.address}/${day}.mp3`);
    const document = feedWith(...files.map((file, i) => item(file, i + 1)), item(files[5] ?? '', 7));
    expect(await askedFor(document)).toEqual(files.slice(1).toReversed());
    expect(requests.splice(0)).toHaveLength(5);
  });

  test('several feeds ask for one file once, by HEAD', async () => {
    const methods: string[] = [];
    other?.with(({ method }) => {
      methods.push(method);
      return new Response('a');
    });
    const feed = readFeed(feedWith(item(`${other?.address}/a.mp3`, 1)));
    if (typeof feed === 'string') throw new Error(feed);
    const asked: AskedFiles = new Map();
    await Promise.all([1, 2].map(() => askForNewestFiles(feed, here('/rss.xml'), asked)));
    expect(methods).toEqual(['HEAD']);
  });

  test('pictures of Media RSS and of HTML are asked for', async () => {
    const pictures = ['a', 'b', 'c', 'd'].map((name) => `${other?.address}/${name}.png`);
    const media = 'xmlns:m="http://search.yahoo.com/mrss/"';
    const document = feedWith(
      `<item ${media}><m:thumbnail url="${pictures[0]}"/><m:content url="${pictures[1]}" medium="image"/>
      <m:group><m:content url="${pictures[2]}" type="image/png"/><m:content url="${other?.address}/e.mp4" type="video/mp4"/></m:group>
      <description>&lt;img src="${pictures[3]}"&gt;</description></item>`,
    );
    expect((await askedFor(document)).sort()).toEqual(pictures);
    requests.length = 0;
  });

  test.each([
    ['a relative address', 'a.mp3', undefined],
    ['another scheme', 'ftp://news.example/a.mp3', undefined],
    ['an address with a password', 'http://me:secret@127.0.0.1/a.mp3', undefined],
    ['an address with a password alone', 'http://:secret@127.0.0.1/a.mp3', undefined],
    ['an address of this machine in a feed elsewhere', 'http://localhost/a.mp3', 'https://news.example/rss.xml'],
  ])('%s is not asked for', async (_, file, feedUrl) => {
    expect(await askedFor(feedWith(item(file, 1)), feedUrl)).toEqual([]);
  });
});
