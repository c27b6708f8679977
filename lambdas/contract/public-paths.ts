import { LIMIT, LONGEST_NAME } from '../http/list-query';
import { notFound, type Problem, problem } from '../http/problem';
import { LIST_FILTERS, PUBLIC_ROUTES as ROUTES } from '../http/routes';
import { type Answer, HEADERS, MISDIRECTED, PUBLIC_HEADERS, refusal, UNAVAILABLE } from './answers';
import { LISTED, STORY } from './examples';
import { type Operation, type Parameter, type Paths, templated, valuesIn, withoutContent } from './operation';
import { described, list, nullable, object, ref, type Schema } from './schema';
import { storyId } from './story-schemas';

type Route = keyof typeof ROUTES;
type Content = Record<string, { readonly schema: Schema; readonly example?: unknown }>;

/** What stands at a public address. */
interface Document {
  readonly summary: string;
  readonly content: Content;
  readonly parameters?: readonly Parameter[];
  /** Whether it is for people, who are told on a page what went wrong. */
  readonly page?: true;
  /** Whether it is there though the store is not. */
  readonly standsAlone?: true;
  /** Whether it only says where something else is. */
  readonly sendsOn?: true;
  readonly refuses?: readonly Problem[];
}

const TEXT = { schema: { type: 'string' } };
const HTML: Content = { 'text/html': TEXT };
const XML: Content = { 'application/xml': TEXT };
const SITEMAP = '^sitemap-[12][0-9]{3}-(0[1-9]|1[0-2])[.]xml$';
const FEED: Content = {
  'application/rss+xml': { schema: described({ type: 'string' }, 'RSS 2.0') },
  'application/atom+xml': { schema: described({ type: 'string' }, 'Atom 1.0 (RFC 4287)') },
  'application/feed+json': { schema: ref('JsonFeed') },
};

const inPath = (name: string, schema: Schema, example: string, description?: string): Parameter => ({
  name,
  in: 'path',
  required: true,
  schema,
  example,
  ...(description !== undefined && { description }),
});
const inQuery = (name: string, schema: Schema, description: string, example?: unknown): Parameter => ({
  name,
  in: 'query',
  description,
  schema,
  ...(example !== undefined && { example }),
});

const choice = (route: Route, name: string, example: string): Parameter =>
  inPath(name, { enum: valuesIn(ROUTES[route], name) }, example);
const file = (route: Route) => choice(route, 'file', 'feed.json');
const folder = (route: Route) => choice(route, 'folder', 'sections');
const slug = inPath(
  'slug',
  { type: 'string', minLength: 1 },
  'local',
  'a name in lower case: Middle East is middle-east',
);
const document = inPath(
  'document',
  { type: 'string', minLength: 1 },
  '20261031T235959Z',
  'opaque: a feed names the archive document that precedes it (RFC 5005 §4; next_url of JSON Feed)',
);
const id = inPath('id', storyId, STORY.id);

export const limit = inQuery(
  'limit',
  { type: 'integer', minimum: 1, maximum: LIMIT.most, default: LIMIT.default },
  'how many',
  2,
);
export const cursor = inQuery('cursor', { type: 'string' }, '`next` of the page before');
const before = inQuery('before', { type: 'string' }, 'the way to what is older, as pages link to it');
const WRONG_PLACE = problem(400, 'There is no such page of older stories.', {
  errors: [{ pointer: '#/before', detail: 'follow the link to older stories, or leave it out to begin anew' }],
});
const filter = (name: string): Parameter =>
  name === 'breaking'
    ? inQuery(name, { const: 'true' }, 'stories that break now; one filter at a time')
    : inQuery(
        name,
        { type: 'string', minLength: 1, maxLength: LONGEST_NAME },
        `stories of one ${name}; one filter at a time`,
      );

export const WRONG_QUERY = problem(400, 'The query cannot be read; errors says which parameters to mend.', {
  errors: [{ pointer: '#/limit', detail: `give a whole number from 1 to ${LIMIT.most}` }],
});
const nothing = notFound();
const gone = problem(410, 'This story was withdrawn by its publisher.');

