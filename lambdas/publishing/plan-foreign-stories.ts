import type { ForeignStory, readForeignStory } from '../news/import/foreign-story';
import { guidOfPublisher, isCopyOf, isGloballyUnique } from '../news/import/local-guid';
import { addWarning } from '../news/upload/field';
import { sha256 } from '../news/values/sha256';
import type { ExistingStories } from '../store/transfer/find-existing';
import type { Importer } from '../store/transfer/importer';
import type { Import } from '../store/write/plan-batch';
import { type PlannedImport, refuseImport } from './planned-import';
import { leaveOutTaken, type SettledStory } from './settle-former-urls';
import { formatWarnings } from './stored-warnings';
import { idsFromHeadline, idTaken } from './story-ids';

/** How many numbers are tried for a headline that other stories have; the next id is made from the guid. */
const MAX_NUMBER = 5;

/** Plans the import of stories of other publishers: gives each a free id, or finds that the story is known already. */
export async function planForeignStories(
  importer: Importer,
  read: readonly ReturnType<typeof readForeignStory>[],
  record: Import['record'],
): Promise<PlannedImport[]> {
  const existing = await findExistingStories(
    importer,
    read.flatMap((one) => ('story' in one ? [one.story] : [])),
  );
  // The ids, guids and former addresses that earlier stories of this request take.
  const guidById = new Map<string, string>();
  const idByGuid = new Map<string, string>();
  const idByFormerUrl = new Map<string, string>();
  return read.map((one): PlannedImport => {
    if ('errors' in one) return { outcome: 'refused', errors: one.errors };
    const story = withUnsharedGuid(one.story, existing);
    const { guid, originalAt, warnings, formerUrls } = story;
    const candidates = candidateIds(story);
    const guidOf = (id: string) => existing.story(id)?.guid ?? guidById.get(id);
    const knownId =
      existing.idOf(guid) ?? idByGuid.get(guid) ?? candidates.find((candidate) => guidOf(candidate) === guid);
    if (knownId !== undefined) return { outcome: 'known', id: knownId };
    const id = candidates.find((candidate) => guidOf(candidate) === undefined);
    if (id === undefined)
      return refuseImport('#/id', 'other stories have this id and those of its headline: give another');
    const ownerOf = (address: string) => existing.formerUrlOwners.get(address) ?? idByFormerUrl.get(address);
    const settled = leaveOutTaken({ story: story.withId(id), warnings }, formerUrls, ownerOf);
    guidById.set(id, guid);
    idByGuid.set(guid, id);
    const { story: after, warnings: known } = withIdWarning(settled, story.requestedId);
    for (const address of after.formerUrls ?? []) idByFormerUrl.set(address, id);
    return { after, originalAt, record: { ...record, warnings: formatWarnings(known) }, warnings: known };
  });
}

/** Says which id a story has in place of the one that it asks for. */
function withIdWarning({ story, warnings }: SettledStory, requestedId = story.id): SettledStory {
  const all = [...warnings];
  if (story.id !== requestedId) addWarning(all, { pointer: '#/id', detail: idTaken(requestedId, story.id) });
  return { story, warnings: all };
}

/** A story whose guid another publisher's story has already gets a guid of its own. Its readers see the story once more. */
function withUnsharedGuid(story: ForeignStory, existing: ExistingStories): ForeignStory {
  const owner = isGloballyUnique(story.guid) ? undefined : existing.story(existing.idOf(story.guid) ?? '');
  return owner === undefined || isCopyOf(owner, story) ? story : story.withGuid(guidOfPublisher(story));
}

/** Finds the stories that have one of the guids, of the former addresses or of the candidate ids. Mostly the first id is free: look there first. */
async function findExistingStories(importer: Importer, stories: readonly ForeignStory[]): Promise<ExistingStories> {
  const firstIds = stories.map((story) => candidateIds(story)[0] as string);
  const local = stories.filter(({ guid }) => !isGloballyUnique(guid));
  const guids = [...stories.map(({ guid }) => guid), ...local.map(guidOfPublisher)];
  const formerUrls = stories.flatMap((story) => story.formerUrls.map(({ address }) => address));
  const existing = await importer.findExisting({ ids: firstIds, guids, formerUrls });
  const rivals = stories.filter((story, i) => {
    const id = firstIds[i] as string;
    return (existing.story(id)?.guid ?? story.guid) !== story.guid || firstIds.indexOf(id) !== i;
  });
  const owners = local.flatMap(({ guid }) => existing.idOf(guid) ?? []);
  const more = await importer.findExisting({ ids: [...rivals.flatMap(candidateIds), ...owners], guids: [] });
  return { ...existing, story: (id) => existing.story(id) ?? more.story(id) };
}

/** The ids that a story may get, in order: the id that it asks for, then ids from its headline. */
function candidateIds({ requestedId, headline, guid }: ForeignStory): string[] {
  const others = idsFromHeadline(headline, MAX_NUMBER, Number.parseInt(sha256(guid).slice(0, 8), 16));
  return requestedId === undefined ? others : [requestedId, ...others];
}
