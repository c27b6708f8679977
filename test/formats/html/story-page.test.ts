import fc from 'fast-check';
import { renderStoryPage } from '../../../lambdas/formats/html/story-page';
import { isolate } from '../../../lambdas/news/values/isolate';
import { expectGolden } from '../golden';
import { deepFreeze, hostileText, textAfterParser, withoutForbidden } from '../hostile';
import { PageReader } from '../page-reader';
import { allStories, concert, kerry, minimal, publication, storm } from '../sample';

const { now } = allStories;
const read = (story = kerry, at = now) => new PageReader(renderStoryPage(publication, story, at));

/** The structured data of a page. */
const dataIn = (page: PageReader) => JSON.parse(page.texts('script', { type: 'application/ld+json' })[0] ?? '');

test('a full story and a minimal story are the approved documents', () => {
  // biome checks the golden pages too, and asks for captions of the player. The story is the text of its audio.
  expectGolden('html/storm.html', renderStoryPage(publication, { ...storm, audio: kerry.audio }, now));
  expectGolden('html/quiet-day.html', renderStoryPage(publication, minimal, now));
  for (const story of allStories.entries) expect(read(story).errors).toEqual([]);
});

test('a breaking story has a banner until the second when its flag ends', () => {
  const banner = (at: string) => read(storm, at).texts('p', { class: 'breaking' });
  expect(banner('2013-06-03T19:59:59Z')).toEqual(['Breaking News until 3 June 2013, 20:00 UTC']);
  expect(banner('2013-06-03T20:00:00Z')).toEqual([]);
  expect(read(kerry).texts('p', { class: 'breaking' })).toEqual(['Breaking News until further notice']);
});

test('the only h1 is the headline, and the title has it too', () => {
  expect(read().texts('h1')).toEqual([kerry.headline]);
  expect(read().texts('title')).toEqual([`${kerry.headline} – Bulletin`]);
  expect(read().values('content', 'meta', { name: 'description' })).toEqual([kerry.summary]);
});

test('a body is not escaped', () => {
  expect(renderStoryPage(publication, storm, now)).toContain(`<div class="body">${storm.body}</div>`);
});

test('section, authors and tags link to their pages', () => {
  const addresses = read(storm).values('href', 'a');
  for (const folder of ['sections/world', 'authors/%C5%82ukasz-%C5%BCak', 'tags/r-d']) {
    expect(addresses).toContain(`https://news.example/${folder}`);
  }
  expect(read(storm).texts('p', { class: 'by' })).toEqual(['By Ann "Ace" O\'Neill, Łukasz Żak']);
});

test('each name is isolated from the names beside it', () => {
  const page = read({
    ...minimal,
    section: 'محلي',
    authors: [{ name: 'محمد أحمد' }, { name: 'فاطمة علي' }, { name: 'Ann Li' }],
    tags: ['سوريا', 'العراق', 'Iraq'],
  });
  const names = ['محلي', 'محمد أحمد', 'فاطمة علي', 'Ann Li', 'سوريا', 'العراق', 'Iraq'];
  expect(page.texts('bdi')).toEqual([...names, 'محلي', 'محلي', 'Bulletin']);
});

test('times are in UTC, for people and for programs', () => {
  const times = (story = kerry) => read(story).texts('p', { class: 'filed' })[0]?.split('\n');
  expect(times(storm)).toEqual(['Published 2 June 2013, 06:30 UTC', 'Updated 3 June 2013, 18:45 UTC']);
  expect(read(storm).values('datetime', 'time').slice(0, 2)).toEqual([storm.publishedAt, storm.updatedAt]);
  expect(times()).toEqual(['Published 3 June 2013, 20:00 UTC']);
});

test('audio without a file leaves a line with its duration', () => {
  expect(read(kerry).texts('p', { class: 'silent' })).toEqual(['No media source currently available (0:02:47)']);
  expect(read({ ...kerry, audio: {} }).texts('p', { class: 'silent' })).toEqual([
    'No media source currently available',
  ]);
  expect(read(kerry).all('audio')).toEqual([]);
});

test('audio has controls and is loaded only when it plays', () => {
  expect(read(storm).all('audio')[0]?.attributes).toEqual({
    src: storm.audio?.url,
    controls: '',
    preload: 'none',
    'aria-label': 'Listen to the story',
    lang: 'en',
  });
  expect(read(storm).texts('figcaption')).toContain('Listen to the story (0:02:47)');
  expect(read(storm).all('p', { class: 'silent' })).toEqual([]);
});