/** Made when it is asked for: no cold start waits for it. */
const documents = (): Readonly<Record<Exclude<Route, 'health'>, Document>> => ({
  front: {
    summary: 'The front page: what breaks, then the latest',
    content: HTML,
    page: true,
    parameters: [before],
    refuses: [WRONG_PLACE],
  },
  story: { summary: 'The page of a story', content: HTML, page: true, parameters: [id], refuses: [nothing, gone] },
  neighbour: {
    summary: 'The story before or after one in its section',
    content: {},
    page: true,
    sendsOn: true,
    parameters: [id, choice('neighbour', 'direction', 'next')],
    refuses: [nothing, gone],
  },
  feeds: { summary: 'Every feed there is, for people', content: HTML, page: true },
  opml: {
    summary: 'Every feed there is, for readers (OPML)',
    content: { 'text/x-opml': { schema: { type: 'string' } } },
  },
  feed: { summary: 'The newest stories', content: FEED, parameters: [file('feed')], refuses: [nothing] },
  breaking: {
    summary: 'The stories that break now',
    content: FEED,
    parameters: [file('breaking')],
    refuses: [nothing],
  },
  breakingPage: {
    summary: 'The same as a page',
    content: HTML,
    page: true,
    parameters: [before],
    refuses: [WRONG_PLACE, nothing],
  },
  audio: {
    summary: 'The newest stories that can be heard',
    content: FEED,
    parameters: [file('audio')],
    refuses: [nothing],
  },
  audioPage: {
    summary: 'The same as a page',
    content: HTML,
    page: true,
    parameters: [before],
    refuses: [WRONG_PLACE, nothing],
  },
  feedOf: {
    summary: 'The newest stories of a section, tag, author or language',
    content: FEED,
    parameters: [folder('feedOf'), slug, file('feedOf')],
    refuses: [nothing],
  },
  pageOf: {
    summary: 'The same as a page',
    content: HTML,
    page: true,
    parameters: [folder('pageOf'), slug, before],
    refuses: [WRONG_PLACE, nothing],
  },
  archive: {
    summary: 'A document of the history of all stories',
    content: FEED,
    parameters: [document, file('archive')],
    refuses: [nothing],
  },
  archiveOf: {
    summary: 'A document of the history of a section, tag, author or language',
    content: FEED,
    parameters: [folder('archiveOf'), slug, document, file('archiveOf')],
    refuses: [nothing],
  },
  archiveOfAudio: {
    summary: 'A document of the history of what can be heard',
    content: FEED,
    parameters: [document, file('archiveOfAudio')],
    refuses: [nothing],
  },
  podcast: {
    summary: 'What can be heard, as a podcast',
    content: { 'application/rss+xml': { schema: { type: 'string' } } },
    refuses: [nothing],
  },
  newsSitemap: { summary: 'The stories of the last two days, for search engines', content: XML },
  sitemap: { summary: 'Every sitemap there is', content: XML },
  sitemapOf: {
    summary: 'The stories of one month, for search engines',
    content: XML,
    parameters: [inPath('sitemap', { type: 'string', pattern: SITEMAP }, 'sitemap-2026-10.xml')],
    refuses: [nothing],
  },
  robots: { standsAlone: true, summary: 'What crawlers may do', content: { 'text/plain': TEXT } },
  icon: {
    standsAlone: true,
    summary: 'The pictures that stand for the publication',
    content: {
      'image/svg+xml': TEXT,
      'image/png': { schema: {} },
      'image/vnd.microsoft.icon': { schema: {} },
    },
    parameters: [choice('icon', 'icon', 'icon.svg')],
  },
  list: {
    summary: 'Stories as JSON, newest first, without their bodies',
    content: {
      'application/json': {
        schema: object({ stories: list(ref('ListedStory')), next: nullable({ type: 'string' }) }, ['stories', 'next']),
        example: { stories: [LISTED], next: null },
      },
    },
    parameters: [limit, cursor, ...LIST_FILTERS.map(filter)],
    refuses: [WRONG_QUERY],
  },
  storyJson: {
    summary: 'A story as JSON, whole',
    content: { 'application/json': { schema: ref('Story'), example: STORY } },
    parameters: [id],
    refuses: [nothing, gone],
  },
  changes: {
    summary: 'Every change that readers could see, in its order, each with the story as it is now',
    content: {
      'application/json': {
        schema: object({ changes: list(ref('Change')), next: { type: 'string' } }, ['changes', 'next']),
        example: { changes: [{ at: STORY.publishedAt, what: 'published', id: STORY.id, story: STORY }], next: 'fDE' },
      },
    },
    parameters: [limit, inQuery('after', { type: 'string' }, '`next` of the page before, which always has one')],
    refuses: [WRONG_QUERY],
  },
  contract: {
    standsAlone: true,
    summary: 'This description',
    content: { 'application/json': { schema: { type: 'object' } } },
  },
});

