import type { NewsroomRequest, OperationRefusal, StoryResult } from '../http/newsroom-operations';
import { newStory } from '../news/edits/create-story';
import type { Story } from '../news/story/story';
import { addWarning, type FieldError, type Warning } from '../news/upload/field';
import { readUpload, type Upload } from '../news/upload/read-upload';
import { StoreUnavailable } from '../store/table/transaction';
import type { WriteRefusal } from '../store/write/edit-context';
import { dryRunResult } from './dry-run';
import { createNameWarnings } from './name-warnings';
import { currentStory } from './newsroom-records';
import { BREAKING_FULL, type PublishingContext, uploadContext } from './publishing-context';
import { editRecord, findEarlierAnswer, findEarlierUpload } from './repeated-requests';
import { settleAddedFormerUrls } from './settle-former-urls';
import { idFromHeadline, idsFromHeadline, idTaken } from './story-ids';
import { storyResult } from './story-result';

/** How many numbers are tried for a headline that other stories have: "Morning briefing" then gets an id from its guid. */
const MAX_NUMBER = 20;

/** Stores an uploaded story, and makes its id from the headline if it has none. */
export async function createStory(
  context: PublishingContext,
  request: NewsroomRequest,
  value: unknown,
): Promise<StoryResult | OperationRefusal> {
  const read = readUpload(value, uploadContext(context, context.clock()));
  if ('errors' in read) {
    // A retry may be invalid although its first request was valid: the end of a breaking flag has passed since.
    const earlier =
      (await findEarlierAnswer(context, request)) ?? (await findEarlierUpload(context, request, requestedId(value)));
    return earlier ?? { refused: 'invalid', errors: read.errors };
  }
  const { upload, warnings } = read;
  if (upload.breaking && !request.bearer.scopes.includes('break'))
    return (await findEarlierAnswer(context, request)) ?? { refused: 'scope', scope: 'break' };
  // No receipt lookup here: a repeat always meets a taken id or a used key, and `create` checks the receipt then.
  // Saves one read per upload.
  return create(context, { request, value, upload, warnings });
}

interface Creation {
  readonly request: NewsroomRequest;
  /** The body of the request. */
  readonly value: unknown;
  readonly upload: Upload;
  readonly warnings: readonly Warning[];
}

async function create(
  context: PublishingContext,
  { request, value, upload, warnings }: Creation,
): Promise<StoryResult | OperationRefusal> {
  const guid = context.ids.guid();
  const ids = upload.id === undefined ? idsFromHeadline(upload.headline, MAX_NUMBER, numberFrom(guid)) : [upload.id];
  const [firstId] = ids;
  for (const id of ids) {
    const known = id === firstId ? warnings : withTakenId(warnings, `${firstId}`, id);
    const created = await createUnderId(context, { request, value, upload, warnings: known }, { id, guid });
    if (typeof created === 'object') return created;
    const earlier = await findEarlierAnswer(context, request);
    if (earlier) return earlier;
    // The story has a free id, and another one does not help.
    if (created === 'breaking full') return BREAKING_FULL;
  }
  const earlier = upload.id === undefined ? undefined : await findEarlierUpload(context, request, upload.id);
  return earlier ?? { refused: 'taken', id: upload.id ?? idFromHeadline(upload.headline, 1) };
}

/** How often a story is created under one id while other stories take its former addresses. */
const MAX_ATTEMPTS = 5;

/** The answer, or the reason to try another id: a taken one, or an answer that a repeat of the request has already. */
async function createUnderId(
  context: PublishingContext,
  { request, value, upload, warnings }: Creation,
  { id, guid }: Pick<Story, 'id' | 'guid'>,
): Promise<StoryResult | OperationRefusal | WriteRefusal> {
  const { reader, writer, clock } = context;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const now = clock();
    const read = { story: newStory(upload, { id, guid, now }), warnings };
    const settled = await settleAddedFormerUrls(context, read, { formerUrls: upload.formerUrls });
    if ('errors' in settled) return refuseOrRepeat(context, request, upload, settled.errors);
    const { story, warnings: known } = settled;
    const nameWarnings = createNameWarnings(context, { after: story, now, value }, known);
    if (request.dryRun) {
      if (await currentStory(reader, id)) return 'conflict';
      if (await writer.isBreakingFull({ after: story })) return BREAKING_FULL;
      return dryRunResult(context, story, now, await nameWarnings.fromStore());
    }
    let given = known;
    const outcome = await writer.create(story, async (feeds) => {
      given = await nameWarnings.fromHeads(feeds);
      return editRecord(request, 201, story, given, upload.reason);
    });
    if (outcome === 'stored') return storyResult(context, 201, story, now, given);
    // Another story was faster: the next attempt names it.
    if (outcome !== 'address taken') return outcome;
  }
  throw new StoreUnavailable('other stories are taking its former addresses; nothing was stored');
}

/** A repeat of an upload meets its own story under another id. */
async function refuseOrRepeat(
  context: PublishingContext,
  request: NewsroomRequest,
  { id }: Upload,
  errors: readonly FieldError[],
): Promise<StoryResult | OperationRefusal> {
  const earlier =
    (await findEarlierAnswer(context, request)) ??
    (id === undefined ? undefined : await findEarlierUpload(context, request, id));
  return earlier ?? { refused: 'invalid', errors };
}

/** Editors who publish a file again by mistake read that another story has this headline. */
function withTakenId(warnings: readonly Warning[], taken: string, id: string): Warning[] {
  const all = [...warnings];
  addWarning(all, { pointer: '#/id', detail: idTaken(taken, id) });
  return all;
}

/** The id that an invalid upload asks for; empty if it asks for none. */
function requestedId(value: unknown): string {
  const id: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'id') : undefined;
  return typeof id === 'string' ? id.trim() : '';
}

/** The first eight hex digits of a `urn:uuid:…`: a number that hardly any other story has. */
const numberFrom = (guid: string): number => Number.parseInt(guid.slice('urn:uuid:'.length), 16);
