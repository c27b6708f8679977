import { renderStoryPage } from '../formats/html/story-page';
import { renderStory } from '../formats/json/story-json';
import { type Gone, LIFETIME, type PublicAnswer } from '../http/representation';
import { status } from '../news/story/status';
import type { Story } from '../news/story/story';
import { isStoryId } from '../news/story/story-id';
import type { Instant } from '../news/values/instant';
import type { StoryHead } from '../store/table/head-items';
import { StoreUnavailable } from '../store/table/transaction';
import { lifetimes } from './lifetimes';
import { autodiscovery, HTML, JSON_TYPE } from './link-headers';
import type { DocumentSpec } from './memory/document-cache';
import type { HeadSource } from './memory/head-cache';
import type { ServingContext } from './serving-context';

/** A story as a page and as JSON, and the redirects from its former addresses. */
export function storyDocuments({ reader, publication, addresses, documents, clock, form }: ServingContext) {
  const source = (id: string): HeadSource<StoryHead> => ({
    name: `story ${id}`,
    read: (how) => reader.storyHead(id, how),
    withMoments: async (head) => head,
    // Readers never saw a story that was withdrawn before its publication.
    visibleHead: (head, now) => (head && head.publishedAt <= (head.withdrawnAt ?? now) ? head : undefined),
  });

  /** `addressOf` gives the address of the document for an id. */
  async function document(
    name: string,
    addressOf: (id: string) => string,
    spec: Pick<DocumentSpec<StoryHead>, 'form' | 'mediaType' | 'links'>,
    render: (story: Story, now: Instant) => string,
  ): Promise<PublicAnswer> {
    if (!isStoryId(name)) return undefined;
    const id = name.normalize('NFC');
    if (id !== name) return { movedTo: addressOf(id) };
    return documents.documentFor(source(id), {
      ...spec,
      gone: goneStory,
      async render({ writeCount }, now) {
        const story = await reader.story(id);
        if (!story) throw new Error(`story ${id} has a head and is not there`);
        // The head may come from a late replica. The story is read consistently.
        if (status(story, now) !== 'published') throw new StoreUnavailable(`story ${id} went away while it was read`);
        return { text: render(story, now), matchesHead: story.revision === writeCount };
      },
    });
  }

  return {
    story(id: string): Promise<PublicAnswer> {
      const links = [...autodiscovery(addresses), `<${addresses.story(id)}>; rel="canonical"`];
      const spec = { form: form('page'), mediaType: HTML, links };
      return document(id, addresses.story, spec, (story, now) => renderStoryPage(publication, story, now));
    },

    /** Two small reads, and one where no story has the address. It redirects only where the story's page is 200. */
    async formerUrl(address: string): Promise<PublicAnswer> {
      const id = await reader.storyOfFormerUrl(address);
      const now = clock();
      const head = id === undefined ? undefined : await documents.headAt(source(id), now);
      if (!head) return undefined;
      return goneStory(head) ?? { movedTo: addresses.story(head.id), lifetimes: lifetimes(head, now, LIFETIME) };
    },

    storyJson(id: string): Promise<PublicAnswer> {
      const spec = { form: form('json'), mediaType: JSON_TYPE, links: [] };
      return document(id, addresses.storyJson, spec, (story, now) => renderStory(addresses, story, now));
    },
  };
}

/** The answer for a withdrawn story, with the publisher's note. */
const goneStory = ({ withdrawnAt, note }: StoryHead): Gone | undefined =>
  withdrawnAt === undefined ? undefined : { gone: 'story', note };