const CONDITIONS = ['IfNoneMatch', 'IfModifiedSince', 'IfMatch', 'IfUnmodifiedSince'].map((name) => ({
  $ref: `#/components/parameters/${name}`,
}));

const SHOWN = { ...PUBLIC_HEADERS, ETag: HEADERS.ETag, 'Last-Modified': HEADERS.LastModified };

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: 'the query cannot be read',
  404: 'nothing there, or not yet',
  410: 'the story was withdrawn',
  421: 'the request came round the public address',
  503: 'the store is busy or cannot be reached',
};

function answersOf({ content, page, standsAlone, sendsOn, refuses = [] }: Document): Record<string, Answer> {
  const refusals = [...refuses, MISDIRECTED, ...(standsAlone ? [] : [UNAVAILABLE])].map((said): [string, Answer] => [
    String(said.status),
    // Who came to a wrong address is told as a program: a page names the right one.
    refusal(said, {
      description: DESCRIPTIONS[said.status] ?? said.title,
      headers: PUBLIC_HEADERS,
      ...(page && said !== MISDIRECTED && { html: true as const }),
    }),
  ]);
  const sent = { ...PUBLIC_HEADERS, Location: HEADERS.Location };
  if (sendsOn) return { '302': { description: 'there', headers: sent }, ...Object.fromEntries(refusals) };
  return {
    '200': { description: 'there it is', headers: { ...SHOWN, Link: HEADERS.Link }, content },
    '304': { description: 'the copy that a condition names is still good', headers: SHOWN },
    '412': { description: 'another state than If-Match or If-Unmodified-Since name', headers: PUBLIC_HEADERS },
    ...Object.fromEntries(refusals),
  };
}

const preflight = (route: Route, { parameters = [] }: Pick<Document, 'parameters'> = {}): Operation => {
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  return {
    operationId: `${route}Options`,
    tags: ['readers'],
    summary: 'Whether a page of another origin may read it',
    ...(inPath.length > 0 && { parameters: inPath }),
    responses: { '204': { description: 'it may', headers: { ...PUBLIC_HEADERS, Allow: HEADERS.Allow } } },
  };
};

/** The public side. */
export function publicPaths(): Paths {
  const paths: Paths = {};
  for (const [name, document] of Object.entries(documents())) {
    const route = name as Exclude<Route, 'health'>;
    const parameters = [...(document.parameters ?? []), ...(document.sendsOn ? [] : CONDITIONS)];
    const answers = answersOf(document);
    const operation = (method: string, responses: Operation['responses']): Operation => ({
      operationId: method === 'get' ? route : `${route}Head`,
      tags: ['readers'],
      summary: document.summary,
      parameters,
      responses,
    });
    paths[templated(ROUTES[route])] = {
      get: operation('get', answers),
      head: operation('head', withoutContent(answers)),
      options: preflight(route, document),
    };
  }
  const health: Answer = {
    description: 'one small read worked',
    headers: PUBLIC_HEADERS,
    content: {
      'application/json': { schema: object({ status: { const: 'ok' } }, ['status']), example: { status: 'ok' } },
    },
  };
  const answers = {
    '200': health,
    '503': refusal(UNAVAILABLE, { description: `${DESCRIPTIONS[503]}`, headers: PUBLIC_HEADERS }),
  };
  const summary = 'Whether the store answers';
  paths[ROUTES.health] = {
    get: { operationId: 'health', tags: ['operators'], summary, responses: answers },
    head: { operationId: 'healthHead', tags: ['operators'], summary, responses: withoutContent(answers) },
    options: preflight('health'),
  };
  return paths;
}
