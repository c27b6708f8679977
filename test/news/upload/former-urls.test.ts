import { formerUrlOf } from '../../../lambdas/http/addresses/former-url';
import { newStory } from '../../../lambdas/news/edits/create-story';
import { readUpload } from '../../../lambdas/news/upload/read-upload';

const CONTEXT = {
  now: '2026-11-22T20:00:00Z',
  language: 'en',
  breakingFor: 'PT4H',
  baseUrl: 'https://news.example',
  formerUrlOf,
};
const read = (fields: Record<string, unknown>, context = CONTEXT) =>
  readUpload({ headline: 'River peaks', body: '<p>x</p>', summary: 's', ...fields }, context);

/** The former addresses of the story, its canonical address, and the warnings. */
function accept(fields: Record<string, unknown>, context = CONTEXT) {
  const result = read(fields, context);
  if ('errors' in result) throw new Error(JSON.stringify(result.errors));
  const { formerUrls, canonicalUrl } = newStory(result.upload, { id: 'river', guid: 'g', now: CONTEXT.now });
  return { formerUrls, canonicalUrl, warnings: result.warnings.map(({ pointer, detail }) => `${pointer}: ${detail}`) };
}
function refuse(fields: Record<string, unknown>): string[] {
  const result = read(fields);
  return 'errors' in result ? result.errors.map(({ pointer, detail }) => `${pointer}: ${detail}`) : [];
}

test.each([
  ['/2019/01/river/', '/2019/01/river'],
  ['/2019//01/./river', '/2019/01/river'],
  ['/2019/01/river.html', '/2019/01/river.html'],
  ['  /2019/01/river\n', '/2019/01/river'],
  ['https://news.example/2019/01/river/', '/2019/01/river'],
  ['http://NEWS.example:80/2019/01/river#more', '/2019/01/river'],
  ['/b%c3%bccher', '/b%C3%BCcher'],
  ['/bücher', '/b%C3%BCcher'],
  ['/bu\u0308cher', '/b%C3%BCcher'],
  ['/a%7Eb/x(1)', '/a~b/x(1)'],
  ['/?p=123', '/?p=123'],
  ['https://news.example?p=123&preview=true', '/?p=123'],
  ['/mediation/talks', '/mediation/talks'],
  ['/tag/x', '/tag/x'],
  [`/${'é'.repeat(99)}`, `/${'%C3%A9'.repeat(99)}`],
])('%j is the former address %s', (given, address) => {
  expect(accept({ formerUrls: [given] })).toEqual({ formerUrls: [address], warnings: [] });
});

test.each<[unknown, string]>([
  [
    'https://old.example/2019/01/river',
    'on another host: only old addresses of news.example can lead here; leave it out',
  ],
  ['//old.example/river', 'on another host: only old addresses of news.example can lead here; leave it out'],
  [
    'https://news.example:8443/river',
    'on another host: only old addresses of news.example can lead here; leave it out',
  ],
  [
    '2019/01/river',
    'not an old address: write its path, like /2019/01/river, or the whole address, at most 600 characters',
  ],
  [
    'ftp://news.example/x',
    'not an old address: write its path, like /2019/01/river, or the whole address, at most 600 characters',
  ],
  ['', 'not an old address: write its path, like /2019/01/river, or the whole address, at most 600 characters'],
  ['/index.php?id=5', 'a query is known on / alone, as in /?p=123: write the path without it'],
  [`/${','.repeat(200)}`, 'too long: write at most 600 characters, percent-encoded'],
  [7, 'write it like "/2019/01/river"'],
  ...[
    ...[
      '/',
      '/?page_id=5',
      '/?p=x',
      '/rss.xml',
      '/stories/river',
      '/stories/a/b/c',
      '/sections/world',
      '/tags/x/rss.xml',
    ],
    ...['/newsroom', '/newsroom/x', '/desk', '/desk/x', '/hub/x', '/media/x.jpg', '/api/x', '/archive/x/y', '/feeds'],
    ...[
      '/.well-known/security.txt',
      '/feed/',
      '/category/x/feed/',
      '/feeds/posts/default',
      '/sitemap-1.xml',
      '/health',
    ],
    ...['/x/../rss.xml', '/%72ss.xml', '/icon.svg', '/previous/../stories/x/next'],
  ].map((own): [string, string] => [own, 'an address of this publication itself: leave it out']),
])('%j is refused with its remedy', (given, detail) => {
  const errors = refuse({ formerUrls: ['/ok', given] });
  expect(errors).toEqual([`#/formerUrls/1: ${detail}`]);
});

test('an address given twice is kept once, an empty list is no list, and a sixth one is an error', () => {
  expect(accept({ formerUrls: ['/a/', '/a', '/b'] }).formerUrls).toEqual(['/a', '/b']);
  expect(accept({ formerUrls: [] })).not.toHaveProperty('formerUrls.length');
  expect(refuse({ formerUrls: ['/1', '/2', '/3', '/4', '/5', '/6'] })).toEqual([
    '#/formerUrls: too many (6): give at most 5',
  ]);
  expect(refuse({ formerUrls: '/a' })).toEqual(['#/formerUrls: write ["/a"]']);
});

describe('a canonicalUrl on the host of the publication', () => {
  const own = 'on the host of this publication, so the page of the story is canonical';

  test.each([
    ['https://news.example/2024/01/river/', '/2024/01/river'],
    ['http://news.example/2024/01/river', '/2024/01/river'],
    ['https://news.example:443/?p=9', '/?p=9'],
  ])('%s becomes a former address, with a warning', (canonicalUrl, address) => {
    expect(accept({ canonicalUrl })).toEqual({
      formerUrls: [address],
      warnings: [`#/canonicalUrl: ${own}. ${address} is a former address and redirects to it`],
    });
  });

  test('that is listed already, is of ours, or one too many, is left out with a warning', () => {
    const full = ['/1', '/2', '/3', '/4', '/5'];
    const url = 'https://news.example/1';
    expect(accept({ canonicalUrl: url, formerUrls: full })).toMatchObject({
      formerUrls: full,
      canonicalUrl: undefined,
    });
    expect(accept({ canonicalUrl: 'https://news.example/6', formerUrls: full })).toEqual({
      formerUrls: full,
      warnings: [`#/canonicalUrl: ${own}. /6 is left out: formerUrls has 5 addresses already`],
    });
    expect(accept({ canonicalUrl: 'https://news.example/stories/river' })).toEqual({
      warnings: [
        `#/canonicalUrl: ${own}. /stories/river is left out: an address of this publication itself: leave it out`,
      ],
    });
  });

  test('is still the base of relative addresses, and is nothing to show', () => {
    const canonicalUrl = 'https://news.example/2024/01/river/';
    const result = read({ canonicalUrl, image: { url: 'a.jpg', alt: 'A river' } });
    expect(result).toMatchObject({ upload: { image: { url: 'https://news.example/2024/01/river/a.jpg' } } });
    expect(readUpload({ headline: 'River', canonicalUrl }, CONTEXT)).toMatchObject({ errors: [{ pointer: '#/body' }] });
  });

  test('one on another host or port stays', () => {
    for (const canonicalUrl of ['https://www.news.example/x', 'https://news.example:8443/x'])
      expect(accept({ canonicalUrl })).toEqual({ canonicalUrl, warnings: [] });
    const local = { ...CONTEXT, baseUrl: 'http://localhost:3000' };
    expect(accept({ canonicalUrl: 'http://localhost:3000/x' }, local).formerUrls).toEqual(['/x']);
    expect(accept({ canonicalUrl: 'http://localhost/x' }, local).formerUrls).toBeUndefined();
  });
});
