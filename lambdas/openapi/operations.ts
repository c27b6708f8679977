import { IDEMPOTENCY_KEY } from '../http/newsroom-operations';
import type { Problem } from '../http/problem';
import type { NEWSROOM_ROUTES as ROUTES } from '../http/routes';
import { LISTED, SENT, STORY, WARNING } from './examples';
import { MOVING } from './import-export-operations';
import { CODED, NO_KEY, NO_REVISION, SENDING, said, TAKEN, TOO_LARGE } from './newsroom-problems';
import type { Parameter } from './operation-object';
import { cursor, id, inHeader, inPath, inQuery, limit, WRONG_QUERY } from './parameters';
import { list, nullable, object, ref, type Schema } from './json-schema';

type Method = 'get' | 'post' | 'put' | 'delete';

/** What one method of the newsroom side does. */
export interface Work {
  readonly operationId: string;
  readonly summary: string;
  readonly scope: string;
  readonly parameters?: readonly Parameter[];
  readonly body?: { readonly schema: Schema; readonly example: unknown; readonly required?: false };
  readonly answers: { readonly status: 200 | 201; readonly schema: Schema; readonly example: unknown };
  /** Whether the answer is about one story, and names its revision. */
  readonly ofStory?: true;
  /** Whether it can be tried: then the answer shows what would be stored. */
  readonly tries?: true;
  readonly refuses?: readonly Problem[];
}

const revision = inPath('revision', { type: 'integer', minimum: 1, maximum: 999_999 }, 1);
const dryRun = inQuery(
  'dry-run',
  { const: 'true' },
  'nothing is written, and the answer shows what would be: the story, the warnings, and what readers would see',
);
const idempotencyKey = inHeader(
  'Idempotency-Key',
  'the same request with the same key again changes nothing and is answered the same, for 24 hours',
  '5a3b',
  { type: 'string', pattern: IDEMPOTENCY_KEY.source },
);
const ifMatch: Parameter = inHeader(
  'If-Match',
  'the ETag of the revision that is edited, or * for whichever there is',
  '"1"',
);

const STORED = { story: ref('NewsroomStory'), warnings: list(ref('Remark')) };
const stored = object(STORED, ['story', 'warnings']);
export const tried = object({ ...STORED, preview: ref('Preview') }, ['story', 'warnings', 'preview']);
const after = (more: object, warnings: object[] = []) => ({ story: { ...STORY, ...more }, warnings });
const LATER = { revision: 2 };
const WITHDRAWAL = { reason: 'The river did not peak.', note: 'It rests on a wrong figure.' };
const MADE = { revision: 1, at: STORY.publishedAt, by: 'everybody' };

