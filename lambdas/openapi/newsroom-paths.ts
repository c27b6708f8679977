import { NEWSROOM_ROUTES, type NewsroomRoute, type NewsroomRouteName } from '../http/routes';
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
  'Writes nothing. The answer shows the story as it would be stored, every warning, and a preview for readers.',
);
const DRY_RUN_ANSWER: NamedResponse = {
  name: 'DryRun',
  description: 'Answer to a dry run: the story as it would be stored.',
  headers: NEWSROOM_HEADERS,
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
    for (const [method, rule] of Object.entries(methods))
      described[method] = describe(operations[method] as NewsroomOperation, rule);
    if (described.get) described.head = headOf(described.get);
    paths[pathTemplate(path)] = described;
  }
  return paths;
}

type Rule = NonNullable<NewsroomRoute['methods']['get']>;

function describe(operation: NewsroomOperation, { scope, dryRun }: Rule): OperationObject {
  const { operationId, summary, parameters = [], body, answers, refuses = [] } = operation;
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
      ...(dryRun ? { 200: DRY_RUN_ANSWER } : {}),
      [answers.status ?? 200]: answerOf(operation, dryRun),
      ...Object.fromEntries(refusals),
    },
    security: [{ token: scope === undefined ? [] : [scope] }],
  };
}

function answerOf({ operationId, answers }: NewsroomOperation, dryRun: true | undefined): NamedResponse {
  const { status = 200, description, schema, example, ofStory } = answers;
  // A dry run of a replacement has the same status as the replacement, and no ETag.
  const isEither = dryRun && status === 200;
  return {
    name: answerName(operationId),
    description,
    headers: {
      ...NEWSROOM_HEADERS,
      ...(ofStory ? headerRefs({ ETag: isEither ? 'ETagUnlessDryRun' : 'RevisionETag' }) : {}),
      ...(status === 201 ? headerRefs({ Location: 'Location' }) : {}),
    },
    content: { 'application/json': { schema: isEither ? { anyOf: [schema, schemaRef('DryRun')] } : schema, example } },
    links: status === 201 ? LINKS : undefined,
  };
}
