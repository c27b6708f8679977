import { IDEMPOTENCY_KEY } from '../http/newsroom-operations';
import type { Problem } from '../http/problem';
import type { NEWSROOM_ROUTES as ROUTES } from '../http/routes';
import { LISTED_STORY_EXAMPLE, STORY_EXAMPLE, UPLOAD_EXAMPLE, WARNING_EXAMPLE } from './examples';
import { IMPORT_EXPORT_OPERATIONS } from './import-export-operations';
import { arraySchema, nullableSchema, objectSchema, type Schema, schemaRef } from './json-schema';
import { CODED, NO_KEY, NO_REVISION, problemExample, SENDING, TAKEN, TOO_LARGE } from './newsroom-problems';
import type { ParameterObject } from './operation-object';
import { cursorParameter, idParameter, inHeader, inPath, inQuery, limitParameter, WRONG_QUERY } from './parameters';

type Method = 'get' | 'post' | 'put' | 'delete';

/** What one method of the newsroom side does. */
export interface NewsroomOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly scope: string;
  readonly parameters?: readonly ParameterObject[];
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
const ifMatch: ParameterObject = inHeader(
  'If-Match',
  'the ETag of the revision that is edited, or * for whichever there is',
  '"1"',
);

const STORED = { story: schemaRef('NewsroomStory'), warnings: arraySchema(schemaRef('Remark')) };
const stored = objectSchema(STORED, ['story', 'warnings']);
export const dryRunSchema = objectSchema({ ...STORED, preview: schemaRef('Preview') }, [
  'story',
  'warnings',
  'preview',
]);
const after = (more: object, warnings: object[] = []) => ({ story: { ...STORY_EXAMPLE, ...more }, warnings });
const LATER = { revision: 2 };
const WITHDRAWAL = { reason: 'The river did not peak.', note: 'It rests on a wrong figure.' };
const MADE = { revision: 1, at: STORY_EXAMPLE.publishedAt, by: 'everybody' };

