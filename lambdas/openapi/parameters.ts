import { LIMIT, LONGEST_NAME } from '../http/list-query';
import { type FieldProblem, problem } from '../http/problem';
import { LIST_FILTERS } from '../http/routes';
import { STORY } from './examples';
import { storyId } from './field-schemas';
import type { Parameter } from './operation-object';
import type { Schema } from './json-schema';

export const inPath = (name: string, schema: Schema, example: unknown, description?: string): Parameter => ({
  name,
  in: 'path',
  required: true,
  schema,
  example,
  ...(description !== undefined && { description }),
});

export const inQuery = (name: string, schema: Schema, description: string, example?: unknown): Parameter => ({
  name,
  in: 'query',
  description,
  schema,
  ...(example !== undefined && { example }),
});

export const id = inPath('id', storyId, STORY.id);

export const limit = inQuery(
  'limit',
  { type: 'integer', minimum: 1, maximum: LIMIT.most, default: LIMIT.default },
  'how many',
  2,
);
export const cursor = inQuery('cursor', { type: 'string' }, '`next` of the page before');

/** What narrows a list. */
export const filters: readonly Parameter[] = LIST_FILTERS.map((name) =>
  name === 'breaking'
    ? inQuery(name, { const: 'true' }, 'stories that break now; one filter at a time')
    : inQuery(
        name,
        { type: 'string', minLength: 1, maxLength: LONGEST_NAME, pattern: '\\S' },
        `stories of one ${name}; one filter at a time`,
      ),
);

const wrong = (detail: string, error: FieldProblem) => problem(400, detail, { errors: [error] });

export const WRONG_QUERY = wrong('The query cannot be read; errors says which parameters to mend.', {
  pointer: '#/limit',
  detail: `give a whole number from 1 to ${LIMIT.most}`,
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
): Parameter => ({ name, in: 'header', description, schema, example });

const DATE = 'Sun, 22 Nov 2026 20:00:00 GMT';

/** What every document of the public side may be asked with, as it stands under `components.parameters`. */
export const READING = {
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

export const reading = Object.keys(READING).map((name) => ({ $ref: `#/components/parameters/${name}` }));
