import { type ChangeWithStory, renderChanges } from '../formats/json/changes-json';
import { storyJson } from '../formats/json/story-json';
import { formatChangeCursor } from '../http/cursor';
import type { Lifetimes, Representation } from '../http/representation';
import { type ChangePosition, FIRST_POSITION } from '../news/changes/change-list';
import { status } from '../news/story/status';
import { storiesOfChanges } from '../store/read/change-stories';
import { documentWithoutHead } from './encode-document';
import { etagHash } from './etag';
import { JSON_TYPE } from './link-headers';
import type { ServingContext } from './serving-context';

/** Seconds. No moment bounds them: a change that comes later is on the next page. */
const CHANGES_LIFETIME: Lifetimes = { maxAge: 1, sMaxAge: 2, staleWhileRevalidate: 0, staleIfError: 600 };

/** Bytes of stories on a page. Lambda answers with at most 6 MB. */
const MAX_PAGE_BYTES = 3 * 1024 * 1024;

interface Query {
  readonly limit: number;
  readonly after?: ChangePosition;
  readonly withoutBody?: boolean;
}

/** The list of changes, in the order in which readers could first see them. */
export function changeDocuments({ reader, addresses, clock }: ServingContext) {
  return {
    /**
     * The changes after a position, or the first ones; undefined for a position of another list. At most 64 read units for
     * the stories; `storiesOfChanges` names the exceptions, `changes` of the reader the cost of the list.
     */
    async changes({ limit, after = FIRST_POSITION, withoutBody }: Query): Promise<Representation | undefined> {
      const now = clock();
      const page = await reader.changes(after, { now, limit });
      if (!page) return undefined;
      const storyOf = storiesOfChanges(page, reader.stories, now);
      const listed: ChangeWithStory[] = [];
      let position = page.steps.length > 0 ? after : page.next;
      let bytes = 0;
      for (const step of page.steps) {
        const current = await storyOf(step);
        if (!current) break;
        // All changes of a step are of one story.
        const story = current.story && status(current.story, now) === 'published' ? current.story : undefined;
        const json = story ? storyJson(addresses, story, now) : null;
        if (json && withoutBody) json.body = undefined;
        bytes += json ? Buffer.byteLength(JSON.stringify(json)) * step.changes.length : 0;
        if (listed.length > 0 && bytes > MAX_PAGE_BYTES) break;
        listed.push(...step.changes.map(({ at, type, id }) => ({ at, type, id, story: json })));
        position = step.position;
      }
      const text = renderChanges(listed, formatChangeCursor(position));
      return documentWithoutHead(JSON_TYPE, `W/"${etagHash(text, 22)}"`, CHANGES_LIFETIME, () => text);
    },
  };
}
