import type { PastRevision, readPastRevision } from '../news/import/past-revision';
import type { Story } from '../news/story/story';
import type { ExistingStories } from '../store/transfer/find-existing';
import type { Importer } from '../store/transfer/importer';
import type { Import } from '../store/write/plan-batch';
import { type PlannedImport, refuseImport } from './planned-import';
import { formerUrlTaken } from './settle-former-urls';
import { formatWarnings } from './stored-warnings';

/** Plans the import of revisions from an export, each on the revision before it. */
export async function planPastRevisions(
  importer: Importer,
  read: readonly ReturnType<typeof readPastRevision>[],
  record: Import['record'],
): Promise<PlannedImport[]> {
  const stories = read.flatMap((one) => ('revision' in one ? [one.revision.story] : []));
  const existing = await importer.findExisting({
    ids: stories.map(({ id }) => id),
    guids: stories.map(({ guid }) => guid),
    formerUrls: stories.flatMap(({ formerUrls = [] }) => formerUrls),
  });
  const latestById = new Map<string, Story>();
  /** The story that has a former address after the revisions so far. */
  const ownerOf = (address: string): string | undefined => {
    const planned = [...latestById.values()].find(({ formerUrls }) => formerUrls?.includes(address))?.id;
    const stored = existing.formerUrlOwners.get(address);
    return planned ?? (stored !== undefined && latestById.has(stored) ? undefined : stored);
  };
  return read.map((one): PlannedImport => {
    if ('errors' in one) return { outcome: 'refused', errors: one.errors };
    const { id } = one.revision.story;
    const planned = planRevision(
      one.revision,
      latestById.get(id) ?? existing.story(id),
      { ...existing, ownerOf },
      record,
    );
    if ('after' in planned) latestById.set(id, planned.after);
    return planned;
  });
}

/** Plans a revision after `before`, the latest revision of its story. */
function planRevision(
  { story, originalAt, by, reason, request, warnings = [], follows = story.revision - 1 }: PastRevision,
  before: Story | undefined,
  existing: ExistingStories & { ownerOf(formerUrl: string): string | undefined },
  { importedBy, feedGuids }: Import['record'],
): PlannedImport {
  const { id, guid, revision } = story;
  if (before && before.guid !== guid)
    return refuseImport('#/story/id', 'another story, with another guid, has this id');
  if (before && before.revision >= revision) return { outcome: 'known', id };
  const latest = before?.revision ?? 0;
  if (latest !== follows) return refuseImport('#/story/revision', `revision ${latest + 1} is missing: import it first`);
  const idOfGuid = before ? id : (existing.idOf(guid) ?? id);
  if (idOfGuid !== id) return refuseImport('#/story/guid', `the story ${idOfGuid} has this guid already`);
  const taken = story.formerUrls?.findIndex((address) => (existing.ownerOf(address) ?? id) !== id) ?? -1;
  if (taken >= 0)
    return refuseImport(
      `#/story/formerUrls/${taken}`,
      formerUrlTaken(existing.ownerOf(story.formerUrls?.[taken] ?? '') ?? ''),
    );
  const record = { by, reason, request, warnings: formatWarnings(warnings), importedBy, feedGuids };
  return { before, after: story, originalAt, record, warnings: [] };
}
