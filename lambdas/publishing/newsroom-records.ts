import { addressesOf } from '../formats/addresses';
import type { Publication } from '../formats/feed-document';
import { newsroomStoryJson } from '../formats/json/story-json';
import { formatCursor, formatHistoryCursor } from '../http/cursor';
import type { NewsroomOperations } from '../http/newsroom-operations';
import { LIMITS, STORY_ID, type Story } from '../news/story/story';
import type { Warning } from '../news/upload/read-upload';
import type { Instant } from '../news/values/instant';
import type { Reader } from '../store/read/reader';
import type { StoredRevision } from '../store/table/items';
import type { Exporter } from '../store/transfer/exporter';

/** Whether there can be a story of this id. */
export const isStoryId = (id: string): boolean => id.length <= LIMITS.id && STORY_ID.test(id);

/** A story as it is now, whatever its status; undefined where there is none. */
export const currentStory = (reader: Reader, id: string): Promise<Story | undefined> =>
  isStoryId(id) ? reader.story(id.normalize('NFC')) : Promise.resolve(undefined);

/** What was told of a revision when it was uploaded. */
export const warningsOf = ({ warnings }: Pick<StoredRevision, 'warnings'>): Warning[] =>
  warnings === undefined ? [] : JSON.parse(warnings);

export interface RecordsNeeds {
  readonly reader: Reader;
  readonly exporter: Exporter;
  readonly publication: Publication;
  readonly clock: () => Instant;
}

/** What the newsroom can look up: every story, every revision, and all of them as an import takes them. */
export function newsroomRecords({
  reader,
  exporter,
  publication,
  clock,
}: RecordsNeeds): Pick<NewsroomOperations, 'stories' | 'revisions' | 'revision' | 'export'> {
  const addresses = addressesOf(publication.url);
  /** A revision with who made it, when and why; the story as it was then. */
  const history = ({ story, at, by, reason, imported }: StoredRevision) => ({
    revision: story.revision,
    at: imported?.madeAt ?? at,
    by,
    reason,
    story: newsroomStoryJson(addresses, story, at),
  });

  /** A revision as an import takes it. */
  const past = ({ story, at, by, reason, request, imported, ...revision }: StoredRevision) => ({
    ...{ at: imported?.madeAt ?? at, by, reason, request },
    warnings: revision.warnings === undefined ? undefined : warningsOf(revision),
    story,
  });

  return {
    async stories(limit, after) {
      const now = clock();
      const { entries, last } = await reader.everyStory({ limit, ...(after && { after }) });
      return {
        stories: entries.map((entry) => ({ ...newsroomStoryJson(addresses, entry, now), body: undefined })),
        next: last ? formatCursor(last) : null,
      };
    },

    async revisions(id, limit, before) {
      const story = await currentStory(reader, id);
      if (!story) return undefined;
      const { revisions, more } = await reader.revisions(story.id, { limit, ...(before && { before }) });
      const last = revisions.at(-1);
      return {
        revisions: revisions
          .map(history)
          .map(({ story, ...made }) => ({ ...made, story: { ...story, body: undefined } })),
        next: more && last ? formatHistoryCursor(last.story.revision) : null,
      };
    },

    async revision(id, number) {
      const revision = isStoryId(id) ? await reader.revision(id.normalize('NFC'), number) : undefined;
      return revision && history(revision);
    },

    async export(after) {
      const { revisions, last } = await exporter.revisions(after, clock());
      const feeds = after === 0 && {
        feeds: (await exporter.feeds()).map(({ name, title, guid }) => ({ name, title, guid })),
      };
      return { ...feeds, revisions: revisions.map(past), next: last ?? null };
    },
  };
}
