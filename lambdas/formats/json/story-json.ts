import type { FeedEntry } from '../../news/story/feed-entry';
import { isBreaking, status } from '../../news/story/status';
import { lastUpdate, type Story } from '../../news/story/story';
import type { Instant } from '../../news/values/instant';
import type { Addresses } from '../addresses';
import { renderJson } from './render-json';

/** A story in the API at a moment. It hides the reason of a withdrawal, which only the newsroom sees. */
export function storyJson(addresses: Addresses, story: Story | FeedEntry, now: Instant) {
  const { id, guid, headline, summary, section, tags, authors, language, publishedAt, revision } = story;
  const breaking = isBreaking(story, now);
  return {
    ...{
      id,
      guid,
      url: addresses.story(id),
      headline,
      summary,
      body: 'body' in story ? story.body : undefined,
      section,
      tags,
      authors,
      language,
      publishedAt,
    },
    updatedAt: lastUpdate(story),
    revision,
    status: status(story, now),
    breaking,
    // Null means "until an editor clears it", so an ended flag has no member.
    breakingUntil: breaking ? story.breakingUntil : undefined,
    audio: story.audio,
    image: story.image,
    canonicalUrl: story.canonicalUrl,
    correction: story.correction,
  };
}

/** A story for the newsroom, with its former addresses and the reason of a withdrawal. */
export const newsroomStoryJson = (addresses: Addresses, story: Story | FeedEntry, now: Instant) => ({
  ...storyJson(addresses, story, now),
  // Readers need none, and a list leaves them out.
  formerUrls: 'formerUrls' in story ? story.formerUrls : undefined,
  withdrawal: story.withdrawal && {
    at: story.withdrawal.at,
    reason: story.withdrawal.reason,
    note: story.withdrawal.note,
  },
});

/** One whole story as JSON. */
export const renderStory = (addresses: Addresses, story: Story, now: Instant): string =>
  renderJson(storyJson(addresses, story, now));

/** A member of a list of stories: without the body, and marked where it is shortened. */
const listedJson = <T extends object>(json: T, { shortened }: FeedEntry) => ({ ...json, body: undefined, shortened });

/** A member of the newsroom's lists. */
export const newsroomListedJson = (addresses: Addresses, story: FeedEntry, now: Instant) =>
  listedJson(newsroomStoryJson(addresses, story, now), story);

/** A page of stories without their bodies, as JSON. `cursor` is the position of the next page, null on the last. */
export const renderStoryList = (
  addresses: Addresses,
  stories: readonly FeedEntry[],
  cursor: string | null,
  now: Instant,
): string =>
  renderJson({ stories: stories.map((story) => listedJson(storyJson(addresses, story, now), story)), cursor });
