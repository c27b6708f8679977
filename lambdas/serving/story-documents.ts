import { storyPath } from '../formats/addresses';
import { renderStoryPage } from '../formats/html/story-page';
import { renderStory } from '../formats/json/story-json';
import type { PublicAnswer } from '../http/representation';
import { type Story, status } from '../news/story/story';
import { isStoryId } from '../news/story/story-id';
import type { Instant } from '../news/values/instant';
import type { StoryHead } from '../store/table/head-items';
import { StoreUnavailable } from '../store/table/transaction';
import type { HeadSource } from './document-cache';
import { autodiscovery, HTML, JSON_TYPE } from './link-headers';
import type { ServingContext } from './serving-context';

/** A story as a page and as JSON. */
export function storyDocuments({ reader, publication, documents, form }: ServingContext) {
  const source = (id: string): HeadSource<StoryHead> => ({
    name: `story ${id}`,
    read: (how) => reader.storyHead(id, how),
    withMoments: async (head) => head,
    // One that was withdrawn before it was published was never there for readers.
    visibleHead: (head, now) => (head && head.publishedAt <= (head.withdrawnAt ?? now) ? head : undefined),
  });

  async function document(
    given: string,
    { name, mediaType, links }: { name: string; mediaType: string; links: string[] },
    render: (story: Story, now: Instant) => string,
  ): Promise<PublicAnswer> {
    // What cannot be an id needs no read to be unknown.
    if (!isStoryId(given)) return undefined;
    const id = given.normalize('NFC');
    return documents.at(source(id), {
      form: form(name),
      mediaType,
      links,
      gone: ({ withdrawnAt, note }) =>
        withdrawnAt === undefined ? undefined : { gone: true, ...(note !== undefined && { note }) },
      async render({ rev }, now) {
        const story = await reader.story(id);
        if (!story) throw new Error(`story ${id} has a head and is not there`);
        // The head may come from a late replica, the story never does.
        if (status(story, now) !== 'published') throw new StoreUnavailable(`story ${id} went away while it was read`);
        return { text: render(story, now), matchesHead: story.revision === rev };
      },
    });
  }

  return {
    page: (id: string): Promise<PublicAnswer> =>
      document(
        id,
        { name: 'page', mediaType: HTML, links: [...autodiscovery(publication), canonical(id)] },
        (story, now) => renderStoryPage(publication, story, now),
      ),

    json: (id: string): Promise<PublicAnswer> =>
      document(id, { name: 'json', mediaType: JSON_TYPE, links: [] }, (story, now) =>
        renderStory(publication, story, now),
      ),
  };

  function canonical(id: string): string {
    return `<${publication.url}${storyPath(id)}>; rel="canonical"`;
  }
}
