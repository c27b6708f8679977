import { type ChangeWithStory, renderChanges } from '../formats/json/changes-json';
import { storyJson } from '../formats/json/story-json';
import { formatChangeCursor } from '../http/cursor';
import type { Lifetimes, Representation } from '../http/representation';
import { type ChangePosition, type ChangeStep, FIRST_POSITION, type ListedChange } from '../news/changes/change-list';
import { status } from '../news/story/status';
import { type Instant, plusSeconds } from '../news/values/instant';
import { COMMITTED_AFTER_SECONDS } from '../store/read/change-pages';
import { documentWithoutHead } from './encode-document';
import { etagHash } from './etag';
import { JSON_TYPE } from './link-headers';
import type { ServingContext } from './serving-context';

/** Seconds. No moment bounds them: a change that comes later is on the next page. */
const CHANGES_LIFETIME: Lifetimes = { maxAge: 1, sMaxAge: 2, staleWhileRevalidate: 0, staleIfError: 600 };

/** Bytes of stories on a page. Lambda answers with at most 6 MB. */
const MAX_PAGE_BYTES = 3 * 1024 * 1024;

/** How many stories are read in parallel. */
const PARALLEL_READS = 10;

/** A story as readers see it now, null if they do not see it; its stored revision and its size in bytes. */
interface CurrentStory {
  readonly story: ChangeWithStory['story'];
  readonly revision: number;
  readonly size: number;
}

/** The list of changes, in the order in which readers could first see them. */
export function changeDocuments({ reader, addresses, clock }: ServingContext) {
  async function readStory(id: string, now: Instant): Promise<CurrentStory> {
    const stored = await reader.story(id);
    const story = stored && status(stored, now) === 'published' ? storyJson(addresses, stored, now) : null;
    return { story, revision: stored?.revision ?? 0, size: story ? Buffer.byteLength(JSON.stringify(story)) : 0 };
  }

  /** Reads each story once, several at a time in the order of the changes. */
  function storyReader(steps: readonly ChangeStep[], now: Instant): (id: string) => Promise<CurrentStory> {
    const ahead = [...new Set(steps.flatMap(({ changes }) => changes.map(({ id }) => id)))];
    const stories = new Map<string, CurrentStory>();
    return async (id) => {
      if (!stories.has(id)) {
        const batch = ahead.splice(0, PARALLEL_READS);
        const read = await Promise.all(batch.map((one) => readStory(one, now)));
        for (const [i, story] of read.entries()) stories.set(batch[i] as string, story);
      }
      return stories.get(id) as CurrentStory;
    };
  }

  return {
    /** The changes after a position, or the first ones; undefined for a position of another list. */
    async changes(limit: number, after: ChangePosition = FIRST_POSITION): Promise<Representation | undefined> {
      const now = clock();
      const page = await reader.changes(after, { now, limit });
      if (!page) return undefined;
      const storyOf = storyReader(page.steps, now);
      const listed: ChangeWithStory[] = [];
      let next = page.steps.length > 0 ? after : page.next;
      let bytes = 0;
      for (const { changes, place } of page.steps) {
        const [first] = changes;
        // All changes of a step are of one story.
        const current = first && (await storyOf(first.id));
        bytes += (current?.size ?? 0) * changes.length;
        const isFull = listed.length > 0 && bytes > MAX_PAGE_BYTES;
        if (isFull || changes.some((change) => isBehind(current?.revision ?? 0, change, now))) break;
        listed.push(...changes.map(({ at, type, id }) => ({ at, type, id, story: current?.story ?? null })));
        next = place;
      }
      const text = renderChanges(listed, formatChangeCursor(next));
      return documentWithoutHead(JSON_TYPE, `W/"${etagHash(text, 22)}"`, CHANGES_LIFETIME, () => text);
    },
  };
}

/** Whether a story was read before this change of it: a read may see half of a transaction. */
const isBehind = (read: number, { at, revision }: ListedChange, now: Instant): boolean =>
  read < revision && at > plusSeconds(now, -COMMITTED_AFTER_SECONDS);
