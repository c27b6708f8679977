import { isBreaking, type Story, status, updatedAt } from '../../news/story/story';
import type { Instant } from '../../news/values/instant';
import { storyPath } from '../addresses';
import type { Publication } from '../feed-document';
import { renderJson } from './render-json';

/** A story as programs see it at a moment. Why a story was withdrawn is the newsroom's own affair and is not in it. */
export function storyJson(publication: Publication, story: Story, now: Instant) {
  const breaking = isBreaking(story, now);
  return {
    id: story.id,
    guid: story.guid,
    url: `${publication.url}${storyPath(story.id)}`,
    headline: story.headline,
    summary: story.summary,
    body: story.body,
    section: story.section,
    tags: story.tags,
    authors: story.authors,
    language: story.language,
    publishedAt: story.publishedAt,
    updatedAt: updatedAt(story),
    revision: story.revision,
    status: status(story, now),
    breaking,
    // Null says "until an editor clears it", so a flag that has ended leaves no member behind.
    breakingUntil: breaking ? story.breakingUntil : undefined,
    audio: story.audio,
    image: story.image,
    canonicalUrl: story.canonicalUrl,
    correction: story.correction,
  };
}

/** A story as the newsroom sees it: also why it was withdrawn. */
export const newsroomStoryJson = (publication: Publication, story: Story, now: Instant) => ({
  ...storyJson(publication, story, now),
  withdrawal: story.withdrawal && {
    at: story.withdrawal.at,
    reason: story.withdrawal.reason,
    note: story.withdrawal.note,
  },
});

/** One story, whole, as JSON. */
export const renderStory = (publication: Publication, story: Story, now: Instant): string =>
  renderJson(storyJson(publication, story, now));

/** A page of stories without their bodies, as JSON; `next` is the cursor of the page after it, null on the last. */
export const renderStoryList = (
  publication: Publication,
  stories: readonly Story[],
  next: string | null,
  now: Instant,
): string =>
  renderJson({ stories: stories.map((story) => ({ ...storyJson(publication, story, now), body: undefined })), next });
