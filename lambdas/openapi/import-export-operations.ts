import { IMPORT_LIMITS } from '../http/newsroom-operations';
import type { PerNewsroomMethod } from '../http/routes';
import { STORY_EXAMPLE, UPLOAD_EXAMPLE, WARNING_EXAMPLE } from './examples';
import { momentSchema } from './field-schemas';
import { arraySchema, exactObjectSchema, nullableSchema, objectSchema, type Schema, schemaRef } from './json-schema';
import type { NewsroomOperation } from './operation-object';
import { inQuery } from './parameters';
import type { RefusalName } from './refusals';

const importList = (items: Schema): Schema => nullableSchema(arraySchema(items, { maxItems: IMPORT_LIMITS.stories }));
const IMPORTED = { guid: 'https://old.example/?p=7', publishedAt: '2019-03-04T05:06:07Z' };
const { id, guid, summary, language, publishedAt, updatedAt, revision } = STORY_EXAMPLE;

const exportedRevision = objectSchema(
  {
    at: { type: 'string', format: 'date-time', description: 'The moment of the edit.' },
    by: { type: 'string' },
    reason: { type: 'string' },
    request: { type: 'string', description: 'SHA-256 of the upload.' },
    warnings: arraySchema(schemaRef('Warning')),
    story: { type: 'object', description: 'The story as stored, with its embargo, breaking flag or withdrawal.' },
  },
  ['at', 'by', 'story'],
);

const importResult = objectSchema(
  {
    outcome: { enum: ['stored', 'known', 'refused'] },
    id: { type: 'string' },
    revision: { type: 'integer' },
    warnings: arraySchema(schemaRef('Warning')),
    errors: arraySchema(schemaRef('Remark')),
  },
  ['outcome'],
);

const closedFeedResult = objectSchema(
  {
    name: { type: 'string' },
    outcome: { enum: ['closed', 'open', 'refused'] },
    warnings: arraySchema(schemaRef('Warning')),
    errors: arraySchema(schemaRef('Remark')),
  },
  ['name', 'outcome'],
);

/** What every request with a body may be refused for. */
export const BODY_REFUSALS: readonly RefusalName[] = ['UnreadableBody', 'BodyTooLarge', 'UnsupportedBody'];

/** The operations that move a publication. */
export const IMPORT_EXPORT_OPERATIONS = {
  imports: {
    post: {
      operationId: 'importStories',
      summary:
        'Imports stories of another publisher, or revisions of an export, one by one; revisions also need the scopes `break` and `withdraw`',
      body: {
        schema: exactObjectSchema({
          stories: importList({
            description:
              'An Upload with its guid, and with updatedAt if it changed after its publication. It never breaks.',
          }),
          revisions: importList({
            description:
              'Revisions as an export has them, in order. `follows` is the number of the revision before, if revisions in between are lost.',
          }),
          feeds: nullableSchema(
            arraySchema(
              exactObjectSchema(
                {
                  name: { type: 'string' },
                  guid: { type: 'string' },
                  closed: nullableSchema(
                    exactObjectSchema(
                      {
                        at: { type: 'string' },
                        movedTo: nullableSchema({ type: 'string' }),
                        until: nullableSchema({ type: 'string' }),
                      },
                      ['at'],
                    ),
                  ),
                },
                ['name', 'guid'],
              ),
              {
                maxItems: IMPORT_LIMITS.feeds,
                description: `The guids of new feeds, and at most ${IMPORT_LIMITS.closedFeeds} feeds to close or open after the revisions.`,
              },
            ),
          ),
        }),
        example: { stories: [{ ...UPLOAD_EXAMPLE, ...IMPORTED }] },
      },
      answers: {
        description: 'The outcome for each story or revision.',
        schema: objectSchema(
          {
            results: arraySchema(importResult, { description: 'One outcome for each story or revision, in order.' }),
            closedFeeds: arraySchema(closedFeedResult, { description: 'One outcome for each closed feed, in order.' }),
          },
          ['results'],
        ),
        example: { results: [{ outcome: 'stored', id, revision, warnings: [WARNING_EXAMPLE] }] },
      },
      refuses: [...BODY_REFUSALS, 'InvalidFields'],
    },
  },
  exports: {
    get: {
      operationId: 'exportRevisions',
      summary: 'Every revision of every story, oldest first; the first page also has every feed',
      parameters: [
        inQuery(
          'after',
          { type: 'integer', minimum: 0, maximum: 999_999_999_999, default: 0 },
          'The `cursor` of the page before.',
          0,
        ),
      ],
      answers: {
        description: 'A page of the export.',
        schema: objectSchema(
          {
            feeds: arraySchema(
              objectSchema({
                name: { type: 'string' },
                title: { type: 'string' },
                guid: { type: 'string' },
                closed: objectSchema({ at: momentSchema, movedTo: { type: 'string' }, until: momentSchema }, ['at'], {
                  description:
                    'The last closing of a feed: when, and the name of the feed that its readers are sent to. `until`: when the feed opened again.',
                }),
              }),
            ),
            revisions: arraySchema(exportedRevision),
            cursor: { type: ['integer', 'null'], description: 'The `after` of the next page. Null on the last page.' },
          },
          ['revisions', 'cursor'],
        ),
        example: {
          feeds: [{ name: 'all', title: '', guid }],
          revisions: [
            {
              at: publishedAt,
              by: 'everybody',
              story: { ...UPLOAD_EXAMPLE, id, guid, summary, language, publishedAt, updatedAt, revision },
            },
          ],
          cursor: 1,
        },
      },
      refuses: ['InvalidQuery'],
    },
  },
} satisfies Pick<PerNewsroomMethod<NewsroomOperation>, 'imports' | 'exports'>;
