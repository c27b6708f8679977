import { addressesOf } from '../../lambdas/formats/addresses';
import { renderAtom } from '../../lambdas/formats/feeds/atom';
import { entryBody } from '../../lambdas/formats/feeds/entry-body';
import { renderJsonFeed } from '../../lambdas/formats/feeds/json-feed';
import { renderPodcast } from '../../lambdas/formats/feeds/podcast';
import { renderRss } from '../../lambdas/formats/feeds/rss';
import { renderStoryPage } from '../../lambdas/formats/html/story-page';
import { renderStory } from '../../lambdas/formats/json/story-json';
import type { FeedStory } from '../../lambdas/news/story/feed-entry';
import { makeFeedStory } from '../../lambdas/news/story/make-excerpt';
import { expectGolden } from './golden';
import { PageReader } from './page-reader';
import { readXml } from './read-xml';
import { allStories, minimal, publication, storm, withoutBody } from './sample';

const addresses = addressesOf(publication.url);
const { picture, sound, link, summary } = withoutBody;
const document = { ...allStories, entries: Object.values(withoutBody) };
const content = (entry: FeedStory) => entryBody(addresses, entry);
const page = (story: FeedStory) => new PageReader(renderStoryPage(publication, story, allStories.now));

test('stories without a body are the approved documents', () => {
  expectGolden('without-body-rss.xml', renderRss(publication, document));
  expectGolden('without-body-atom.xml', renderAtom(publication, document));
  expectGolden('without-body-feed.json', renderJsonFeed(publication, document));
  expectGolden('html/fog-warning.html', renderStoryPage(publication, link, allStories.now));
});

test('the content of a feed is the picture, summary, sound and link', () => {
  expect(content(picture)).toBe(
    '<figure><img src="https://media.example/fog.jpg?a=1&amp;b=2" alt="Ships &amp; &quot;fog&quot;">\n<figcaption>AP</figcaption></figure>',
  );
  expect(content({ ...picture, image: { url: 'https://media.example/fog.jpg' } })).toBe(
    '<figure><img src="https://media.example/fog.jpg" alt=""></figure>',
  );
  expect(content(sound)).toBe('<p><a href="https://media.example/horn.mp3">Listen to the story</a></p>');
  expect(content(link)).toBe(
    '<p><a href="https://weather.example/fog?id=1&amp;lang=en">Read the story at weather.example</a></p>',
  );
  expect(content(summary)).toBe('<p>Ships sail again, R&amp;D &lt;too&gt;.</p>');
  const everything = { ...picture, ...summary, audio: sound.audio, canonicalUrl: link.canonicalUrl };
  expect(content(everything)).toBe([picture, summary, sound, link].map(content).join('\n'));
});

test('a correction comes last', () => {
  expect(content({ ...link, correction: { at: allStories.now, note: 'Not snow.' } })).toBe(
    `${content(link)}\n<p>Correction: Not snow.</p>`,
  );
});

test('the content is the headline where there is nothing else, or no address on the web', () => {
  const bad = { image: { url: 'data:,x', alt: 'x' }, audio: { url: 'ftp://x.example/' }, canonicalUrl: 'javascript:x' };
  for (const story of [
    { ...minimal, body: '' },
    { ...minimal, body: '', ...bad },
    { ...minimal, body: '', audio: {} },
  ])
    expect(content(story)).toBe('<p>Quiet day</p>');
});

test('an excerpt in which not even a word fits has one link, to the whole story', () => {
  expect(content({ ...link, whole: false })).toBe(
    '<p>Fog warning</p>\n<p><a href="https://weather.example/fog?id=1&amp;lang=en">Read the whole story</a></p>',
  );
});

test('each format shows each story, with content', () => {
  const items = readXml(renderRss(publication, document)).one('rss').one('channel').all('item');
  const entries = readXml(renderAtom(publication, document)).one('feed').all('entry');
  const json = JSON.parse(renderJsonFeed(publication, document)).items as { content_html: string }[];
  const contents = document.entries.map(content);
  expect(items.map((item) => item.one('content:encoded').text)).toEqual(contents);
  expect(entries.map((entry) => entry.one('content').text)).toEqual(contents);
  expect(json.map((item) => item.content_html)).toEqual(contents);
});

test('a podcast describes an episode by its headline', () => {
  const items = readXml(renderPodcast(publication, { ...document, entries: [sound] }))
    .one('rss')
    .one('channel')
    .all('item');
  expect(items.map((item) => item.one('description').text)).toEqual(['The fog horn']);
});

test('the API has an empty body', () => {
  expect(JSON.parse(renderStory(addresses, link, allStories.now))).toMatchObject({ body: '', summary: '' });
});

test('the page shows the summary, picture, player or link, and no empty element', () => {
  for (const story of document.entries) {
    expect(page(story).errors).toEqual([]);
    expect(page(story).all('div', { class: 'body' })).toEqual([]);
  }
  expect(page(summary).texts('p', { class: 'standfirst' })).toEqual([summary.summary]);
  expect(page({ ...summary, summary: '🎉' }).texts('p', { class: 'standfirst' })).toEqual(['🎉']);
  expect(page(picture).values('src', 'img')).toEqual([picture.image.url]);
  expect(page(sound).values('src', 'audio')).toEqual([sound.audio.url]);
  expect(page(link).texts('a', { href: link.canonicalUrl })).toEqual(['Read the story at weather.example']);
  expect(page({ ...storm, body: '<p>a</p>' }).texts('p')).not.toContain('Read the story at wire.example');
});

test('the metadata of the page has no empty text', () => {
  for (const story of document.entries) {
    const shown = page(story);
    expect(shown.values('content', 'meta')).not.toContain('');
    expect(shown.texts('script')[0]).not.toContain(':""');
  }
});

test('the store keeps an empty body as a whole one', () => {
  const { whole: _, ...story } = link;
  expect(makeFeedStory(story)).toEqual(link);
});
