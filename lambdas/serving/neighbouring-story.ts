import { feedFolder, storyPath } from '../formats/addresses';
import type { PublicAnswer } from '../http/representation';
import { feedOf } from '../news/feed/feed';
import { isStoryId } from '../news/story/story-id';
import { feedOrEmptySource } from './feed-documents';
import type { ServingContext } from './serving-context';
import { LIFETIME, lifetimes } from './validators';

/**
 * Where the story before or after one in its section is by now; its section, where it is the last one there. A story
 * without a section stands among all. The answer lives no longer than the section's own documents.
 */
export const neighbours =
  ({ reader, publication, clock, documents }: ServingContext) =>
  async (given: string, direction: 'previous' | 'next'): Promise<PublicAnswer> => {
    const now = clock();
    const story = isStoryId(given) ? await reader.story(given.normalize('NFC')) : undefined;
    if (!story || story.publishedAt > (story.withdrawal?.at ?? now)) return undefined;
    if (story.withdrawal) {
      const { note } = story.withdrawal;
      return { gone: true, ...(note !== undefined && { note }) };
    }
    const name = story.section === undefined ? 'all' : feedOf('section', story.section);
    const [head, id] = await Promise.all([
      documents.headOf(feedOrEmptySource(reader, name), now),
      reader.neighbour(name, { at: story.publishedAt, id: story.id }, direction, now),
    ]);
    if (!head) return undefined;
    const path = id === undefined ? feedFolder(name) || '/' : storyPath(id);
    return { location: publication.url + path, lifetimes: lifetimes(head, now, LIFETIME) };
  };
