import { IDEMPOTENCY_KEY } from '../http/newsroom-operations';
import type { PerNewsroomMethod } from '../http/routes';
import { LISTED_STORY_EXAMPLE, STORY_EXAMPLE, UPLOAD_EXAMPLE, WARNING_EXAMPLE } from './examples';
import { IMPORT_EXPORT_OPERATIONS } from './import-export-operations';
import { arraySchema, nullableSchema, objectSchema, type Schema, schemaRef } from './json-schema';
import type { ParameterObject } from './operation-object';
import { cursorParameter, idParameter, inHeader, inPath, limitParameter } from './parameters';
import type { RefusalName } from './refusals';

/** One method of the newsroom side. The table of routes has its path, scope and dry run. */
export interface NewsroomOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly ParameterObject[];
  readonly body?: { readonly schema: Schema; readonly example: unknown; readonly required?: false };
  readonly answers: {
    readonly status: 200 | 201;
    readonly description: string;
    readonly schema: Schema;
    readonly example: unknown;
  };
  /** The answer is about one story, and its ETag is the revision. */
  readonly ofStory?: true;
  readonly refuses?: readonly RefusalName[];
}

const revisionNumber = inPath('revision', { type: 'integer', minimum: 1, maximum: 999_999 }, 1, 'The revision.');
const idempotencyKey = inHeader(
  'Idempotency-Key',
  'A name of your own for this request. The same request with the same key gets the same answer and changes nothing, for 24 hours.',
  '5a3b',
  { type: 'string', pattern: IDEMPOTENCY_KEY.source },
);
const ifMatch = inHeader('If-Match', 'The ETag of the revision that you edit, or * for any revision.', '"1"');

const storedExample = (fields: object, warnings: object[] = []) => ({
  story: { ...STORY_EXAMPLE, ...fields },
  warnings,
});
const storyAnswer = (example: unknown) =>
  ({ status: 200, description: 'The story as stored.', schema: schemaRef('StoredStory'), example }) as const;
const REVISION_2 = { revision: 2 };
const WITHDRAWAL = { reason: 'The river did not peak.', note: 'It rests on a wrong figure.' };
const REVISION_EXAMPLE = { revision: 1, at: STORY_EXAMPLE.publishedAt, by: 'everybody' };

const WITH_BODY: readonly RefusalName[] = [
  'UnreadableBody',
  'BodyTooLarge',
  'UnsupportedBody',
  'InvalidFieldsOrKeyReused',
];
const WITHOUT_BODY: readonly RefusalName[] = ['UnreadableHeader', 'BodyTooLarge', 'CompressedBody', 'KeyReused'];
const OF_STORY: readonly RefusalName[] = ['StoryNotFound', 'StaleRevision'];

