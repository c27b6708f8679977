import { createHash } from 'node:crypto';
import { addressesOf } from '../formats/addresses';
import type { Publication } from '../formats/feed-document';
import { newsroomStoryJson } from '../formats/json/story-json';
import type {
  ExpectedRevision,
  NewsroomOperations,
  NewsroomRequest,
  OperationRefusal,
  StoryResult,
} from '../http/newsroom-operations';
import {
  breakStory,
  clearBreaking,
  type EditRefusal,
  newStory,
  reinstateStory,
  reviseStory,
  withdrawStory,
} from '../news/edits/edit';
import { isBreaking, type Story } from '../news/story/story';
import { readBreakRequest } from '../news/upload/break-request';
import { readUpload, type Upload, type Warning } from '../news/upload/read-upload';
import { readWithdrawal } from '../news/upload/withdrawal-request';
import { parseDuration } from '../news/values/duration';
import type { Instant } from '../news/values/instant';
import type { Reader } from '../store/read/reader';
import { receiptKey } from '../store/table/keys';
import { StoreUnavailable } from '../store/table/transaction';
import type { Exporter } from '../store/transfer/exporter';
import type { Importer } from '../store/transfer/importer';
import type { EditRecord, Ids } from '../store/write/plan-edit';
import type { Writer } from '../store/write/writer';
import { createImport } from './import-stories';
import { currentStory, isStoryId, newsroomRecords, warningsOf } from './newsroom-records';
import { previewOf } from './preview';
import { idFor } from './story-ids';

export interface PublishingNeeds {
  readonly reader: Reader;
  readonly writer: Writer;
  readonly importer: Importer;
  readonly exporter: Exporter;
  readonly publication: Publication;
  readonly clock: () => Instant;
  readonly ids: Ids;
  /** ISO 8601: how long a story breaks when nobody says until when. */
  readonly breakingFor: string;
  /** ISO 8601: how long feeds tell that a story was withdrawn. */
  readonly withdrawnFor: string;
}

/** How many ids are counted up for a headline that others had before; "Morning briefing" then gets one from its guid. */
const COUNTED = 20;

/** How often an edit that names no revision is made anew on the one that another editor stored meanwhile: of 16 at once, all are. */
const EDITS = 20;

/** An edit of a story that is there: its next revision, what is told of it, or why it cannot be. */
type Edit = (
  story: Story,
  now: Instant,
) => { after: Story; warnings?: readonly Warning[]; reason?: string } | OperationRefusal;

