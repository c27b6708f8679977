import type { FeedDocument, Publication } from '../../lambdas/formats/feed-document';
import type { FeedStory } from '../../lambdas/news/story/feed-entry';
import type { Instant } from '../../lambdas/news/values/instant';

export const publication: Publication = {
  url: 'https://news.example',
  title: 'Bulletin',
  description: 'News as it happens, and what is behind it',
  language: 'en',
  lifetime: 330,
};

/** The project's first story: no byline, audio without a file, breaking without an end. */
export const kerry: FeedStory = {
  id: 'kerry-fears-fallout-from-fighting-in-syrian-town',
  guid: 'urn:uuid:6b1d3d1e-6a5f-4a0e-9a38-0d2f5a8b7c11',
  headline: 'Kerry Fears Fallout From Fighting in Syrian Town',
  summary: 'The siege of Qusair risks widespread civilian casualties, says the U.S. Secretary of State.',
  body: '<p>U.S. Secretary of State John Kerry says the Syrian military\'s siege of Qusair risks widespread civilian casualties.</p>\n<p>"Today in Qusair … you have an extraordinary number of civilians who are trapped," he said.</p>',
  whole: true,
  section: 'Middle East',
  tags: ['Syria', 'John Kerry'],
  authors: [],
  language: 'en',
  publishedAt: '2013-06-03T20:00:00Z',
  updatedAt: '2013-06-03T20:00:00Z',
  revision: 1,
  breakingUntil: null,
  audio: { duration: 167 },
};

/** A story with every field, and text that needs escaping. */
export const storm: FeedStory = {
  id: 'storm-at-sea',
  guid: 'tag:wire.example,2013:storm/4711',
  headline: 'Storm & sea: "level < 5 m" isn\'t safe',
  summary: 'Ports from Łódź-am-Meer to 横浜 close; R&D ships return.',
  body: '<p>The harbour master said: “5 &lt; 6 &amp; falling.”</p><ul><li><a href="https://port.example/?a=1&amp;b=2">Levels</a></li></ul>',
  whole: false,
  section: 'World',
  tags: ['Weather', 'R&D', 'World'],
  authors: [
    { name: 'Ann "Ace" O\'Neill', email: 'ann@news.example', url: 'https://news.example/staff/ann?a=1&b=2' },
    { name: 'Łukasz Żak' },
  ],
  language: 'en-GB',
  publishedAt: '2013-06-02T06:30:00Z',
  updatedAt: '2013-06-03T18:45:10Z',
  revision: 4,
  breakingUntil: '2013-06-03T20:00:00Z',
  audio: { url: 'https://media.example/storm.mp3?from=feed&v=2', type: 'audio/mpeg', length: 2671000, duration: 167 },
  image: {
    ...{ url: 'https://media.example/storm.jpg', type: 'image/jpeg', alt: 'A harbour', credit: 'AP' },
    ...{ width: 1600, height: 900 },
  },
  canonicalUrl: 'https://wire.example/storm?id=4711&lang=en',
  correction: { at: '2013-06-03T18:45:10Z', note: 'The level is in metres, not "feet & inches".' },
};

/** A story with an image and one author with an e-mail address. */
export const concert: FeedStory = {
  id: 'konzert-in-köln',
  guid: 'urn:uuid:0f0e7a52-8d3c-4f19-b0f5-5c1c5d6c2a33',
  headline: 'Konzert in Köln',
  summary: '',
  body: '<p>Ausverkauft.</p>',
  whole: true,
  section: 'Kultur',
  tags: [],
  authors: [{ name: 'Jörg Weiß', email: 'joerg@news.example' }],
  language: 'de',
  publishedAt: '2013-06-01T09:00:00Z',
  updatedAt: '2013-06-01T09:00:00Z',
  revision: 1,
  image: { url: 'https://media.example/köln.jpg', type: 'image/jpeg' },
};

/** A story with the required fields only. */
export const minimal: FeedStory = {
  id: 'quiet-day',
  guid: 'urn:uuid:3a4a0f8e-1111-4222-8333-444455556666',
  headline: 'Quiet day',
  summary: '',
  body: '<p>Nothing happened.</p>',
  whole: true,
  tags: [],
  authors: [],
  language: 'en',
  publishedAt: '2013-05-31T23:59:59Z',
  updatedAt: '2013-05-31T23:59:59Z',
  revision: 1,
};

export const allStories: FeedDocument = {
  feed: { name: 'all', title: '', guid: 'urn:uuid:11111111-2222-4333-8444-555555555555' },
  entries: [kerry, storm, concert, minimal],
  tombstones: [],
  updated: '2013-06-03T20:00:00Z',
  now: '2013-06-03T20:05:00Z',
};

export const section: FeedDocument = {
  ...allStories,
  feed: { name: 'section#middle-east', title: 'Middle East', guid: 'urn:uuid:22222222-2222-4333-8444-555555555555' },
  entries: [kerry],
};

export const noStories: FeedDocument = {
  feed: { name: 'breaking', title: '', guid: 'urn:uuid:33333333-2222-4333-8444-555555555555' },
  entries: [],
  tombstones: [],
  updated: '2013-06-01T00:00:00Z',
  now: '2013-06-03T20:05:00Z',
};

const at = (publishedAt: Instant) => ({ publishedAt, updatedAt: publishedAt });

/** Stories without a body: a picture, a sound, a link, and a summary alone. */
export const withoutBody = {
  picture: {
    ...minimal,
    id: 'harbour-in-fog',
    guid: 'urn:uuid:3a4a0f8e-2222-4222-8333-444455556661',
    ...at('2013-05-30T08:00:00Z'),
    headline: 'Harbour in fog',
    body: '',
    image: { url: 'https://media.example/fog.jpg?a=1&b=2', type: 'image/jpeg', alt: 'Ships & "fog"', credit: 'AP' },
  },
  sound: {
    ...minimal,
    id: 'the-fog-horn',
    guid: 'urn:uuid:3a4a0f8e-2222-4222-8333-444455556662',
    ...at('2013-05-30T07:00:00Z'),
    headline: 'The fog horn',
    body: '',
    audio: { url: 'https://media.example/horn.mp3', type: 'audio/mpeg', length: 4_711, duration: 7 },
  },
  link: {
    ...minimal,
    id: 'fog-warning',
    guid: 'urn:uuid:3a4a0f8e-2222-4222-8333-444455556663',
    ...at('2013-05-30T06:00:00Z'),
    headline: 'Fog warning',
    body: '',
    canonicalUrl: 'https://weather.example/fog?id=1&lang=en',
  },
  summary: {
    ...minimal,
    id: 'fog-lifts',
    guid: 'urn:uuid:3a4a0f8e-2222-4222-8333-444455556664',
    ...at('2013-05-30T05:00:00Z'),
    headline: 'Fog lifts',
    summary: 'Ships sail again, R&D <too>.',
    body: '',
  },
} satisfies Record<string, FeedStory>;
