import { newsroomPath } from '../../../lambdas/http/routes';
import { readAnswer } from '../server/refusal';
import { StoriesAnswer, type Story } from '../server/story-schemas';
import { findStory, type Surroundings } from './find-story';
import type { StoryFilter } from './story-filter';

interface StoryPage {
  readonly stories: readonly Story[];
  readonly cursor: string | null;
}

interface PageRequest {
  readonly limit: number;
  readonly before?: string;
}

/** The most stories on a page of the newsroom's list. */
const MAX_PAGE = 100;

/** One page of the newsroom's list, newest publication first. */
export async function listStories({ limit, before }: PageRequest, { server, shell }: Surroundings): Promise<StoryPage> {
  const query = new URLSearchParams({ limit: String(limit), ...(before !== undefined && { before }) });
  return readAnswer(await server.ask('GET', `${newsroomPath('stories')}?${query}`), StoriesAnswer, server, shell);
}

/**
 * Reads the list page by page until `limit` stories match, or until it is older than the filter's `since`. The cursor leads
 * on behind the last match. `onProgress` gets the number of stories read and found.
 */
export async function searchStories(
  { limit, before }: PageRequest,
  filter: StoryFilter,
  surroundings: Surroundings,
  onProgress: (read: number, found: number) => void,
): Promise<StoryPage> {
  const found: Story[] = [];
  let [read, cursor]: [number, string | null | undefined] = [0, before];
  do {
    const start = cursor ?? undefined;
    const page: StoryPage = await listStories({ limit: MAX_PAGE, before: start }, surroundings);
    for (const [i, story] of page.stories.entries()) {
      if (filter.since !== undefined && story.publishedAt < filter.since) return { stories: found, cursor: null };
      read += 1;
      if (!(await matchesWhole(filter, story, surroundings))) continue;
      found.push(story);
      if (found.length === limit) return { stories: found, cursor: await cursorAfter(page, i, start, surroundings) };
    }
    onProgress(read, found.length);
    cursor = page.cursor;
  } while (cursor !== null);
  return { stories: found, cursor: null };
}

/** Whether a story matches. A list leaves fields out of a very large story, so that one is read whole. */
async function matchesWhole(filter: StoryFilter, story: Story, surroundings: Surroundings): Promise<boolean> {
  if (filter.matches(story) || story.shortened !== true) return filter.matches(story);
  const whole = await findStory(story.id, surroundings);
  return typeof whole === 'object' && filter.matches(whole);
}

/** The cursor behind one story of a page: a page ends with its cursor, so the page up to that story has it. */
async function cursorAfter(
  { stories, cursor }: StoryPage,
  index: number,
  before: string | undefined,
  surroundings: Surroundings,
): Promise<string | null> {
  if (index === stories.length - 1) return cursor;
  return (await listStories({ limit: index + 1, before }, surroundings)).cursor;
}