/** Where uploads become stories: each call is one edit or none, and the same call again is answered the same. */
export function createPublishing(needs: PublishingNeeds): NewsroomOperations {
  const { reader, writer, importer, exporter, publication, clock, ids, breakingFor, withdrawnFor } = needs;
  const addresses = addressesOf(publication.url);
  const toldFor = parseDuration(withdrawnFor);
  if (toldFor === undefined) throw new RangeError(`${withdrawnFor} is no duration`);

  const stands = (status: 200 | 201, story: Story, at: Instant, warnings: readonly Warning[] = []): StoryResult => ({
    status,
    id: story.id,
    revision: story.revision,
    story: newsroomStoryJson(addresses, story, at),
    warnings,
  });

  /** What would stand, and how readers would see it. */
  async function wouldStand(story: Story, at: Instant, told: readonly Warning[] = []): Promise<StoryResult> {
    // What opens a publication makes the feed's guid, too.
    const feed = (await reader.feedHead('all', { consistent: false })) ?? { name: 'all', title: '', guid: ids.guid() };
    const { preview, warnings } = previewOf(publication, feed, story, at);
    return { ...stands(200, story, at, [...told, ...warnings]), preview };
  }

  const keyOf = ({ bearer, idempotencyKey, dryRun }: NewsroomRequest) =>
    idempotencyKey === undefined || dryRun ? undefined : receiptKey(bearer.token, idempotencyKey);

  /** What was answered to this very request before; a key that came with another request is refused. */
  async function answered(sent: NewsroomRequest): Promise<StoryResult | OperationRefusal | undefined> {
    const key = keyOf(sent);
    const receipt = key && (await reader.receipt(key, clock()));
    if (!receipt) return undefined;
    if (receipt.request !== hash(sent)) return { refused: 'key used' };
    const revision = await reader.revision(receipt.id, receipt.revision);
    if (!revision) return undefined;
    return stands(receipt.status === 201 ? 201 : 200, revision.story, receipt.at, warningsOf(revision));
  }

  function edited(
    sent: NewsroomRequest,
    {
      story,
      status,
      warnings,
      reason,
    }: Pick<StoryResult, 'status'> & { story: Story; warnings: readonly Warning[]; reason?: string },
  ): EditRecord {
    const key = keyOf(sent);
    const request = hash(sent);
    const receipt = { request, status, id: story.id, revision: story.revision };
    return {
      by: sent.bearer.name,
      request,
      ...(warnings.length > 0 && { warnings: JSON.stringify(warnings) }),
      ...(reason !== undefined && { reason }),
      ...(key && { receipt: { key, receipt } }),
    };
  }

  async function create(
    sent: NewsroomRequest,
    upload: Upload,
    warnings: readonly Warning[],
  ): Promise<StoryResult | OperationRefusal> {
    const guid = ids.guid();
    const numbers = [...Array.from({ length: COUNTED }, (_, i) => i + 1), numberIn(guid)];
    for (const number of numbers) {
      const now = clock();
      const story = newStory(upload, { id: upload.id ?? idFor(upload.headline, number), guid, now });
      if (sent.dryRun && !(await current(story.id))) return wouldStand(story, now, warnings);
      const outcome = sent.dryRun
        ? 'taken'
        : await writer.create(story, edited(sent, { story, status: 201, warnings, reason: upload.reason }));
      if (outcome === 'stored') return stands(201, story, now, warnings);
      const before = await answered(sent);
      if (before) return before;
      if (upload.id !== undefined) return (await sameAsFirst(sent, story.id)) ?? { refused: 'taken', id: story.id };
    }
    return { refused: 'taken', id: idFor(upload.headline, 1) };
  }

  /** A blind retry without a key: the very upload that made revision 1 of the story with this id. */
  async function sameAsFirst(sent: NewsroomRequest, id: string): Promise<StoryResult | undefined> {
    const first = isStoryId(id) ? await reader.revision(id.normalize('NFC'), 1) : undefined;
    if (first?.request !== hash(sent)) return undefined;
    return sent.dryRun
      ? wouldStand(first.story, first.at, warningsOf(first))
      : stands(201, first.story, first.at, warningsOf(first));
  }

  async function edit(
    sent: NewsroomRequest,
    id: string,
    seen: ExpectedRevision,
    decide: Edit,
  ): Promise<StoryResult | OperationRefusal> {
    // What is refused may have been done before: a receipt is looked for once the story was read, and is then there.
    const refused = async (why: OperationRefusal) => (await answered(sent)) ?? why;
    for (let attempt = 1; attempt <= EDITS; attempt++) {
      const story = await current(id);
      if (!story) return refused({ refused: 'unknown' });
      if (seen !== undefined && seen !== '*' && seen !== story.revision) return refused({ refused: 'stale' });
      const now = clock();
      const decided = decide(story, now);
      if ('refused' in decided) return refused(decided);
      const { after, warnings = [], reason } = decided;
      if (sent.dryRun) return wouldStand(after, now, warnings);
      const outcome = await writer.revise(story, after, edited(sent, { story: after, status: 200, warnings, reason }));
      if (outcome === 'stored') return stands(200, after, now, warnings);
      const meanwhile = await answered(sent);
      if (meanwhile) return meanwhile;
      // Another editor was faster. Who named the revision they had seen is told; who did not is served on the new one.
      if (typeof seen === 'number') return { refused: 'stale' };
    }
    throw new StoreUnavailable('too many others are editing this story; nothing was stored');
  }

  const current = (id: string): Promise<Story | undefined> => currentStory(reader, id);

  const read = (value: unknown, now: Instant, publishedAt?: Instant) =>
    readUpload(value, { now, language: publication.language, breakingFor, baseUrl: publication.url, publishedAt });

  return {
    async upload(sent, value) {
      const found = read(value, clock());
      if ('errors' in found) {
        // What was right when it came the first time may be wrong by now: a flag whose end has passed.
        const again = (await answered(sent)) ?? (await sameAsFirst(sent, idIn(value)));
        return again ?? { refused: 'invalid', errors: found.errors };
      }
      const { upload, warnings } = found;
      if (upload.breaking && !may(sent, 'break')) return (await answered(sent)) ?? { refused: 'scope', scope: 'break' };
      // Whether it was answered before is asked when its id is taken or its key used, which that makes them.
      return create(sent, upload, warnings);
    },

    replace: (sent, id, seen, value) =>
      edit(sent, id, seen, (story, now) => {
        if (seen === undefined) return { refused: 'no If-Match' };
        const found = read(value, now, story.publishedAt);
        if ('errors' in found) return { refused: 'invalid', errors: found.errors };
        const { upload, warnings } = found;
        if (upload.id !== undefined && upload.id !== story.id) {
          return {
            refused: 'invalid',
            errors: [{ pointer: '#/id', detail: `an id never changes: write ${story.id}, or leave it out` }],
          };
        }
        const after = reviseStory(story, upload, now);
        if (typeof after === 'string') return { refused: after };
        const flagMoves =
          isBreaking(story, now) !== isBreaking(after, now) ||
          (isBreaking(after, now) && story.breakingUntil !== after.breakingUntil);
        if (flagMoves && !may(sent, 'break')) return { refused: 'scope', scope: 'break' };
        return { after, warnings, ...(upload.reason !== undefined && { reason: upload.reason }) };
      }),

    breakStory: (sent, id, seen, value) =>
      edit(sent, id, seen, (story, now) => {
        const found = readBreakRequest(value, { now, publishedAt: story.publishedAt, breakingFor });
        return 'errors' in found
          ? { refused: 'invalid', errors: found.errors }
          : asEdit(breakStory(story, found.until, now));
      }),

    clearBreaking: (sent, id, seen) => edit(sent, id, seen, (story, now) => asEdit(clearBreaking(story, now))),

    withdraw: (sent, id, seen, value) =>
      edit(sent, id, seen, (story, now) => {
        const read = readWithdrawal(value);
        if ('errors' in read) return { refused: 'invalid', errors: read.errors };
        const { withdrawal, warnings } = read;
        return { after: withdrawStory(story, withdrawal, { now, toldFor }), warnings, reason: withdrawal.reason };
      }),

    import: createImport({ importer, publication, clock, breakingFor }),

    reinstate: (sent, id, seen) => edit(sent, id, seen, (story, now) => asEdit(reinstateStory(story, now))),

    async story(id) {
      const story = await current(id);
      return story ? stands(200, story, clock()) : { refused: 'unknown' };
    },

    ...newsroomRecords({ reader, exporter, publication, clock }),
  };
}

/** The id that an upload asks for; empty where it asks for none. */
function idIn(value: unknown): string {
  const id: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'id') : undefined;
  return typeof id === 'string' ? id.trim() : '';
}

const may = ({ bearer }: NewsroomRequest, scope: string): boolean => bearer.scopes.includes(scope);

const asEdit = (after: Story | EditRefusal): { after: Story } | OperationRefusal =>
  typeof after === 'string' ? { refused: after } : { after };

/** A number that nobody had before, nearly certainly: the first eight digits of a `urn:uuid:…`. */
const numberIn = (guid: string): number => Number.parseInt(guid.slice('urn:uuid:'.length), 16);

/** SHA-256 of what makes two requests the same. */
const hash = ({ method, path, body }: NewsroomRequest): string =>
  createHash('sha256').update(`${method}\n${path}\n${body}`).digest('hex');
