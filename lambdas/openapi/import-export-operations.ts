import { IMPORT_LIMITS } from '../http/newsroom-operations';
import { STORY_EXAMPLE, UPLOAD_EXAMPLE } from './examples';
import { arraySchema, closedObjectSchema, nullableSchema, objectSchema, type Schema, schemaRef } from './json-schema';
import { SENDING } from './newsroom-problems';
import { inQuery, WRONG_QUERY } from './parameters';

const brought = (items: Schema): Schema => nullableSchema(arraySchema(items, { maxItems: IMPORT_LIMITS.stories }));
const LIVED = { guid: 'https://old.example/?p=7', publishedAt: '2019-03-04T05:06:07Z' };
const { id, guid, summary, language, publishedAt, updatedAt, revision } = STORY_EXAMPLE;

const past = objectSchema(
  {
    at: { type: 'string', format: 'date-time', description: 'when it was made' },
    by: { type: 'string' },
    reason: { type: 'string' },
    request: { type: 'string', description: 'SHA-256 of what was uploaded' },
    warnings: arraySchema(schemaRef('Remark')),
    story: { type: 'object', description: 'whole, as it is stored, with its embargo, flag or withdrawal' },
  },
  ['at', 'by', 'story'],
);

/** What the newsroom side does to move a publication. */
export const IMPORT_EXPORT_OPERATIONS = {
  imports: {
    post: {
      operationId: 'import',
      summary:
        'Stores what was made elsewhere: stories of another publisher’s, or revisions of an export, which also needs the scopes ' +
        '`break` and `withdraw`. Each is stored, known already by its guid, or refused by itself',
      scope: 'write',
      body: {
        schema: closedObjectSchema({
          stories: brought({
            description: 'an Upload with its guid, and updatedAt where it was changed since; it never breaks',
          }),
          revisions: brought({
            description:
              'as an export has them, each after the one before it; `follows` is the number of that one where those between are lost',
          }),
          feeds: nullableSchema(
            arraySchema(closedObjectSchema({ name: { type: 'string' }, guid: { type: 'string' } }, ['name', 'guid']), {
              maxItems: IMPORT_LIMITS.feeds,
              description: 'what feeds are called that revisions open',
            }),
          ),
        }),
        example: { stories: [{ ...UPLOAD_EXAMPLE, ...LIVED }] },
      },
      answers: {
        status: 200,
        schema: objectSchema(
          {
            results: arraySchema(
              objectSchema(
                {
                  outcome: { enum: ['stored', 'known', 'refused'] },
                  id: { type: 'string' },
                  revision: { type: 'integer' },
                  warnings: arraySchema(schemaRef('Remark')),
                  errors: arraySchema(schemaRef('Remark')),
                },
                ['outcome'],
              ),
              { description: 'for each, in order' },
            ),
          },
          ['results'],
        ),
        example: {
          results: [
            {
              outcome: 'stored',
              id: 'river-peaks-at-dawn',
              revision: 1,
              warnings: [{ pointer: '#/summary', detail: 'no summary: made from the first paragraph' }],
            },
          ],
        },
      },
      refuses: SENDING,
    },
  },
  exports: {
    get: {
      operationId: 'listEverything',
      summary: 'Every revision of every story in the order in which they were made; at the beginning every feed too',
      scope: 'read',
      parameters: [
        inQuery(
          'after',
          { type: 'integer', minimum: 0, maximum: 999_999_999_999, default: 0 },
          '`next` of the page before',
          0,
        ),
      ],
      answers: {
        status: 200,
        schema: objectSchema(
          {
            feeds: arraySchema(
              objectSchema({ name: { type: 'string' }, title: { type: 'string' }, guid: { type: 'string' } }),
            ),
            revisions: arraySchema(past),
            next: { type: ['integer', 'null'], description: 'null where there are no more' },
          },
          ['revisions', 'next'],
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
          next: 1,
        },
      },
      refuses: [WRONG_QUERY],
    },
  },
} as const;
