import { IMPORTS } from '../http/newsroom-operations';
import { SENT, STORY } from './examples';
import { SENDING } from './newsroom-problems';
import { inQuery, WRONG_QUERY } from './parameters';
import { list, nullable, object, only, ref, type Schema } from './json-schema';

const brought = (items: Schema): Schema => nullable(list(items, { maxItems: IMPORTS.stories }));
const LIVED = { guid: 'https://old.example/?p=7', publishedAt: '2019-03-04T05:06:07Z' };
const { id, guid, summary, language, publishedAt, updatedAt, revision } = STORY;

const past = object(
  {
    at: { type: 'string', format: 'date-time', description: 'when it was made' },
    by: { type: 'string' },
    reason: { type: 'string' },
    request: { type: 'string', description: 'SHA-256 of what was uploaded' },
    warnings: list(ref('Remark')),
    story: { type: 'object', description: 'whole, as it is stored, with its embargo, flag or withdrawal' },
  },
  ['at', 'by', 'story'],
);

/** What the newsroom side does to move a publication. */
export const MOVING = {
  imports: {
    post: {
      operationId: 'import',
      summary:
        'Stores what was made elsewhere: stories of another publisher’s, or revisions of an export, which also needs the scopes ' +
        '`break` and `withdraw`. Each is stored, known already by its guid, or refused by itself',
      scope: 'write',
      body: {
        schema: only({
          stories: brought({
            description: 'an Upload with its guid, and updatedAt where it was changed since; it never breaks',
          }),
          revisions: brought({
            description:
              'as an export has them, each after the one before it; `follows` is the number of that one where those between are lost',
          }),
          feeds: nullable(
            list(only({ name: { type: 'string' }, guid: { type: 'string' } }, ['name', 'guid']), {
              maxItems: IMPORTS.feeds,
              description: 'what feeds are called that revisions open',
            }),
          ),
        }),
        example: { stories: [{ ...SENT, ...LIVED }] },
      },
      answers: {
        status: 200,
        schema: object(
          {
            results: list(
              object(
                {
                  outcome: { enum: ['stored', 'known', 'refused'] },
                  id: { type: 'string' },
                  revision: { type: 'integer' },
                  warnings: list(ref('Remark')),
                  errors: list(ref('Remark')),
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
              warnings: [{ pointer: '#/summary', detail: 'no summary: made of the first paragraph' }],
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
        schema: object(
          {
            feeds: list(object({ name: { type: 'string' }, title: { type: 'string' }, guid: { type: 'string' } })),
            revisions: list(past),
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
              story: { ...SENT, id, guid, summary, language, publishedAt, updatedAt, revision },
            },
          ],
          next: 1,
        },
      },
      refuses: [WRONG_QUERY],
    },
  },
} as const;
