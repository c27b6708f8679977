import { type PublicRouteName, PUBLIC_ROUTES as ROUTES } from '../http/routes';
import {
  headerRefs,
  MOVED_RESPONSE_HEADERS,
  NOT_MODIFIED_HEADERS,
  PAGE_HEADERS,
  PAGE_IN_BROWSER_HEADERS,
  PREFLIGHT_HEADERS,
  PUBLIC_RESPONSE_HEADERS,
} from './headers';
import { objectSchema } from './json-schema';
import { pathTemplatesOf } from './openapi-paths';
import {
  headOf,
  type OperationObject,
  operationIdFor,
  type ParameterObject,
  type PathsObject,
} from './operation-object';
import { conditionalParameterRefs, PUBLIC_QUERY_PARAMETERS } from './parameters';
import { FILES, FIRST_STEPS, PUBLIC_OPERATIONS, type PublicOperation, SITEMAP_PART } from './public-operations';
import { publicRefusal } from './refusals';
import { answerName, type Content, type NamedResponse } from './responses';

const CACHED_HEADERS = { ...PUBLIC_RESPONSE_HEADERS, ...headerRefs({ ETag: 'ETag', 'Last-Modified': 'LastModified' }) };
const HTML: Content = { 'text/html': { schema: { type: 'string' } } };
const FEED: Content = { ...FILES['rss.xml'], ...FILES['atom.xml'], ...FILES['feed.json'] };

/** The names of documents that several addresses have. */
const DOCUMENT_NAMES: Readonly<Record<string, string>> = {
  'text/html': 'Page',
  'application/rss+xml': 'RssDocument',
  'application/xml': 'SitemapDocument',
  'image/png': 'PngImage',
};
const documentName = ({ operationId, content }: Described): string => {
  const [mediaType = '', ...others] = Object.keys(content);
  return others.length > 0 ? 'FeedDocument' : (DOCUMENT_NAMES[mediaType] ?? answerName(operationId));
};

/** A public operation at one address, whole. */
interface Described
  extends Pick<PublicOperation, 'operationId' | 'summary' | 'isStatic' | 'redirects' | 'refuses' | 'isPageInBrowser'> {
  readonly content: Content;
  readonly isPage: boolean;
  readonly parameters: readonly ParameterObject[];
}

/** The public side. */
export function publicPaths(): PathsObject {
  const paths: PathsObject = { [ROUTES.health.path]: healthMethods() };
  for (const name of Object.keys(PUBLIC_OPERATIONS) as Exclude<PublicRouteName, 'health'>[]) {
    for (const { path, firstStep = '' } of pathTemplatesOf(name)) paths[path] = methodsOf(describe(name, firstStep));
  }
  return paths;
}

function describe(name: Exclude<PublicRouteName, 'health'>, firstStep: string): Described {
  const { kind, query = [] } = ROUTES[name];
  const operation = PUBLIC_OPERATIONS[name];
  const first = FIRST_STEPS[firstStep];
  const inPath = (operation.path ?? []).map((parameter) =>
    parameter.name === 'slug' ? { ...parameter, example: first?.slug } : parameter,
  );
  return {
    ...operation,
    operationId: operation.operationId.replace('{}', first?.word ?? ''),
    summary: operation.summary.replace('{}', first?.name ?? ''),
    content: FILES[firstStep] ?? operation.content ?? (kind === 'page' ? HTML : FEED),
    isPage: kind === 'page',
    parameters: [...inPath, ...query.flatMap((parameter) => PUBLIC_QUERY_PARAMETERS[parameter] ?? [])],
  };
}

/** GET, HEAD and OPTIONS of an address. */
function methodsOf(described: Described): PathsObject[string] {
  const { operationId, summary, redirects, isPage } = described;
  const parameters = [...described.parameters, ...(redirects ? [] : conditionalParameterRefs)];
  const get = { operationId, tags: ['readers'], summary, parameters, responses: responsesOf(described) };
  return { get, head: headOf(get), options: preflight(operationId, described.parameters, isPage) };
}

const MOVED: NamedResponse = {
  name: 'MovedToOneAddress',
  description:
    'Another spelling of the address, a former address, or a closed feed that moved. The redirect leads to the document.',
  headers: MOVED_RESPONSE_HEADERS,
};

