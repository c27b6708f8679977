import { createHash } from 'node:crypto';
import { type ChangeWithStory, renderChanges } from '../formats/json/changes-json';
import { storyJson } from '../formats/json/story-json';
import { formatChangeCursor } from '../http/cursor';
import type { Lifetimes, Representation } from '../http/representation';
import { type ChangePosition, FIRST_POSITION, type ListedChange } from '../news/changes/change-list';
import { status } from '../news/story/story';
import { type Instant, plusSeconds } from '../news/values/instant';
import { COMMITTED_AFTER_SECONDS } from '../store/read/change-pages';
import { encodeDocument } from './encode-document';
import { JSON_TYPE } from './link-headers';
import type { ServingContext } from './serving-context';

/**
 * Seconds that a page of changes may be kept. Nothing in it comes true by time alone, so no moment bounds them: what will
 * have happened after it was made is missing, and comes with the next page.
 */
const KEPT: Lifetimes = { maxAge: 1, sMaxAge: 2, staleWhileRevalidate: 0, staleIfError: 600 };

/** Bytes of stories after which a page ends: a Lambda may answer 6 MB. */
const PAGE_BYTES = 3 * 1024 * 1024;

/** How many stories are read at once. */
const AT_ONCE = 10;

/** Every change, in the order in which readers could first see them. */
export function changeDocuments({ reader, publication, clock }: ServingContext) {
  return {
    /** The changes after a place, or from the beginning; undefined for a place that is not in this table's list. */
    async changes(limit: number, after: ChangePosition = FIRST_POSITION): Promise<Representation | undefined> {
      const now = clock();
      const page = await reader.changes(after, { now, limit });
      if (!page) return undefined;
      const ids = [...new Set(page.steps.flatMap(({ changes }) => changes.map(({ id }) => id)))];
      const stories = new Map<string, Awaited<ReturnType<typeof storyAsItIs>>>();
      const told: ChangeWithStory[] = [];
      let next = after;
      let bytes = 0;
      for (const { changes, place } of page.steps) {
        // All of them are of one story.
        const id = changes[0]?.id ?? '';
        if (!stories.has(id)) {
          const some = ids.splice(0, AT_ONCE);
          const read = await Promise.all(some.map((id) => storyAsItIs(id, now)));
          for (const [i, story] of read.entries()) stories.set(some[i] as string, story);
        }
        const { story = null, revision = 0, size = 0 } = stories.get(id) ?? {};
        bytes += size * changes.length;
        const isTooMuch = told.length > 0 && bytes > PAGE_BYTES;
        if (isTooMuch || changes.some((change) => isBehind(revision, change, now))) break;
        told.push(...changes.map(({ at, what, id }) => ({ at, what, id, story })));
        next = place;
      }
      return representation(renderChanges(told, formatChangeCursor(page.steps.length > 0 ? next : page.next)));
    },
  };

  /** A story as readers see it now, with its size in bytes; the revision also of one that they do not see. */
  async function storyAsItIs(id: string, now: Instant) {
    const stored = await reader.story(id);
    const story = stored && status(stored, now) === 'published' ? storyJson(publication, stored, now) : null;
    return { story, revision: stored?.revision ?? 0, size: story ? Buffer.byteLength(JSON.stringify(story)) : 0 };
  }
}

/** Whether a story was read from before a change that is told of it: a read may see half of a transaction. */
const isBehind = (read: number, { at, revision }: ListedChange, now: Instant): boolean =>
  read < revision && at > plusSeconds(now, -COMMITTED_AFTER_SECONDS);

function representation(text: string): Representation {
  const etag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  const kept = { validators: { etag }, lifetimes: KEPT };
  const { bytes } = encodeDocument(text);
  return { mediaType: JSON_TYPE, links: [], ...kept, rendered: async () => ({ kept, bytes }) };
}
