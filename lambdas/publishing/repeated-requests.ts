import type { NewsroomRequest, OperationRefusal, StoryResult } from '../http/newsroom-operations';
import type { Story } from '../news/story/story';
import { isStoryId } from '../news/story/story-id';
import type { Warning } from '../news/upload/field';
import { sha256 } from '../news/values/sha256';
import { receiptKey } from '../store/table/keys';
import type { EditRecord } from '../store/write/edit-context';
import { dryRunResult } from './dry-run';
import type { PublishingContext } from './publishing-context';
import { formatWarnings, parseWarnings } from './stored-warnings';
import { storyResult } from './story-result';

/** Requests with the same method, path and body have the same hash. */
export const requestHash = ({ method, path, body }: NewsroomRequest): string => sha256(`${method}\n${path}\n${body}`);

/** The key of the receipt of a request; undefined for one without an Idempotency-Key, and for a dry run. */
export const receiptKeyOf = ({ bearer, idempotencyKey, dryRun }: NewsroomRequest) =>
  idempotencyKey === undefined || dryRun ? undefined : receiptKey(bearer.token, idempotencyKey);

/** The earlier answer to a repeated request; a refusal if its key came with another request; undefined for a new key or none. */
export async function findEarlierAnswer(
  context: PublishingContext,
  request: NewsroomRequest,
): Promise<StoryResult | OperationRefusal | undefined> {
  const { reader, clock } = context;
  const key = receiptKeyOf(request);
  const receipt = key && (await reader.receipt(key, clock()));
  if (!receipt) return undefined;
  if (receipt.request !== requestHash(request) || 'feed' in receipt) return { refused: 'key used' };
  const revision = await reader.revision(receipt.id, receipt.revision);
  if (!revision) return undefined;
  const status = receipt.status === 201 ? 201 : 200;
  return repeated(storyResult(context, status, revision.story, receipt.at, parseWarnings(revision)));
}

/** The answer to a retry without a key: the same upload has made revision 1 of the story with this id. */
export async function findEarlierUpload(
  context: PublishingContext,
  request: NewsroomRequest,
  id: string,
): Promise<StoryResult | undefined> {
  const first = isStoryId(id) ? await context.reader.revision(id.normalize('NFC'), 1) : undefined;
  if (first?.request !== requestHash(request)) return undefined;
  const { story, at } = first;
  const warnings = parseWarnings(first);
  return repeated(
    request.dryRun ? await dryRunResult(context, story, at, warnings) : storyResult(context, 201, story, at, warnings),
  );
}

const repeated = (result: StoryResult): StoryResult => ({ ...result, isRepeated: true });

/** The record of an edit in the history. With an Idempotency-Key it has the receipt that a repeat of the request finds. */
export function editRecord(
  request: NewsroomRequest,
  status: 200 | 201,
  { id, revision }: Story,
  warnings: readonly Warning[],
  reason: string | undefined,
): EditRecord {
  const key = receiptKeyOf(request);
  const hash = requestHash(request);
  const receipt = key && { key, receipt: { request: hash, status, id, revision } };
  return { by: request.bearer.name, request: hash, warnings: formatWarnings(warnings), reason, receipt };
}
