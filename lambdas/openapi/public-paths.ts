import { notFound } from '../http/problem';
import { PUBLIC_ROUTES as ROUTES } from '../http/routes';
import { addressesOf } from './openapi-paths';
import { type Answer, MISDIRECTED, refusal, UNAVAILABLE } from './responses';
import { headers, PAGE_HEADERS, PREFLIGHT_HEADERS, PUBLIC_HEADERS } from './response-headers';
import { type Operation, type Parameter, type Paths, withoutContent } from './operation-object';
import { reading } from './parameters';
import { DOCUMENTS, type Document, FILES, MONTH, type Route, SLUGS } from './public-operations';
import { object } from './json-schema';

const SHOWN = { ...PUBLIC_HEADERS, ...headers({ ETag: 'ETag', 'Last-Modified': 'LastModified' }) };

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: 'the query cannot be read',
  404: 'nothing there, or not yet',
  410: 'the story was withdrawn',
  421: 'the request came round the public address',
  503: 'the store is busy or cannot be reached',
};

const refused = (said: Parameters<typeof refusal>[0], page = false): [string, Answer] => [
  String(said.status),
  // Who came to a wrong address is told as a program: a page names the right one.
  refusal(said, {
    description: DESCRIPTIONS[said.status] ?? said.title,
    headers: PUBLIC_HEADERS,
    page: page && said !== MISDIRECTED,
  }),
];

function answersOf({ content, page, standsAlone, sendsOn, refuses = [] }: Document): Operation['responses'] {
  const refusals = Object.fromEntries(
    [...refuses, MISDIRECTED, ...(standsAlone ? [] : [UNAVAILABLE])].map((said) => refused(said, page)),
  );
  if (sendsOn) {
    const sent = { ...PUBLIC_HEADERS, ...headers({ Location: 'Location' }) };
    return { '302': { description: 'there', headers: sent }, ...refusals };
  }
  const shown = { ...SHOWN, ...headers({ Link: 'Link', 'Content-Encoding': 'ContentEncoding' }) };
  return {
    '200': { description: 'there it is', headers: { ...shown, ...(page && PAGE_HEADERS) }, content },
    '304': {
      description: 'the copy that a condition names is still good',
      headers: { ...SHOWN, ...(page && PAGE_HEADERS) },
    },
    '412': {
      description: 'another state than If-Match or If-Unmodified-Since name',
      headers: { ...PUBLIC_HEADERS, ...(page && PAGE_HEADERS) },
    },
    ...refusals,
  };
}

/** Whether a page of another origin may read what is there; who is told so of any id, and not of what is no address at all. */
function preflight(operationId: string, { parameters = [], page }: Partial<Document> = {}): Operation {
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const isAddress = ({ schema }: Parameter): boolean => 'enum' in schema || schema === MONTH;
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
      '204': { description: 'it may', headers: { ...PUBLIC_HEADERS, ...PREFLIGHT_HEADERS } },
      ...(inPath.some(isAddress) && Object.fromEntries([refused(notFound(), page)])),
    },
  };
}

/** GET, HEAD and OPTIONS of an address. */
function methodsOf(operationId: string, document: Document): Paths[string] {
  const answers = answersOf(document);
  const operation = (operationId: string, responses: Operation['responses']): Operation => ({
    operationId,
    tags: ['readers'],
    summary: document.summary,
    parameters: [...(document.parameters ?? []), ...(document.sendsOn ? [] : reading)],
    responses,
  });
  return {
    get: operation(operationId, answers),
    head: operation(`${operationId}Head`, withoutContent(answers)),
    options: preflight(operationId, document),
  };
}

const HEALTH: Answer = {
  description: 'one small read worked',
  headers: { ...PUBLIC_HEADERS, ...headers({ 'Cache-Control': 'NoStore' }) },
  content: {
    'application/json': { schema: object({ status: { const: 'ok' } }, ['status']), example: { status: 'ok' } },
  },
};

function health(): Paths[string] {
  const answers = { '200': HEALTH, ...Object.fromEntries([refused(UNAVAILABLE)]) };
  const common = { tags: ['operators'], summary: 'Whether the store answers' };
  return {
    get: { operationId: 'health', ...common, responses: answers },
    head: { operationId: 'healthHead', ...common, responses: withoutContent(answers) },
    options: preflight('health'),
  };
}

/** The public side. */
export function publicPaths(): Paths {
  const paths: Paths = { [ROUTES.health]: health() };
  for (const [name, document] of Object.entries(DOCUMENTS)) {
    for (const { path, operationId, value } of addressesOf(name as Exclude<Route, 'health'>)) {
      const content = (value !== undefined && FILES[value]) || document.content;
      const parameters = (document.parameters ?? [])
        .filter(({ name, in: place }) => place !== 'path' || path.includes(`{${name}}`))
        .map((parameter) => (parameter.name === 'slug' ? { ...parameter, example: SLUGS[value ?? ''] } : parameter));
      paths[path] = methodsOf(operationId, { ...document, content, parameters });
    }
  }
  return paths;
}
