import { addressesOf } from '../formats/addresses';
import { newsroomStoryJson } from '../formats/json/story-json';
import type { StoryResult } from '../http/newsroom-operations';
import { feedsIgnoringWithdrawal } from '../news/feed/feed';
import { isBreaking } from '../news/story/status';
import type { Story } from '../news/story/story';
import type { Warning } from '../news/upload/field';
import { type Instant, latest } from '../news/values/instant';
import type { PublishingContext } from './publishing-context';

/** The answer about a story in its state at a moment. */
export const storyResult = (
  { publication }: Pick<PublishingContext, 'publication'>,
  status: 200 | 201,
  story: Story,
  at: Instant,
  warnings: readonly Warning[] = [],
): StoryResult => ({
  status,
  id: story.id,
  revision: story.revision,
  story: newsroomStoryJson(addressesOf(publication.url), story, at),
  warnings,
  feeds: feedPagesOf(story, at),
});

const { feedPage } = addressesOf('');

/** The paths of the pages of a story's feeds, or of those that a withdrawn story left. */
const feedPagesOf = (story: Story, at: Instant): string[] =>
  [...feedsIgnoringWithdrawal(story).keys()]
    // A story stays filed under `breaking` after the end of its flag, but no reader sees it there.
    .filter((name) => name !== 'breaking' || isBreaking(story, latest(at, story.publishedAt)))
    .map(feedPage);