/** Everything that the newsroom side does. */
export const OPERATIONS: Readonly<Record<keyof typeof ROUTES, Partial<Record<Method, NewsroomOperation>>>> = {
  ...IMPORT_EXPORT_OPERATIONS,
  stories: {
    get: {
      operationId: 'listStories',
      summary: 'Every story, embargoed and withdrawn ones too, newest publication first, without their bodies',
      scope: 'read',
      parameters: [limitParameter, cursorParameter],
      answers: {
        status: 200,
        schema: objectSchema(
          { stories: arraySchema(schemaRef('ListedNewsroomStory')), next: nullableSchema({ type: 'string' }) },
          ['stories', 'next'],
        ),
        example: { stories: [LISTED_STORY_EXAMPLE], next: null },
      },
      refuses: [WRONG_QUERY],
    },
    post: {
      operationId: 'upload',
      summary: 'Uploads a story. One that breaks needs the scope `break` too',
      scope: 'write',
      parameters: [dryRun, idempotencyKey],
      tries: true,
      body: { schema: schemaRef('Upload'), example: UPLOAD_EXAMPLE },
      answers: { status: 201, schema: stored, example: after({}, [WARNING_EXAMPLE]) },
      ofStory: true,
      refuses: [...SENDING, TAKEN],
    },
  },
  story: {
    get: {
      operationId: 'story',
      summary: 'A story as it stands, embargoed and withdrawn ones too',
      scope: 'read',
      parameters: [idParameter],
      answers: {
        status: 200,
        schema: objectSchema({ story: schemaRef('NewsroomStory') }, ['story']),
        example: { story: STORY_EXAMPLE },
      },
      ofStory: true,
      refuses: [problemExample('unknown')],
    },
    put: {
      operationId: 'replace',
      summary: 'Replaces a story: absent fields go, but its dates and its breaking flag stay',
      scope: 'write',
      parameters: [idParameter, dryRun, { ...ifMatch, required: true }, idempotencyKey],
      tries: true,
      body: {
        schema: schemaRef('Upload'),
        example: { ...UPLOAD_EXAMPLE, headline: 'River falls', reason: 'the peak has passed' },
      },
      answers: {
        status: 200,
        schema: stored,
        example: after({ ...LATER, headline: 'River falls' }, [WARNING_EXAMPLE]),
      },
      ofStory: true,
      refuses: [
        ...SENDING,
        problemExample('unknown'),
        problemExample('withdrawn'),
        problemExample('stale'),
        problemExample('no If-Match'),
      ],
    },
  },
  breaking: {
    put: {
      operationId: 'breakStory',
      summary: 'Breaks a story, until a moment, for a time, or for the usual time',
      scope: 'break',
      parameters: [idParameter, ifMatch, idempotencyKey],
      body: { schema: schemaRef('BreakRequest'), example: { for: 'PT2H' }, required: false },
      answers: {
        status: 200,
        schema: stored,
        example: after({ ...LATER, breaking: true, breakingUntil: '2026-11-22T22:00:00Z' }),
      },
      ofStory: true,
      refuses: [...SENDING, problemExample('unknown'), problemExample('withdrawn'), problemExample('stale')],
    },
    delete: {
      operationId: 'clearBreaking',
      summary: 'Ends that',
      scope: 'break',
      parameters: [idParameter, ifMatch, idempotencyKey],
      answers: { status: 200, schema: stored, example: after(LATER) },
      ofStory: true,
      refuses: [
        NO_KEY,
        TOO_LARGE,
        CODED,
        problemExample('key used'),
        problemExample('unknown'),
        problemExample('withdrawn'),
        problemExample('stale'),
      ],
    },
  },
  withdrawal: {
    put: {
      operationId: 'withdraw',
      summary: 'Withdraws a story; of one that is withdrawn, replaces reason and note',
      scope: 'withdraw',
      parameters: [idParameter, ifMatch, idempotencyKey],
      body: { schema: schemaRef('WithdrawalRequest'), example: WITHDRAWAL },
      answers: {
        status: 200,
        schema: stored,
        example: after({ ...LATER, status: 'withdrawn', withdrawal: { at: STORY_EXAMPLE.publishedAt, ...WITHDRAWAL } }),
      },
      ofStory: true,
      refuses: [...SENDING, problemExample('unknown'), problemExample('stale')],
    },
    delete: {
      operationId: 'reinstate',
      summary: 'Reinstates it, with its guid and its first publication',
      scope: 'withdraw',
      parameters: [idParameter, ifMatch, idempotencyKey],
      answers: { status: 200, schema: stored, example: after({ revision: 3, updatedAt: '2026-11-22T20:00:01Z' }) },
      ofStory: true,
      refuses: [
        NO_KEY,
        TOO_LARGE,
        CODED,
        problemExample('key used'),
        problemExample('unknown'),
        problemExample('not withdrawn'),
        problemExample('stale'),
      ],
    },
  },
  revisions: {
    get: {
      operationId: 'revisions',
      summary: 'The history of a story, newest first, without bodies',
      scope: 'read',
      parameters: [idParameter, limitParameter, cursorParameter],
      answers: {
        status: 200,
        schema: objectSchema(
          { revisions: arraySchema(schemaRef('Revision')), next: nullableSchema({ type: 'string' }) },
          ['revisions', 'next'],
        ),
        example: { revisions: [{ ...MADE, story: LISTED_STORY_EXAMPLE }], next: null },
      },
      refuses: [WRONG_QUERY, NO_REVISION],
    },
  },
  revision: {
    get: {
      operationId: 'revision',
      summary: 'One revision, whole',
      scope: 'read',
      parameters: [idParameter, revision],
      answers: {
        status: 200,
        schema: objectSchema({ revision: schemaRef('Revision') }, ['revision']),
        example: { revision: { ...MADE, story: STORY_EXAMPLE } },
      },
      refuses: [NO_REVISION],
    },
  },
};
