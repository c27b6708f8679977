import { storyPath } from '../formats/addresses';
import { renderStoryPage } from '../formats/html/story-page';
import { renderStory } from '../formats/json/story-json';
import type { Found } from '../http/representation';
import type { Instant } from '../news/values/instant';
import { LIMITS, STORY_ID, type Story, status } from '../news/story/story';
import type { StoryHead } from '../store/table/items';
import { StoreUnavailable } from '../store/table/transaction';
import type { Edition } from './serving-context';
import { autodiscovery, HTML, JSON_TYPE } from './link-headers';
import type { Source } from './document-cache';

/** Whether an address can be a story's. */
export const isStoryId = (given: string): boolean => given.length <= LIMITS.id && STORY_ID.test(given);

/** A story as a page and as JSON. */
export function storyDocuments({ reader, publication, standing, form }: Edition) {
  const source = (id: string): Source<StoryHead> => ({
    name: `story ${id}`,
    read: (how) => reader.storyHead(id, how),
    listed: async (head) => head,
    // One that was withdrawn before it was published was never there for readers.
    shown: (head, now) => (head && head.publishedAt <= (head.withdrawnAt ?? now) ? head : undefined),
  });

  async function document(
    given: string,
    { name, mediaType, links }: { name: string; mediaType: string; links: string[] },
    render: (story: Story, now: Instant) => string,
  ): Promise<Found> {
    // What cannot be an id needs no read to be unknown.
    if (!isStoryId(given)) return undefined;
    const id = given.normalize('NFC');
    return standing.at(source(id), {
      form: form(name),
      mediaType,
      links,
      gone: ({ withdrawnAt, note }) =>
        withdrawnAt === undefined ? undefined : { gone: true, ...(note !== undefined && { note }) },
      async make({ rev }, now) {
        const story = await reader.story(id);
        if (!story) throw new Error(`story ${id} has a head and is not there`);
        // The head may come from a late replica, the story never does.
        if (status(story, now) !== 'published') throw new StoreUnavailable(`story ${id} went away while it was read`);
        return { text: render(story, now), settled: story.revision === rev };
      },
    });
  }

  return {
    page: (id: string): Promise<Found> =>
      document(
        id,
        { name: 'page', mediaType: HTML, links: [...autodiscovery(publication), canonical(id)] },
        (story, now) => renderStoryPage(publication, story, now),
      ),

    json: (id: string): Promise<Found> =>
      document(id, { name: 'json', mediaType: JSON_TYPE, links: [] }, (story, now) =>
        renderStory(publication, story, now),
      ),
  };

  function canonical(id: string): string {
    return `<${publication.url}${storyPath(id)}>; rel="canonical"`;
  }
}
