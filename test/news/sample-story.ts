import type { Story } from '../../lambdas/news/story/story';

/** The time at which tests begin. */
export const NOON = '2026-11-22T12:00:00Z';

/** A story, published at eleven unless `fields` has another date. */
export const aStory = (fields: Partial<Story> = {}): Story => {
  const id = fields.id ?? 'quiet-day';
  const publishedAt = fields.publishedAt ?? '2026-11-22T11:00:00Z';
  return {
    id,
    guid: `urn:uuid:${id}`,
    headline: 'Quiet day',
    summary: 'Nothing happened.',
    body: '<p>Nothing happened.</p>',
    tags: [],
    authors: [],
    language: 'en',
    updatedAt: publishedAt,
    revision: 1,
    ...fields,
    publishedAt,
  };
};

/** The next revision of a story, with changed fields. */
export const nextOf = (story: Story, fields: Partial<Story> = {}): Story => ({
  ...story,
  ...fields,
  revision: story.revision + 1,
});