test.each([
  [0, '0:00:00'],
  [59.6, '0:01:00'],
  [3_600, '1:00:00'],
  [45_296, '12:34:56'],
])('a duration of %d seconds is written %s', (duration, text) => {
  expect(
    read({ ...kerry, audio: { duration } })
      .texts('time')
      .at(-1),
  ).toBe(text);
});

test('an image has its description and its credit, or an empty description', () => {
  expect(read(storm).values('alt', 'img')).toEqual(['A harbour']);
  expect(read(storm).texts('figcaption')[0]).toBe('AP');
  expect(read(concert).values('alt', 'img')).toEqual(['']);
  expect(read(concert).all('figcaption')).toEqual([]);
});

test('an image has its width and height, as far as they are known', () => {
  const sizes = (image: typeof storm.image) => {
    const page = read({ ...storm, image });
    return [...page.values('width', 'img'), ...page.values('height', 'img')];
  };
  expect(sizes(storm.image)).toEqual(['1600', '900']);
  expect(sizes({ url: 'https://media.example/a.jpg', height: 9 })).toEqual([undefined, '9']);
});

test('an image that the body shows is not shown twice, and its credit is there', () => {
  const body = '<figure><img src="https://media.example/storm.jpg"><figcaption>AP</figcaption></figure>';
  const shown = (text: string) => {
    const page = read({ ...storm, body: text });
    const credit = page.texts('p', { class: 'filed' }).at(-1);
    return { pictures: page.values('src', 'img'), alt: page.values('alt', 'img'), credit };
  };
  const [pictures, alt] = [['https://media.example/storm.jpg'], ['A harbour']];
  expect(shown(body)).toMatchObject({ pictures, alt, credit: expect.not.stringContaining('Picture') });
  expect(shown(body.replace('AP', ''))).toEqual({ pictures, alt, credit: 'Picture: AP' });
});

test('an image without a web address is not shown', () => {
  expect(read({ ...storm, image: { url: '/secret.jpg' } }).all('img')).toEqual([]);
});

test('a correction has its note and its time', () => {
  expect(read(storm).all('aside')).toHaveLength(1);
  expect(read(storm).texts('p')).toContain(storm.correction?.note);
  expect(read(storm).texts('aside')[0]).toContain('3 June 2013, 18:45 UTC');
});

test('the canonical address is the address in feeds', () => {
  const canonical = { rel: 'canonical' };
  expect(read(storm).values('href', 'link', canonical)).toEqual([storm.canonicalUrl]);
  expect(read(minimal).values('href', 'link', canonical)).toEqual(['https://news.example/stories/quiet-day']);
  expect(read({ ...storm, canonicalUrl: 'javascript:alert(1)' }).all('link', canonical)).toEqual([]);
});

test('the page has the language and the direction of the story', () => {
  const { lang, dir } = read({ ...kerry, language: 'he' }).all('html')[0]?.attributes ?? {};
  expect([lang, dir]).toEqual(['he', 'rtl']);
});

test('any text is text: it adds no element and no attribute', () => {
  const at = (text: string) =>
    read({
      ...storm,
      headline: text,
      summary: text,
      section: text,
      tags: [text],
      authors: [{ name: text, email: text, url: text }],
      image: { url: 'https://media.example/storm.jpg', alt: text, credit: text },
      audio: { url: 'https://media.example/storm.mp3', type: text },
      correction: { at: now, note: text },
    });
  const harmless = at('a').skeleton();
  fc.assert(
    fc.property(hostileText, (text) => {
      const page = at(text);
      const shown = textAfterParser(text);
      expect(page.skeleton()).toEqual(harmless);
      expect(page.texts('h1')).toEqual([shown]);
      expect(page.texts('title')).toEqual([`${isolate(shown)} – Bulletin`]);
      expect(page.values('alt', 'img')).toEqual([shown]);
      expect(page.texts('figcaption')[0]).toBe(shown);
      expect(page.texts('p')).toContain(shown);
      expect(page.texts('a').filter((link) => link === shown)).toHaveLength(3);
      expect(page.values('content', 'meta', { name: 'description' })).toEqual([shown]);
      expect(page.values('content', 'meta', { property: 'og:title' })).toEqual([shown]);
      expect(dataIn(page)).toMatchObject({
        headline: withoutForbidden(text),
        correction: { text: withoutForbidden(text) },
      });
    }),
  );
});

