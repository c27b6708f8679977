import { isDeepStrictEqual } from 'node:util';
import { EXCERPT_BYTES } from '../limits';
import { excerpt } from './excerpt';
import { type Excerpt, type FeedStory, feedStoryOf, UNLISTED_FIELDS } from './feed-entry';
import { makeFeedEntry } from './make-feed-entry';
import type { Story } from './story';

// Apart from feed-entry.ts, so that the read function does not load the parser of HTML.

/** The excerpt of a story: at most EXCERPT_BYTES of its body, and the fields that its entry lacks. */
export function makeExcerpt(story: Story): Excerpt {
  const entry = makeFeedEntry(story);
  const lacking = UNLISTED_FIELDS.flatMap((field) =>
    isDeepStrictEqual(entry[field], story[field]) ? [] : [[field, story[field]]],
  );
  const { id, revision, body } = story;
  return { id, revision, ...excerpt(body, EXCERPT_BYTES), unlisted: Object.fromEntries(lacking) };
}

/** A story as feed documents show it, from the story itself. */
export const makeFeedStory = (story: Story): FeedStory => feedStoryOf(makeFeedEntry(story), makeExcerpt(story));