function responsesOf(described: Described): OperationObject['responses'] {
  const { isPage, isPageInBrowser, isStatic, redirects, refuses = [] } = described;
  const refusals = [...refuses, 'Misdirected' as const, ...(isStatic ? [] : (['StoreUnavailable'] as const))];
  const refused = Object.fromEntries(refusals.map((name) => publicRefusal(name, isPage)));
  if (redirects) {
    const headers = { ...PUBLIC_RESPONSE_HEADERS, ...headerRefs({ Location: 'Location' }) };
    const redirect: NamedResponse = { name: 'StoryRedirect', description: 'The address of the other story.', headers };
    return { '301': MOVED, '302': redirect, ...refused };
  }
  const [page, suffix] = isPage ? [PAGE_HEADERS, 'Page'] : [{}, ''];
  return {
    '200': isPageInBrowser ? documentOrPage(described) : document(described),
    '301': MOVED,
    '304': { name: 'NotModified', description: 'Your copy is current.', headers: NOT_MODIFIED_HEADERS },
    '412': {
      name: `PreconditionFailed${suffix}`,
      description: 'If-Match or If-Unmodified-Since names another state of the document.',
      headers: { ...PUBLIC_RESPONSE_HEADERS, ...page },
    },
    ...refused,
  };
}

/** The current document. */
const document = (described: Described): NamedResponse => ({
  name: documentName(described),
  nameWithoutBody: described.isPage ? 'PageWithoutBody' : 'DocumentWithoutBody',
  description: 'The current document.',
  headers: {
    ...CACHED_HEADERS,
    ...headerRefs({ Link: 'Link', 'Content-Encoding': 'ContentEncoding' }),
    ...(described.isPage && PAGE_HEADERS),
  },
  content: described.content,
});

/** The current document of a feed, or the page that explains it. */
function documentOrPage(described: Described): NamedResponse {
  const { name, headers, content } = document(described);
  return {
    name: `${name}OrPage`,
    nameWithoutBody: 'DocumentOrPageWithoutBody',
    description:
      'The current document. A browser that opens the address (`Sec-Fetch-Dest: document`) gets a page that explains the feed.',
    headers: { ...headers, ...PAGE_IN_BROWSER_HEADERS },
    content: { ...content, ...HTML },
  };
}

/** The answer to a browser's preflight request: 204 for any id, and 404 for a path that no route has. */
function preflight(operationId: string, parameters: readonly ParameterObject[], isPage: boolean): OperationObject {
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const isInRoute = ({ schema }: ParameterObject): boolean => 'enum' in schema || schema === SITEMAP_PART;
  return {
    operationId: operationIdFor('options', operationId),
    tags: ['readers'],
    summary: 'Allows scripts of every origin to read this address (CORS)',
    parameters: inPath.map((parameter) =>
      isInRoute(parameter) ? parameter : { ...parameter, schema: { type: 'string' } },
    ),
    responses: {
      '204': {
        name: 'PreflightAllowed',
        description: 'A script of any origin may read this address.',
        headers: { ...PUBLIC_RESPONSE_HEADERS, ...PREFLIGHT_HEADERS },
      },
      ...Object.fromEntries(inPath.some(isInRoute) ? [publicRefusal('NothingFound', isPage)] : []),
    },
  };
}

const HEALTHY: NamedResponse = {
  name: 'Healthy',
  description: 'The store answered one small read.',
  headers: { ...PUBLIC_RESPONSE_HEADERS, ...headerRefs({ 'Cache-Control': 'NoStore' }) },
  content: {
    'application/json': { schema: objectSchema({ status: { const: 'ok' } }, ['status']), example: { status: 'ok' } },
  },
};

function healthMethods(): PathsObject[string] {
  const responses = { '200': HEALTHY, '301': MOVED, ...Object.fromEntries([publicRefusal('StoreUnavailable')]) };
  const get = { operationId: 'getHealth', tags: ['operators'], summary: 'Health check of the store', responses };
  return { get, head: headOf(get), options: preflight('getHealth', [], false) };
}