test('a summary is shown only if the body does not begin with it', () => {
  const standfirst = (summary: string, body: string) =>
    read({ ...kerry, summary, body }).texts('p', { class: 'standfirst' });
  expect(standfirst('What it means.', '<p>It rained.</p>')).toEqual(['What it means.']);
  expect(standfirst('It rained & poured…', '<p>It <b>rained</b> &amp;\npoured all day.</p>')).toEqual([]);
  expect(standfirst('', '<p>It rained.</p>')).toEqual([]);
  const corrected = '<p>The bridge is <del datetime="2026">closed</del><ins>open</ins>.</p>';
  expect(standfirst('The bridge is open.', corrected)).toEqual([]);
  const noted = '<p>Rain<sup><a href="#note-1">1</a></sup> falls.</p>';
  expect(standfirst('Rain falls.', noted)).toEqual([]);
  const linked = '<p>Rain <a href="#note-1">as below</a> falls.</p>';
  expect(standfirst('Rain as below falls.', linked)).toEqual([]);
});

test('structured data has the article, its correction and its audio', () => {
  expect(dataIn(read(storm))).toMatchObject({
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    url: storm.canonicalUrl,
    headline: storm.headline,
    datePublished: storm.publishedAt,
    dateModified: storm.updatedAt,
    author: [{ name: 'Ann "Ace" O\'Neill' }, { url: 'https://news.example/authors/%C5%82ukasz-%C5%BCak' }],
    image: {
      ...{ '@type': 'ImageObject', url: storm.image?.url, caption: 'A harbour', creditText: 'AP' },
      ...{ width: 1600, height: 900 },
    },
    audio: { '@type': 'AudioObject', contentUrl: storm.audio?.url, duration: 'PT167S' },
    correction: { '@type': 'CorrectionComment', text: storm.correction?.note, datePublished: storm.correction?.at },
  });
  const plain = dataIn(read(minimal));
  for (const field of ['description', 'image', 'audio', 'correction', 'keywords', 'articleSection']) {
    expect(plain).not.toHaveProperty(field);
  }
  expect(plain).toMatchObject({ author: { '@type': 'NewsMediaOrganization', name: 'Bulletin' } });
});

test('Open Graph metadata has the story and its image', () => {
  const property = (name: string, story = storm) => read(story).values('content', 'meta', { property: name });
  expect(property('og:type')).toEqual(['article']);
  expect(property('og:url')).toEqual([storm.canonicalUrl]);
  expect(property('og:image')).toEqual([storm.image?.url]);
  expect(property('og:image:alt')).toEqual(['A harbour']);
  expect(property('og:image:type')).toEqual(['image/jpeg']);
  expect([...property('og:image:width'), ...property('og:image:height')]).toEqual(['1600', '900']);
  const card = (name: string, story = storm) => read(story).values('content', 'meta', { name });
  expect([card('twitter:card'), card('twitter:image:alt')]).toEqual([['summary_large_image'], ['A harbour']]);
  expect([card('twitter:card', minimal), card('twitter:image:alt', minimal)]).toEqual([['summary'], []]);
  expect(property('article:published_time')).toEqual([storm.publishedAt]);
  expect(property('article:modified_time')).toEqual([storm.updatedAt]);
  expect(property('article:tag')).toEqual(storm.tags);
  expect(property('og:image', minimal)).toEqual([]);
  expect(property('article:modified_time', minimal)).toEqual([]);
});

test('the links to neighbours do not name the neighbours', () => {
  expect(read(storm).texts('a', { rel: 'prev' })).toEqual(['Previous in World']);
  expect(read(storm).values('href', 'a', { rel: 'prev' })).toEqual([
    'https://news.example/stories/storm-at-sea/previous',
  ]);
  expect(read(minimal).texts('a', { rel: 'next' })).toEqual(['Next story']);
});

test('any file address stays in its attribute and is a web address', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const url = `https://media.example/${text}`;
      const page = read({ ...storm, image: { url }, audio: { url }, canonicalUrl: url });
      for (const address of [...page.values('src', 'img'), ...page.values('src', 'audio')]) {
        expect(address).toMatch(/^https:\/\/media\.example\/[!-~]*$/);
      }
      expect(page.values('type', 'script')).toEqual(['application/ld+json']);
    }),
  );
});

test('the same story at the same moment gives the same bytes, and is not changed', () => {
  const story = deepFreeze(structuredClone(storm));
  expect(renderStoryPage(publication, story, now)).toBe(renderStoryPage(publication, story, now));
});
