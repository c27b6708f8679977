import { LIMITS } from '../../bin/doctor/request';
import { type Serving, serve } from '../watch/serving';
import { runCommand } from './command';

let site: Serving;
beforeAll(async () => {
  site = await serve(() => new Response('<p>Hello</p>'));
});
afterEach(() => void jest.restoreAllMocks());
afterAll(() => site.stop());

const doctor = (path: string) => runCommand(['doctor', site.address + path]);

describe('an address without feeds', () => {
  test.each([
    ['', 2, /the address is missing: write it after the command/],
    ['me:secret@news.example', 2, /Write a web address, such as https:\/\/news\.example\n/],
    ['https://me:secret@news.example', 2, /Leave out user name and password/],
    ['ftp://news.example', 2, /Write a web address, such as https:\/\/news\.example\n/],
    ['mailto:news', 2, /Write a web address/],
    ['127.0.0.1:9', 3, /http:\/\/127\.0\.0\.1:9\/ has a port/],
    ['http://127.0.0.1:9', 3, /has a port that is kept for another protocol: check the address/],
    ['https://news.example --limit 0', 2, /Give a whole number from 1 to 9999/],
  ])('"%s" is refused', async (line, code, why) => {
    const answer = await runCommand(['doctor', ...line.split(' ').filter(Boolean)]);
    expect(answer).toMatchObject({ code, out: '' });
    expect(answer.err).toMatch(why);
  });

  test.each(['me:secret@news.example', 'https://me:secret@news.example', 'https://:secret@news.example'])(
    '%s is refused, and no message has the password',
    async (address) => {
      const { code, out, err } = await runCommand(['doctor', address]);
      expect([code, out]).toEqual([2, '']);
      expect(err).not.toContain('secret');
    },
  );

  test.each([
    [404, 'No', 1, /answers 404: check the address\.\n$/],
    [403, 'No', 1, /answers 403: let reader software in without a password\.\n$/],
    [429, 'No', 1, /answers 429: the server is busy or broken, so try again later\.\n$/],
    [500, 'No', 1, /answers 500: the server is busy or broken, so try again later\.\n$/],
    [200, '<p>Hello</p>', 1, /announces no feed: add <link rel="alternate"/],
    [200, '<opml><body/></opml>', 1, /announces no feed/],
    [200, 'x'.repeat(200), 1, /is larger than 0\.0001 MB: list fewer items, and put older ones into archives\.\n$/],
  ])('that answers %d with %s is refused', async (status, text, code, why) => {
    if (text.length === 200) jest.replaceProperty(LIMITS, 'bytes', 100);
    site.with(() => new Response(text, { status, headers: { 'content-type': 'text/html' } }));
    const answer = await doctor('/');
    expect(answer.out).toBe('');
    expect(answer.err).toMatch(why);
    expect(answer.code).toBe(text.length === 200 ? 3 : code);
  });

  test('with feeds of other sites only is refused', async () => {
    site.with(
      () => new Response('<link rel="alternate" type="application/rss+xml" href="https://elsewhere.example/">'),
    );
    const { code, err } = await doctor('/');
    expect(code).toBe(1);
    expect(err).toMatch(
      /Left out 1 feed \(on other sites.*\): https:\/\/elsewhere\.example\/\n.* announces no feed of its own site\.\n$/,
    );
  });

  test('with endless redirects, or without an answer, is refused', async () => {
    site.with(({ url }) => new Response(null, { status: 302, headers: { location: `${url}x` } }));
    expect(await doctor('/')).toMatchObject({ code: 3, err: expect.stringContaining('redirects more than 5 times') });
    jest.replaceProperty(LIMITS, 'milliseconds', 50);
    site.with(() => new Promise(() => {}));
    expect(await doctor('/')).toMatchObject({ code: 3, err: expect.stringContaining('did not answer in time') });
  });
});

describe('an address without https://', () => {
  const looked = (err: string) => [...err.matchAll(/Looking for feeds at (\S+)/g)].map(([, address]) => address);

  test.each(['feed:', 'feed://', ' '])('"%s" before an address is no part of it', async (before) => {
    const { err } = await runCommand(['doctor', `${before}127.0.0.1:9/a `]);
    expect(looked(err)).toEqual(['http://127.0.0.1:9/a']);
  });

  test.each([
    ['127.0.0.1', ['http://127.0.0.1']],
    ['localhost', ['http://localhost']],
    // Linux and macOS connect to this machine.
    ['0.0.0.0', ['https://0.0.0.0', 'http://0.0.0.0']],
  ])('%s is tried at %j', async (host, schemes) => {
    site.with(() => new Response('<p>Hello</p>', { headers: { 'content-type': 'text/html' } }));
    const { port } = new URL(site.address);
    const { code, err } = await runCommand(['doctor', `${host}:${port}/a?b`]);
    expect(looked(err)).toEqual(schemes.map((scheme) => `${scheme}:${port}/a?b`));
    expect(err).toContain('announces no feed');
    expect(code).toBe(1);
  });
});
