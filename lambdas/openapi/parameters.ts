import { LIST_LIMIT, MAX_NAME_LENGTH } from '../http/list-query';
import { LIST_LENGTHS } from '../http/one-address';
import { LIST_FILTERS } from '../http/routes';
import { STORY_EXAMPLE } from './examples';
import { storyIdSchema } from './field-schemas';
import type { Schema } from './json-schema';
import type { ParameterObject } from './operation-object';

export function inPath(name: string, schema: Schema, example: unknown, description?: string): ParameterObject {
  return { name, in: 'path', required: true, schema, example, description };
}

export function inQuery(name: string, schema: Schema, description: string, example?: unknown): ParameterObject {
  return { name, in: 'query', description, schema, example };
}

const text: Schema = { type: 'string' };

export function inHeader(name: string, description: string, example: string, schema = text): ParameterObject {
  return { name, in: 'header', description, schema, example };
}

export const idParameter = inPath('id', storyIdSchema, STORY_EXAMPLE.id, 'The id of the story.');

const limitSchema: Schema = { type: 'integer', minimum: 1, maximum: LIST_LIMIT.most, default: LIST_LIMIT.default };
export const limitParameter = inQuery('limit', limitSchema, 'The most entries in one answer.', 2);
const publicLimitParameter = inQuery(
  'limit',
  limitSchema,
  `The most entries in one answer: ${LIST_LENGTHS.join(', ')}. Another number is served as the next smaller of these, and 1 to 9 as 10.`,
  20,
);
export const beforeParameter = inQuery(
  'before',
  text,
  'The `cursor` of the page before. Leave it out for the first page.',
);

const filterParameter = (name: (typeof LIST_FILTERS)[number]): ParameterObject =>
  name === 'breaking'
    ? inQuery(name, { const: 'true' }, 'Only stories that break now. Give one filter at a time.')
    : inQuery(
        name,
        { type: 'string', minLength: 1, maxLength: MAX_NAME_LENGTH, pattern: '\\S' },
        `Only stories of this ${name}, by its slug. A name redirects to its slug. Give one filter at a time.`,
      );

/** Every query parameter of the public side, by its name in the table of routes. */
export const PUBLIC_QUERY_PARAMETERS: Readonly<Record<string, ParameterObject>> = Object.fromEntries(
  [
    publicLimitParameter,
    ...LIST_FILTERS.map(filterParameter),
    inQuery(
      'before',
      text,
      'The cursor of older stories, from an answer or from the link on a page. Of `/archive`: a year of four digits. A month has no older page.',
    ),
    inQuery(
      'after',
      text,
      'The `cursor` of the page of changes before, which is never null, or the cursor from the link to more feeds. Leave it out to begin.',
    ),
    inQuery(
      'story',
      { const: 'head' },
      'Leaves out the body of each story. A cursor goes on with or without this parameter.',
    ),
    inQuery('p', text, 'The number of a story in its old WordPress. Redirects to the story, or to the front page.'),
    inQuery('feed', text, 'The name of a feed in WordPress: rss, rss2, rdf or atom. Redirects to the feed.'),
    inQuery('all', text, 'Every feed, up to 2,000. The value has no meaning.', ''),
  ].map((parameter) => [parameter.name, parameter]),
);

const DATE = 'Sun, 22 Nov 2026 20:00:00 GMT';

/** The request headers of every public document, under `components.parameters`. */
export const CONDITIONAL_PARAMETERS = {
  IfNoneMatch: inHeader('If-None-Match', 'The ETags of your copies. The answer is 304 if one is current.', '"a"'),
  IfModifiedSince: inHeader(
    'If-Modified-Since',
    'The Last-Modified of your copy. With If-None-Match, it is ignored.',
    DATE,
  ),
  IfMatch: inHeader('If-Match', 'Only * matches: the ETags of the public side are weak (RFC 9110 §13.1.1).', '*'),
  IfUnmodifiedSince: inHeader(
    'If-Unmodified-Since',
    'A date. The answer is 412 if the document changed after it.',
    DATE,
  ),
  AcceptEncoding: inHeader(
    'Accept-Encoding',
    'The server knows br and gzip. Without this header, the answer is not compressed.',
    'br, gzip',
  ),
} as const;

export const conditionalParameterRefs = Object.keys(CONDITIONAL_PARAMETERS).map((name) => ({
  $ref: `#/components/parameters/${name}`,
}));
