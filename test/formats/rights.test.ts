import fc from 'fast-check';
import { addressesOf } from '../../lambdas/formats/addresses';
import type { Publication } from '../../lambdas/formats/feed-document';
import { renderAtom } from '../../lambdas/formats/feeds/atom';
import { renderJsonFeed } from '../../lambdas/formats/feeds/json-feed';
import { renderPodcast } from '../../lambdas/formats/feeds/podcast';
import { renderRss } from '../../lambdas/formats/feeds/rss';
import { renderStoryPage } from '../../lambdas/formats/html/story-page';
import { renderRobots } from '../../lambdas/formats/site/robots';
import { expectGolden } from './golden';
import { hostileText, textAfterParser } from './hostile';
import { PageReader } from './page-reader';
import { readXml } from './read-xml';
import { allStories, publication, storm } from './sample';

const COPYRIGHT = '© 2026 The Herald & Co';
const LICENSE = 'https://herald.example/license?a=1&b=2';
const herald: Publication = { ...publication, copyright: COPYRIGHT, license: LICENSE };
const older = { ...allStories, older: '20130531T235959Z' };
const page = (settings: Publication) => new PageReader(renderStoryPage(settings, storm, allStories.now));

test('a feed with rights is the approved document', () => {
  expectGolden('rights/rss.xml', renderRss(herald, { ...older, entries: [] }));
  expectGolden('rights/atom.xml', renderAtom(herald, { ...older, entries: [] }));
  expectGolden('rights/feed.json', renderJsonFeed(herald, { ...older, entries: [] }));
});

test.each([renderRss, renderPodcast])(
  'RSS has the copyright, and a link to the license beside its own address: %#',
  (render) => {
    const channel = readXml(render(herald, { ...allStories, entries: [storm] }))
      .one('rss')
      .one('channel');
    expect(channel.texts('copyright')).toEqual([COPYRIGHT]);
    const links = channel.all('atom:link').map(({ attributes }) => attributes);
    expect(links.map(({ rel }) => rel)).toEqual(['self', 'license']);
    expect(links[1]).toEqual({ rel: 'license', href: LICENSE });
  },
);

test('Atom has the rights and a link to the license', () => {
  const feed = readXml(renderAtom(herald, older)).one('feed');
  expect(feed.texts('rights')).toEqual([COPYRIGHT]);
  const links = feed.all('link').map(({ attributes }) => attributes);
  expect(links.filter(({ rel }) => rel === 'license')).toEqual([{ rel: 'license', href: LICENSE }]);
  expect(links.map(({ rel }) => rel)).toEqual(expect.arrayContaining(['self', 'alternate', 'prev-archive']));
});

test('JSON Feed has both in its extension', () => {
  expect(JSON.parse(renderJsonFeed(herald, allStories))._bulletin).toMatchObject({
    copyright: COPYRIGHT,
    license: LICENSE,
  });
});

test('a page has the license in its head and its footer, with the copyright, and both in structured data', () => {
  expect(page(herald).values('href', 'link', { rel: 'license' })).toEqual([LICENSE]);
  expect(page(herald).values('href', 'a', { rel: 'license' })).toEqual([LICENSE]);
  expect(page(herald).texts('footer')[0]).toContain(`${COPYRIGHT} License`);
  const [data = ''] = page(herald).texts('script');
  expect(JSON.parse(data)).toMatchObject({ copyrightNotice: COPYRIGHT, license: LICENSE });
});

test('each of the two stands without the other', () => {
  const footer = (settings: Partial<Publication>) =>
    page({ ...publication, ...settings })
      .texts('footer')[0]
      ?.trimEnd();
  expect(footer({ copyright: COPYRIGHT })).toMatch(/Co$/);
  expect(footer({ license: LICENSE })).toMatch(/License$/);
  expect(page({ ...publication, copyright: COPYRIGHT }).all('link', { rel: 'license' })).toEqual([]);
});

test('crawlers find the license', () => {
  const addresses = addressesOf(publication.url);
  expect(renderRobots(addresses, LICENSE)).toMatch(/\n\nLicense: https:\/\/herald\.example\/license\?a=1&b=2\n$/);
  expect(renderRobots(addresses)).not.toContain('License');
});

test('no document names rights unless the settings do', () => {
  for (const render of [renderRss, renderAtom, renderJsonFeed, renderPodcast])
    expect(render(publication, allStories)).not.toMatch(/copyright|rights>|license/i);
  expect(renderStoryPage(publication, storm, allStories.now)).not.toMatch(/copyright|license/i);
});

test('a hostile copyright is text on a page', () => {
  const at = (copyright: string) => page({ ...publication, copyright });
  const harmless = at('a').skeleton();
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(at(text).skeleton()).toEqual(harmless);
      expect(at(text).texts('footer')[0]).toContain(textAfterParser(text));
    }),
  );
});
