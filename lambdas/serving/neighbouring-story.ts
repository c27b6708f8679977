import { LIFETIME, type PublicAnswer } from '../http/representation';
import { feedOf } from '../news/feed/feed';
import { isStoryId } from '../news/story/story-id';
import { feedOrEmptySource } from './head-sources';
import { lifetimes } from './lifetimes';
import type { ServingContext } from './serving-context';

/** Redirects to the neighbour of a story in its section (without one, among all stories), or to the page at either end. */
export const neighbouringStory =
  ({ reader, addresses, clock, documents }: ServingContext) =>
  async (id: string, direction: 'previous' | 'next'): Promise<PublicAnswer> => {
    const now = clock();
    const composed = id.normalize('NFC');
    if (isStoryId(id) && composed !== id) return { movedTo: `${addresses.story(composed)}/${direction}` };
    const story = isStoryId(id) ? await reader.story(id) : undefined;
    if (!story || story.publishedAt > (story.withdrawal?.at ?? now)) return undefined;
    if (story.withdrawal) return { gone: 'story', note: story.withdrawal.note };
    const name = story.section === undefined ? 'all' : feedOf('section', story.section);
    const [head, neighbour] = await Promise.all([
      documents.headAt(feedOrEmptySource(reader, name), now),
      reader.neighbour(name, { at: story.publishedAt, id: story.id }, direction, now),
    ]);
    if (!head) return undefined;
    const location = neighbour === undefined ? addresses.feedPage(name) : addresses.story(neighbour);
    return { location, lifetimes: lifetimes(head, now, LIFETIME) };
  };
