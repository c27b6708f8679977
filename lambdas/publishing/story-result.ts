import { newsroomStoryJson } from '../formats/json/story-json';
import type { StoryResult } from '../http/newsroom-operations';
import type { Story } from '../news/story/story';
import type { Warning } from '../news/upload/field';
import type { Instant } from '../news/values/instant';
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
  story: newsroomStoryJson(publication, story, at),
  warnings,
});
