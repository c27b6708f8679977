/** A story as an editor's system uploads it. */
export const UPLOAD_EXAMPLE = {
  headline: 'River peaks at dawn',
  body: '<p>It was high, and it is falling.</p>',
  section: 'Local',
  tags: ['Floods'],
  authors: [{ name: 'Ann Lee' }],
};

/** The same story as stored. */
export const STORY_EXAMPLE = {
  id: 'river-peaks-at-dawn',
  guid: 'urn:uuid:0b5b7e0e-3c5e-4b7c-9f4e-5a1f0f0c9d11',
  url: 'https://news.example/stories/river-peaks-at-dawn',
  headline: 'River peaks at dawn',
  summary: 'It was high, and it is falling.',
  body: '<p>It was high, and it is falling.</p>',
  section: 'Local',
  tags: ['Floods'],
  authors: [{ name: 'Ann Lee' }],
  language: 'en',
  publishedAt: '2026-11-22T20:00:00Z',
  updatedAt: '2026-11-22T20:00:00Z',
  revision: 1,
  status: 'published',
  breaking: false,
};

const { body: _body, ...listed } = STORY_EXAMPLE;
/** The same story in a list. */
export const LISTED_STORY_EXAMPLE = listed;

/** The feed of a misspelt tag. */
export const FEED_EXAMPLE = {
  kind: 'tag',
  slug: 'flods',
  title: 'Flods',
  url: 'https://news.example/tags/flods',
};

export const WARNING_EXAMPLE = { pointer: '#/summary', detail: 'no summary: made from the first paragraph' };
