import { AFTER_FEED_PROBLEM, BEFORE_PROBLEM, LIMIT_PROBLEM } from '../http/list-query';
import type { FieldProblem, Problem } from '../http/problem-details';
import { PROBLEMS, type ProblemName, type ProblemValues, problemNamed, sideOf } from '../http/problems';
import { MAX_BODY_BYTES } from '../http/request-body';
import type { Scope } from '../http/routes';
import { STORY_EXAMPLE } from './examples';
import {
  type Headers,
  headerRefs,
  NEWSROOM_REFUSAL_HEADERS,
  PAGE_HEADERS,
  PAGE_IN_BROWSER_HEADERS,
  PUBLIC_RESPONSE_HEADERS,
} from './headers';
import { schemaRef } from './json-schema';
import type { Content, NamedResponse } from './responses';

/** The problems of each refusal in the document, all of one status. The first one is its example. */
const REFUSALS = {
  OlderPageNotFound: ['olderPageNotFound'],
  FeedsPageNotFound: ['feedsPageNotFound'],
  InvalidQuery: ['invalidQuery'],
  UnreadableBody: ['bodyNotJson', 'bodyNotUtf8', 'invalidIdempotencyKey', 'invalidDryRun', 'invalidQuery'],
  UnreadableHeader: ['invalidIdempotencyKey', 'invalidDryRun', 'invalidQuery', 'bodyNotUtf8'],
  Unauthorized: ['tokenUnknown', 'tokenMissing', 'tokenMalformed'],
  NothingFound: ['notFound'],
  StoryNotFound: ['storyNotFound'],
  RevisionNotFound: ['revisionNotFound'],
  IdTaken: ['idTaken'],
  StoryWithdrawn: ['storyWithdrawn'],
  StoryWithdrawnOrPublished: ['storyWithdrawn', 'alreadyPublished'],
  StoryNotWithdrawn: ['storyNotWithdrawn'],
  StoryGone: ['gone', 'goneWithNote'],
  FeedGone: ['feedClosed'],
  FeedNotFound: ['feedNotFound'],
  FeedInUse: ['feedHoldsStories', 'feedAnnouncesWithdrawal'],
  StaleRevision: ['stale'],
  BodyTooLarge: ['bodyTooLarge'],
  UnsupportedBody: ['typeNotJson', 'bodyCompressed'],
  CompressedBody: ['bodyCompressed'],
  Misdirected: ['misdirected'],
  InvalidFields: ['invalidFields'],
  InvalidFieldsOrKeyReused: ['invalidFields', 'keyReused'],
  InvalidFieldsOrBreakingFull: ['invalidFields', 'breakingFull', 'keyReused'],
  KeyReused: ['keyReused'],
  KeyReusedOrBreakingFull: ['keyReused', 'breakingFull'],
  IfMatchMissing: ['ifMatchMissing'],
  StoreUnavailable: ['storeUnavailable'],
} as const satisfies Record<string, readonly [ProblemName, ...ProblemName[]]>;

export type RefusalName = keyof typeof REFUSALS;

type ExampleName = (typeof REFUSALS)[RefusalName][0];
type NameWithValues = { [N in ExampleName]: keyof ProblemValues<N> extends never ? never : N }[ExampleName];
const VALUES: { readonly [N in NameWithValues]: ProblemValues<N> } = {
  bodyNotJson: { where: ' (character 17)' },
  idTaken: { id: STORY_EXAMPLE.id },
  feedHoldsStories: { stories: '3 stories' },
  bodyTooLarge: { bytes: MAX_BODY_BYTES },
  storeUnavailable: { seconds: 2, requestId: '7b1f…' },
};
const ERRORS: { readonly [N in ExampleName]?: FieldProblem } = {
  olderPageNotFound: BEFORE_PROBLEM,
  feedsPageNotFound: AFTER_FEED_PROBLEM,
  invalidQuery: LIMIT_PROBLEM,
  invalidFields: { pointer: '#/headline', detail: 'missing or empty: write a headline' },
};

function exampleOf(name: ExampleName): Problem {
  const values: Partial<Record<ExampleName, object>> = VALUES;
  const error = ERRORS[name];
  // The compiler cannot follow that VALUES has the values of exactly this name.
  return problemNamed(name as 'notFound', values[name], error && [error]);
}

/** Fields of every refusal of that status (RFC 9110 §11.6.1, §15.5.16, §10.2.3). */
const STATUS_HEADERS: Readonly<Record<number, Headers>> = {
  401: headerRefs({ 'WWW-Authenticate': 'Authenticate' }),
  403: headerRefs({ 'WWW-Authenticate': 'Authenticate' }),
  415: headerRefs({ Accept: 'Accept', 'Accept-Encoding': 'AcceptEncoding' }),
  503: headerRefs({ 'Retry-After': 'RetryAfter' }),
};

export type Refusal = readonly [status: string, response: NamedResponse];

function refusal(name: string, description: string, problem: Problem, headers: Headers): Refusal {
  const { headers: _, page: __, ...example } = problem;
  const content = { 'application/problem+json': { schema: schemaRef('Problem'), example } };
  return [
    String(problem.status),
    { name, description, headers: { ...headers, ...STATUS_HEADERS[problem.status] }, content },
  ];
}

const descriptionOf = (name: RefusalName): string =>
  REFUSALS[name].map((problem) => PROBLEMS[problem].detail).join(' ');

/** A refusal of the newsroom side. */
export function newsroomRefusal(name: RefusalName): Refusal {
  const prefix = sideOf(REFUSALS[name][0]) === 'both' ? 'Newsroom' : '';
  return refusal(prefix + name, descriptionOf(name), exampleOf(REFUSALS[name][0]), NEWSROOM_REFUSAL_HEADERS);
}

/** The refusal of a token without a scope. */
export function missingScopeRefusal(scope: Scope): Refusal {
  const problem = problemNamed('missingScope', { name: 'reader', scope });
  const name = `Missing${scope.charAt(0).toUpperCase()}${scope.slice(1)}Scope`;
  return refusal(name, PROBLEMS.missingScope.detail, problem, NEWSROOM_REFUSAL_HEADERS);
}

/** A refusal of the public side; `isPage` where people read it on a page. A browser gets a 404 and a 410 as a page everywhere. */
export function publicRefusal(name: RefusalName, isPage = false): Refusal {
  const [status, response] = refusal(name, descriptionOf(name), exampleOf(REFUSALS[name][0]), PUBLIC_RESPONSE_HEADERS);
  const isMissing = status === '404' || status === '410';
  // A page would have to name the right host, so a request to a wrong one is always refused as JSON.
  if (!(isPage || isMissing) || name === 'Misdirected') return [status, response];
  const page: Content = { 'text/html': { schema: { type: 'string' } } };
  const headers = { ...response.headers, ...headerRefs({ 'Content-Encoding': 'ContentEncoding' }) };
  if (isPage)
    return [status, { ...response, name: `${name}Page`, headers: { ...headers, ...PAGE_HEADERS }, content: page }];
  const content = { ...response.content, ...page };
  return [status, { ...response, headers: { ...headers, ...PAGE_IN_BROWSER_HEADERS }, content }];
}
