import { NEWSROOM_ROUTES, type NewsroomRoute, type NewsroomRouteName, type Scope, takesDryRun } from '../http/routes';
import { headerRefs, NEWSROOM_HEADERS } from './headers';
import { schemaRef } from './json-schema';
import { pathTemplate } from './openapi-paths';
import { headOf, type NewsroomOperation, type OperationObject, type PathsObject } from './operation-object';
import { OPERATIONS } from './operations';
import { inQuery } from './parameters';
import { missingScopeRefusal, newsroomRefusal } from './refusals';
import { answerName, type NamedResponse } from './responses';

const DRY_RUN = inQuery(
  'dry-run',
  { const: 'true' },
  'Writes nothing. The answer has the refusals and warnings of the real request; of a new or replaced story, also a preview for readers.',
);
const REPLAYED = headerRefs({ 'Idempotency-Replayed': 'IdempotencyReplayed' });
const DRY_RUN_ANSWER: NamedResponse = {
  name: 'DryRun',
  description: 'Answer to a dry run: the story as it would be stored.',
  headers: { ...NEWSROOM_HEADERS, ...REPLAYED },
  content: { 'application/json': { schema: schemaRef('DryRun') } },
};

/** The operations that a client can call with the id of a new story. */
const NEXT_OPERATIONS = ['getNewsroomStory', 'replaceStory', 'breakStory', 'withdrawStory', 'listStoryRevisions'];
const LINKS = Object.fromEntries(
  NEXT_OPERATIONS.map((operationId) => [operationId, { operationId, parameters: { id: '$response.body#/story/id' } }]),
);

/** The newsroom side. */
export function newsroomPaths(): PathsObject {
  const paths: PathsObject = {};
  for (const [name, { path, methods }] of Object.entries<NewsroomRoute>(NEWSROOM_ROUTES)) {
    const operations: Readonly<Record<string, NewsroomOperation>> = OPERATIONS[name as NewsroomRouteName];
    const described: PathsObject[string] = {};
    for (const [method, { scope }] of Object.entries(methods))
      described[method] = describe(operations[method] as NewsroomOperation, method, scope);
    if (described.get) described.head = headOf(described.get);
    paths[pathTemplate(path)] = described;
  }
  return paths;
}

function describe(operation: NewsroomOperation, method: string, scope: Scope | undefined): OperationObject {
  const { operationId, summary, parameters = [], body, answers, refuses = [] } = operation;
  const dryRun = takesDryRun(method);
  const refusals = [
    ...[...refuses, 'Unauthorized' as const, 'Misdirected' as const, 'StoreUnavailable' as const].map(newsroomRefusal),
    ...(scope === undefined ? [] : [missingScopeRefusal(scope)]),
  ];
  return {
    operationId,
    tags: ['newsroom'],
    summary,
    parameters: dryRun ? [...parameters, DRY_RUN] : parameters,
    requestBody: body && {
      required: body.required ?? true,
      content: { 'application/json': { schema: body.schema, example: body.example } },
    },
    responses: {
      ...(answers.status === 201 ? { 200: DRY_RUN_ANSWER } : {}),
      [answers.status ?? 200]: answerOf(operation, dryRun),
      ...Object.fromEntries(refusals),
    },
    security: [{ token: scope === undefined ? [] : [scope] }],
  };
}

function answerOf({ operationId, parameters, answers }: NewsroomOperation, dryRun: boolean): NamedResponse {
  const { status = 200, description, schema, example, ofStory, previewed } = answers;
  // A dry run of an edit has the same status as the edit, and no ETag.
  const isEither = dryRun && status === 200;
  const isRepeatable = parameters?.some(({ name }) => name === 'Idempotency-Key') ?? false;
  return {
    name: answerName(operationId),
    description,
    headers: {
      ...NEWSROOM_HEADERS,
      ...(ofStory ? headerRefs({ ETag: isEither ? 'ETagUnlessDryRun' : 'RevisionETag' }) : {}),
      ...(status === 201 ? headerRefs({ Location: 'Location' }) : {}),
      ...(isRepeatable ? REPLAYED : {}),
    },
    content: {
      'application/json': {
        schema: isEither && previewed ? { anyOf: [schema, schemaRef('DryRun')] } : schema,
        example,
      },
    },
    links: status === 201 ? LINKS : undefined,
  };
}
