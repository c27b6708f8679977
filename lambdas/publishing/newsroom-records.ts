import { addressesOf } from '../formats/addresses';
import { newsroomListedJson, newsroomStoryJson } from '../formats/json/story-json';
import { formatCursor, formatHistoryCursor } from '../http/cursor';
import type { NewsroomOperations } from '../http/newsroom-operations';
import { closingAt } from '../news/feed/closing';
import type { Story } from '../news/story/story';
import { isStoryId } from '../news/story/story-id';
import type { Instant } from '../news/values/instant';
import type { Reader } from '../store/read/reader';
import type { RegisteredFeed } from '../store/table/head-items';
import type { StoredRevision } from '../store/table/story-items';
import type { PublishingContext } from './publishing-context';
import { parseWarnings } from './stored-warnings';

/** The latest revision of a story, whatever its status; undefined if there is no such story. */
export const currentStory = (reader: Reader, id: string): Promise<Story | undefined> =>
  isStoryId(id) ? reader.story(id.normalize('NFC')) : Promise.resolve(undefined);

type Records = Pick<NewsroomOperations, 'stories' | 'revisions' | 'revision' | 'export'>;

/** Everything that the newsroom can look up: its stories, their revisions, and the export. */
export function newsroomRecords({ reader, exporter, publication, clock }: PublishingContext): Records {
  const addresses = addressesOf(publication.url);
  /** A revision: who made it, when and why, and the story as it was then. */
  const historyEntry = ({ story, at, by, reason, imported }: StoredRevision) => ({
    revision: story.revision,
    at: imported?.originalAt ?? at,
    by,
    reason,
    story: newsroomStoryJson(addresses, story, at),
  });

  return {
    async stories(limit, after) {
      const now = clock();
      const { entries, last } = await reader.everyStory({ limit, after });
      return {
        stories: entries.map((entry) => newsroomListedJson(addresses, entry, now)),
        cursor: last ? formatCursor(last) : null,
      };
    },

    async revisions(id, limit, before) {
      const story = await currentStory(reader, id);
      if (!story) return undefined;
      const { revisions, more } = await reader.revisions(story.id, { limit, before });
      const last = revisions.at(-1);
      return {
        revisions: revisions
          .map(historyEntry)
          .map((entry) => ({ ...entry, story: { ...entry.story, body: undefined } })),
        cursor: more && last ? formatHistoryCursor(last.story.revision) : null,
      };
    },

    async revision(id, number) {
      const revision = isStoryId(id) ? await reader.revision(id.normalize('NFC'), number) : undefined;
      return revision && historyEntry(revision);
    },

    async export(after) {
      const now = clock();
      const { revisions, last } = await exporter.revisions(after, now);
      const feeds = after === 0 ? (await exporter.feeds()).map((feed) => exportedFeed(feed, now)) : undefined;
      return { feeds, revisions: revisions.map(exportedRevision), cursor: last ?? null };
    },
  };
}

/** A feed in the form that an import takes. */
function exportedFeed({ name, title, guid, closing }: RegisteredFeed, now: Instant) {
  if (!closing) return { name, title, guid };
  const { at, movedTo, until } = closing;
  // The publication of an embargoed story is in its revision.
  return { name, title, guid, closed: closingAt({ closing }, now) ? { at, movedTo } : { at, until } };
}

/** A revision in the form that an import takes. */
const exportedRevision = ({ story, at, by, reason, request, imported, ...revision }: StoredRevision) => ({
  ...{ at: imported?.originalAt ?? at, by, reason, request },
  warnings: revision.warnings === undefined ? undefined : parseWarnings(revision),
  story,
});