/** Every operation of the newsroom side. */
export const OPERATIONS: PerNewsroomMethod<NewsroomOperation> = {
  ...IMPORT_EXPORT_OPERATIONS,
  stories: {
    get: {
      operationId: 'listNewsroomStories',
      summary: 'Every story without its body, newest publication first, with embargoed and withdrawn stories',
      parameters: [limitParameter, cursorParameter],
      answers: {
        status: 200,
        description: 'A page of stories.',
        schema: objectSchema(
          { stories: arraySchema(schemaRef('ListedNewsroomStory')), next: nullableSchema({ type: 'string' }) },
          ['stories', 'next'],
        ),
        example: { stories: [LISTED_STORY_EXAMPLE], next: null },
      },
      refuses: ['InvalidQuery'],
    },
    post: {
      operationId: 'uploadStory',
      summary: 'Uploads a story; a breaking story also needs the scope `break`',
      parameters: [idempotencyKey],
      body: { schema: schemaRef('Upload'), example: UPLOAD_EXAMPLE },
      answers: { ...storyAnswer(storedExample({}, [WARNING_EXAMPLE])), status: 201 },
      ofStory: true,
      refuses: [...WITH_BODY, 'IdTaken'],
    },
  },
  story: {
    get: {
      operationId: 'getNewsroomStory',
      summary: 'One story with its body, also under embargo or withdrawn',
      parameters: [idParameter],
      answers: {
        status: 200,
        description: 'The story as stored.',
        schema: objectSchema({ story: schemaRef('NewsroomStory') }, ['story']),
        example: { story: STORY_EXAMPLE },
      },
      ofStory: true,
      refuses: ['StoryNotFound'],
    },
    put: {
      operationId: 'replaceStory',
      summary: 'Replaces a story: removes absent fields, but keeps its dates and its breaking flag',
      parameters: [idParameter, { ...ifMatch, required: true }, idempotencyKey],
      body: {
        schema: schemaRef('Upload'),
        example: { ...UPLOAD_EXAMPLE, headline: 'River falls', reason: 'the peak has passed' },
      },
      answers: storyAnswer(storedExample({ ...REVISION_2, headline: 'River falls' }, [WARNING_EXAMPLE])),
      ofStory: true,
      refuses: [...WITH_BODY, ...OF_STORY, 'StoryWithdrawnOrPublished', 'IfMatchMissing'],
    },
  },
  breaking: {
    put: {
      operationId: 'breakStory',
      summary: 'Flags a story as breaking until a moment, for a duration, or for the default time',
      parameters: [idParameter, ifMatch, idempotencyKey],
      body: { schema: schemaRef('BreakRequest'), example: { for: 'PT2H' }, required: false },
      answers: storyAnswer(storedExample({ ...REVISION_2, breaking: true, breakingUntil: '2026-11-22T22:00:00Z' })),
      ofStory: true,
      refuses: [...WITH_BODY, ...OF_STORY, 'StoryWithdrawn'],
    },
    delete: {
      operationId: 'clearBreaking',
      summary: 'Clears the breaking flag of a story',
      parameters: [idParameter, ifMatch, idempotencyKey],
      answers: storyAnswer(storedExample(REVISION_2)),
      ofStory: true,
      refuses: [...WITHOUT_BODY, ...OF_STORY, 'StoryWithdrawn'],
    },
  },
  withdrawal: {
    put: {
      operationId: 'withdrawStory',
      summary: 'Withdraws a story, or replaces the reason and note of its withdrawal',
      parameters: [idParameter, ifMatch, idempotencyKey],
      body: { schema: schemaRef('WithdrawalRequest'), example: WITHDRAWAL },
      answers: storyAnswer(
        storedExample({
          ...REVISION_2,
          status: 'withdrawn',
          withdrawal: { at: STORY_EXAMPLE.publishedAt, ...WITHDRAWAL },
        }),
      ),
      ofStory: true,
      refuses: [...WITH_BODY, ...OF_STORY],
    },
    delete: {
      operationId: 'reinstateStory',
      summary: 'Reinstates a withdrawn story with its guid and its first publication date',
      parameters: [idParameter, ifMatch, idempotencyKey],
      answers: storyAnswer(storedExample({ revision: 3, updatedAt: '2026-11-22T20:00:01Z' })),
      ofStory: true,
      refuses: [...WITHOUT_BODY, ...OF_STORY, 'StoryNotWithdrawn'],
    },
  },
  revisions: {
    get: {
      operationId: 'listStoryRevisions',
      summary: 'History of a story, newest revision first, without bodies',
      parameters: [idParameter, limitParameter, cursorParameter],
      answers: {
        status: 200,
        description: 'A page of revisions.',
        schema: objectSchema(
          { revisions: arraySchema(schemaRef('Revision')), next: nullableSchema({ type: 'string' }) },
          ['revisions', 'next'],
        ),
        example: { revisions: [{ ...REVISION_EXAMPLE, story: LISTED_STORY_EXAMPLE }], next: null },
      },
      refuses: ['InvalidQuery', 'RevisionNotFound'],
    },
  },
  revision: {
    get: {
      operationId: 'getStoryRevision',
      summary: 'One revision of a story, with its body',
      parameters: [idParameter, revisionNumber],
      answers: {
        status: 200,
        description: 'The revision.',
        schema: objectSchema({ revision: schemaRef('Revision') }, ['revision']),
        example: { revision: { ...REVISION_EXAMPLE, story: STORY_EXAMPLE } },
      },
      refuses: ['RevisionNotFound'],
    },
  },
};
