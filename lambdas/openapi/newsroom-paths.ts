import { NEWSROOM_ROUTES as ROUTES } from '../http/routes';
import { missingScopeExample, UNAUTHORIZED } from './newsroom-problems';
import { pathTemplate } from './openapi-paths';
import { type OperationObject, type PathsObject, withoutContent } from './operation-object';
import { dryRunSchema, type NewsroomOperation, OPERATIONS } from './operations';
import { headerRefs, NEWSROOM_HEADERS, NEWSROOM_REFUSAL_HEADERS } from './response-headers';
import { MISDIRECTED, problemResponse, type ResponseObject, UNAVAILABLE } from './responses';

const TRIED: ResponseObject = {
  description: 'of a dry run: what would be stored',
  headers: NEWSROOM_HEADERS,
  content: { 'application/json': { schema: dryRunSchema } },
};

/** What may be done to a story once it is uploaded. */
const WITH_THE_STORY = Object.fromEntries(
  ['story', 'replace', 'breakStory', 'withdraw', 'revisions'].map((operationId) => [
    operationId,
    { operationId, parameters: { id: '$response.body#/story/id' } },
  ]),
);

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: 'the JSON, the query or a header cannot be read',
  401: 'no token, or one that nobody was given',
  403: 'the token lacks a scope',
  404: 'there is no such story or revision',
  409: 'the id is taken, or this cannot be done to the story as it is',
  412: 'another editor was faster',
  413: 'the body is too large',
  415: 'the body is not JSON, or is compressed',
  421: 'the request came round the public address',
  422: 'fields are wrong, or the Idempotency-Key came with another request before',
  428: 'no If-Match',
  503: 'the store is busy or cannot be reached; repeating it is safe',
};

/** The newsroom side. */
export function newsroomPaths(): PathsObject {
  const paths: PathsObject = {};
  for (const [name, methods] of Object.entries(OPERATIONS)) {
    const operations = Object.entries(methods).map(([method, work]): [string, OperationObject] => [
      method,
      operationOf(work),
    ]);
    const read = methods.get && operationOf(methods.get);
    const head: [string, OperationObject][] = read
      ? [['head', { ...read, operationId: `${read.operationId}Head`, responses: withoutContent(read.responses) }]]
      : [];
    paths[pathTemplate(ROUTES[name as keyof typeof ROUTES])] = Object.fromEntries([...operations, ...head]);
  }
  return paths;
}

function operationOf(work: NewsroomOperation): OperationObject {
  const { operationId, summary, scope, parameters, body, answers, ofStory, tries, refuses = [] } = work;
  const refusals = [...refuses, UNAUTHORIZED, missingScopeExample(scope), MISDIRECTED, UNAVAILABLE].map(
    (said): [string, ResponseObject] => [
      String(said.status),
      problemResponse(said, {
        description: DESCRIPTIONS[said.status] ?? said.title,
        headers: NEWSROOM_REFUSAL_HEADERS,
      }),
    ],
  );
  return {
    operationId,
    tags: ['newsroom'],
    summary,
    ...(parameters && { parameters }),
    ...(body && {
      requestBody: {
        required: body.required ?? true,
        content: { 'application/json': { schema: body.schema, example: body.example } },
      },
    }),
    responses: {
      ...(tries && { 200: TRIED }),
      [answers.status]: {
        description: answers.status === 201 ? 'stored' : 'done',
        headers: {
          ...NEWSROOM_HEADERS,
          ...(ofStory && headerRefs({ ETag: tries && answers.status === 200 ? 'ETagUnlessTried' : 'RevisionETag' })),
          ...(answers.status === 201 && headerRefs({ Location: 'Location' })),
        },
        content: {
          'application/json': {
            schema: tries && answers.status === 200 ? { anyOf: [answers.schema, dryRunSchema] } : answers.schema,
            example: answers.example,
          },
        },
        ...(answers.status === 201 && { links: WITH_THE_STORY }),
      },
      ...Object.fromEntries(refusals),
    },
    security: [{ token: [scope] }],
  };
}
