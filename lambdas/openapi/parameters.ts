import { LIST_LIMIT, MAX_NAME_LENGTH } from '../http/list-query';
import { type FieldProblem, problem } from '../http/problem';
import { LIST_FILTERS } from '../http/routes';
import { STORY_EXAMPLE } from './examples';
import { storyIdSchema } from './field-schemas';
import type { Schema } from './json-schema';
import type { ParameterObject } from './operation-object';

export const inPath = (name: string, schema: Schema, example: unknown, description?: string): ParameterObject => ({
  name,
  in: 'path',
  required: true,
  schema,
  example,
  ...(description !== undefined && { description }),
});

export const inQuery = (name: string, schema: Schema, description: string, example?: unknown): ParameterObject => ({
  name,
  in: 'query',
  description,
  schema,
  ...(example !== undefined && { example }),
});

export const idParameter = inPath('id', storyIdSchema, STORY_EXAMPLE.id);

export const limitParameter = inQuery(
  'limit',
  { type: 'integer', minimum: 1, maximum: LIST_LIMIT.most, default: LIST_LIMIT.default },
  'how many',
  2,
);
export const cursorParameter = inQuery('cursor', { type: 'string' }, '`next` of the page before');

/** What narrows a list. */
export const filterParameters: readonly ParameterObject[] = LIST_FILTERS.map((name) =>
  name === 'breaking'
    ? inQuery(name, { const: 'true' }, 'stories that break now; one filter at a time')
    : inQuery(
        name,
        { type: 'string', minLength: 1, maxLength: MAX_NAME_LENGTH, pattern: '\\S' },
        `stories of one ${name}; one filter at a time`,
      ),
);

const wrong = (detail: string, error: FieldProblem) => problem(400, detail, { errors: [error] });

export const WRONG_QUERY = wrong('The query cannot be read; errors says which parameters to mend.', {
  pointer: '#/limit',
  detail: `give a whole number from 1 to ${LIST_LIMIT.most}`,
});
export const WRONG_PLACE = wrong('There is no such page of older stories.', {
  pointer: '#/before',
  detail: 'follow the link to older stories, or leave it out to begin anew',
});

export const inHeader = (
  name: string,
  description: string,
  example: string,
  schema: Schema = { type: 'string' },
): ParameterObject => ({ name, in: 'header', description, schema, example });

const DATE = 'Sun, 22 Nov 2026 20:00:00 GMT';

/** What every document of the public side may be asked with, as it stands under `components.parameters`. */
export const CONDITIONAL_PARAMETERS = {
  IfNoneMatch: inHeader('If-None-Match', 'the ETags of the copies there are: 304 where one is still good', '"a"'),
  IfModifiedSince: inHeader('If-Modified-Since', 'a date; ignored where If-None-Match is', DATE),
  IfMatch: inHeader('If-Match', '* or nothing: tags of this side are weak, and match none', '*'),
  IfUnmodifiedSince: inHeader('If-Unmodified-Since', 'a date: 412 where it has changed since', DATE),
  AcceptEncoding: inHeader(
    'Accept-Encoding',
    'br and gzip are known; without it the answer is not compressed',
    'br, gzip',
  ),
} as const;

export const conditionalParameterRefs = Object.keys(CONDITIONAL_PARAMETERS).map((name) => ({
  $ref: `#/components/parameters/${name}`,
}));