/** Everything that the newsroom side does. */
export const WORKS: Readonly<Record<keyof typeof ROUTES, Partial<Record<Method, Work>>>> = {
  ...MOVING,
  stories: {
    get: {
      operationId: 'listStories',
      summary: 'Every story, embargoed and withdrawn ones too, newest publication first, without their bodies',
      scope: 'read',
      parameters: [limit, cursor],
      answers: {
        status: 200,
        schema: object({ stories: list(ref('ListedNewsroomStory')), next: nullable({ type: 'string' }) }, [
          'stories',
          'next',
        ]),
        example: { stories: [LISTED], next: null },
      },
      refuses: [WRONG_QUERY],
    },
    post: {
      operationId: 'upload',
      summary: 'Uploads a story. One that breaks needs the scope `break` too',
      scope: 'write',
      parameters: [dryRun, idempotencyKey],
      tries: true,
      body: { schema: ref('Upload'), example: SENT },
      answers: { status: 201, schema: stored, example: after({}, [WARNING]) },
      ofStory: true,
      refuses: [...SENDING, TAKEN],
    },
  },
  story: {
    get: {
      operationId: 'story',
      summary: 'A story as it stands, embargoed and withdrawn ones too',
      scope: 'read',
      parameters: [id],
      answers: { status: 200, schema: object({ story: ref('NewsroomStory') }, ['story']), example: { story: STORY } },
      ofStory: true,
      refuses: [said('unknown')],
    },
    put: {
      operationId: 'replace',
      summary: 'Replaces a story: absent fields go, but its dates and its breaking flag stay',
      scope: 'write',
      parameters: [id, dryRun, { ...ifMatch, required: true }, idempotencyKey],
      tries: true,
      body: { schema: ref('Upload'), example: { ...SENT, headline: 'River falls', reason: 'the peak has passed' } },
      answers: { status: 200, schema: stored, example: after({ ...LATER, headline: 'River falls' }, [WARNING]) },
      ofStory: true,
      refuses: [...SENDING, said('unknown'), said('withdrawn'), said('stale'), said('no If-Match')],
    },
  },
  breaking: {
    put: {
      operationId: 'breakStory',
      summary: 'Breaks a story, until a moment, for a time, or for the usual time',
      scope: 'break',
      parameters: [id, ifMatch, idempotencyKey],
      body: { schema: ref('BreakRequest'), example: { for: 'PT2H' }, required: false },
      answers: {
        status: 200,
        schema: stored,
        example: after({ ...LATER, breaking: true, breakingUntil: '2026-11-22T22:00:00Z' }),
      },
      ofStory: true,
      refuses: [...SENDING, said('unknown'), said('withdrawn'), said('stale')],
    },
    delete: {
      operationId: 'clearBreaking',
      summary: 'Ends that',
      scope: 'break',
      parameters: [id, ifMatch, idempotencyKey],
      answers: { status: 200, schema: stored, example: after(LATER) },
      ofStory: true,
      refuses: [NO_KEY, TOO_LARGE, CODED, said('key used'), said('unknown'), said('withdrawn'), said('stale')],
    },
  },
  withdrawal: {
    put: {
      operationId: 'withdraw',
      summary: 'Withdraws a story; of one that is withdrawn, replaces reason and note',
      scope: 'withdraw',
      parameters: [id, ifMatch, idempotencyKey],
      body: { schema: ref('WithdrawalRequest'), example: WITHDRAWAL },
      answers: {
        status: 200,
        schema: stored,
        example: after({ ...LATER, status: 'withdrawn', withdrawal: { at: STORY.publishedAt, ...WITHDRAWAL } }),
      },
      ofStory: true,
      refuses: [...SENDING, said('unknown'), said('stale')],
    },
    delete: {
      operationId: 'reinstate',
      summary: 'Reinstates it, with its guid and its first publication',
      scope: 'withdraw',
      parameters: [id, ifMatch, idempotencyKey],
      answers: { status: 200, schema: stored, example: after({ revision: 3, updatedAt: '2026-11-22T20:00:01Z' }) },
      ofStory: true,
      refuses: [NO_KEY, TOO_LARGE, CODED, said('key used'), said('unknown'), said('not withdrawn'), said('stale')],
    },
  },
  revisions: {
    get: {
      operationId: 'revisions',
      summary: 'The history of a story, newest first, without bodies',
      scope: 'read',
      parameters: [id, limit, cursor],
      answers: {
        status: 200,
        schema: object({ revisions: list(ref('Revision')), next: nullable({ type: 'string' }) }, ['revisions', 'next']),
        example: { revisions: [{ ...MADE, story: LISTED }], next: null },
      },
      refuses: [WRONG_QUERY, NO_REVISION],
    },
  },
  revision: {
    get: {
      operationId: 'revision',
      summary: 'One revision, whole',
      scope: 'read',
      parameters: [id, revision],
      answers: {
        status: 200,
        schema: object({ revision: ref('Revision') }, ['revision']),
        example: { revision: { ...MADE, story: STORY } },
      },
      refuses: [NO_REVISION],
    },
  },
};
