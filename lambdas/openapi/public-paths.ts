import { notFound } from '../http/problem';
import { PUBLIC_ROUTES as ROUTES } from '../http/routes';
import { objectSchema } from './json-schema';
import { openApiPathsOf } from './openapi-paths';
import { type OperationObject, type ParameterObject, type PathsObject, withoutContent } from './operation-object';
import { conditionalParameterRefs } from './parameters';
import { FILES, MONTH, PUBLIC_OPERATIONS, type PublicOperation, type Route, SLUGS } from './public-operations';
import { headerRefs, PAGE_HEADERS, PREFLIGHT_HEADERS, PUBLIC_RESPONSE_HEADERS } from './response-headers';
import { MISDIRECTED, problemResponse, type ResponseObject, UNAVAILABLE } from './responses';

const SHOWN = { ...PUBLIC_RESPONSE_HEADERS, ...headerRefs({ ETag: 'ETag', 'Last-Modified': 'LastModified' }) };

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: 'the query cannot be read',
  404: 'nothing there, or not yet',
  410: 'the story was withdrawn',
  421: 'the request came round the public address',
  503: 'the store is busy or cannot be reached',
};

const refused = (said: Parameters<typeof problemResponse>[0], page = false): [string, ResponseObject] => [
  String(said.status),
  // Who came to a wrong address is told as a program: a page names the right one.
  problemResponse(said, {
    description: DESCRIPTIONS[said.status] ?? said.title,
    headers: PUBLIC_RESPONSE_HEADERS,
    page: page && said !== MISDIRECTED,
  }),
];

function answersOf({
  content,
  page,
  standsAlone,
  sendsOn,
  refuses = [],
}: PublicOperation): OperationObject['responses'] {
  const refusals = Object.fromEntries(
    [...refuses, MISDIRECTED, ...(standsAlone ? [] : [UNAVAILABLE])].map((said) => refused(said, page)),
  );
  if (sendsOn) {
    const sent = { ...PUBLIC_RESPONSE_HEADERS, ...headerRefs({ Location: 'Location' }) };
    return { '302': { description: 'there', headers: sent }, ...refusals };
  }
  const shown = { ...SHOWN, ...headerRefs({ Link: 'Link', 'Content-Encoding': 'ContentEncoding' }) };
  return {
    '200': { description: 'there it is', headers: { ...shown, ...(page && PAGE_HEADERS) }, content },
    '304': {
      description: 'the copy that a condition names is still good',
      headers: { ...SHOWN, ...(page && PAGE_HEADERS) },
    },
    '412': {
      description: 'another state than If-Match or If-Unmodified-Since name',
      headers: { ...PUBLIC_RESPONSE_HEADERS, ...(page && PAGE_HEADERS) },
    },
    ...refusals,
  };
}

/** Whether a page of another origin may read what is there; who is told so of any id, and not of what is no address at all. */
function preflight(operationId: string, { parameters = [], page }: Partial<PublicOperation> = {}): OperationObject {
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const isAddress = ({ schema }: ParameterObject): boolean => 'enum' in schema || schema === MONTH;
  return {
    operationId: `${operationId}Options`,
    tags: ['readers'],
    summary: 'Whether a page of another origin may read it',
    ...(inPath.length > 0 && {
      parameters: inPath.map((parameter) =>
        isAddress(parameter) ? parameter : { ...parameter, schema: { type: 'string' } },
      ),
    }),
    responses: {
      '204': { description: 'it may', headers: { ...PUBLIC_RESPONSE_HEADERS, ...PREFLIGHT_HEADERS } },
      ...(inPath.some(isAddress) && Object.fromEntries([refused(notFound(), page)])),
    },
  };
}

/** GET, HEAD and OPTIONS of an address. */
function methodsOf(operationId: string, document: PublicOperation): PathsObject[string] {
  const answers = answersOf(document);
  const operation = (operationId: string, responses: OperationObject['responses']): OperationObject => ({
    operationId,
    tags: ['readers'],
    summary: document.summary,
    parameters: [...(document.parameters ?? []), ...(document.sendsOn ? [] : conditionalParameterRefs)],
    responses,
  });
  return {
    get: operation(operationId, answers),
    head: operation(`${operationId}Head`, withoutContent(answers)),
    options: preflight(operationId, document),
  };
}

const HEALTH: ResponseObject = {
  description: 'one small read worked',
  headers: { ...PUBLIC_RESPONSE_HEADERS, ...headerRefs({ 'Cache-Control': 'NoStore' }) },
  content: {
    'application/json': { schema: objectSchema({ status: { const: 'ok' } }, ['status']), example: { status: 'ok' } },
  },
};

function health(): PathsObject[string] {
  const answers = { '200': HEALTH, ...Object.fromEntries([refused(UNAVAILABLE)]) };
  const common = { tags: ['operators'], summary: 'Whether the store answers' };
  return {
    get: { operationId: 'health', ...common, responses: answers },
    head: { operationId: 'healthHead', ...common, responses: withoutContent(answers) },
    options: preflight('health'),
  };
}

/** The public side. */
export function publicPaths(): PathsObject {
  const paths: PathsObject = { [ROUTES.health]: health() };
  for (const [name, document] of Object.entries(PUBLIC_OPERATIONS)) {
    for (const { path, operationId, value } of openApiPathsOf(name as Exclude<Route, 'health'>)) {
      const content = (value !== undefined && FILES[value]) || document.content;
      const parameters = (document.parameters ?? [])
        .filter(({ name, in: place }) => place !== 'path' || path.includes(`{${name}}`))
        .map((parameter) => (parameter.name === 'slug' ? { ...parameter, example: SLUGS[value ?? ''] } : parameter));
      paths[path] = methodsOf(operationId, { ...document, content, parameters });
    }
  }
  return paths;
}
