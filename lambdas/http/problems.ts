import type { Bearer, OperationRefusal } from './newsroom-operations';
import { type FieldProblem, type Problem, ProblemError, type ProblemForPeople, problem } from './problem-details';

/** One thing that a request can be refused for. `{name}` in a text stands for a value. */
interface ProblemRow {
  readonly status: number;
  /** The sentence that a client reads: the fact, and the remedy where a sentence can hold it. */
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** More help, for docs/errors.md. */
  readonly remedy?: string;
  readonly page?: ProblemForPeople;
}

const COMMON_PROBLEMS = {
  invalidQuery: { status: 400, detail: 'The query is not valid: "errors" names each wrong parameter and its remedy.' },
  methodNotAllowed: { status: 405, detail: 'This address answers {methods}.', headers: { allow: '{methods}' } },
  misdirected: {
    status: 421,
    detail: 'This host is not the public address of the publication: send the request there.',
    remedy: 'Ask the publisher for the address. Its front page and feeds name it, too.',
  },
  fault: {
    status: 500,
    detail: "Something went wrong here. Tell the publisher, with the request's id: {requestId}",
    remedy: 'The log of the function has a line with this id and the error.',
  },
  storeUnavailable: {
    status: 503,
    detail: 'The stories cannot be reached for the moment. Try again in {seconds} seconds (request {requestId}).',
    headers: { 'retry-after': '{seconds}' },
    remedy: 'Repeat the request. A write with the same Idempotency-Key is safe to repeat.',
  },
} as const satisfies Record<string, ProblemRow>;

const WITHDRAWN_STORY: ProblemForPeople = { heading: 'This story was withdrawn', isWithdrawal: true };

const PUBLIC_PROBLEMS = {
  olderPageNotFound: {
    status: 400,
    detail: 'There is no such page of older stories.',
    remedy: 'Start again from the newest stories, and follow the link to older ones.',
  },
  feedsPageNotFound: {
    status: 400,
    detail: 'There is no such page of feeds.',
    remedy: 'Start again at `/feeds`, and follow the link to more feeds.',
  },
  // Every public 404 has the same body, so it never reveals that an embargoed story exists.
  notFound: {
    status: 404,
    page: {
      heading: 'There is nothing here',
      text: 'The address may be misspelt, or its story or feed may have moved.',
    },
    detail: 'There is nothing at this address. The feeds there are: /feeds',
    remedy: 'A story under embargo appears at its publication date. A feed opens with its first published story.',
  },
  gone: {
    status: 410,
    page: WITHDRAWN_STORY,
    detail: 'This story was withdrawn by its publisher.',
    remedy: 'Delete your copy of the story.',
  },
  goneWithNote: {
    status: 410,
    page: WITHDRAWN_STORY,
    detail: 'This story was withdrawn by its publisher: {note}',
    remedy: 'Delete your copy of the story, or replace it by the note.',
  },
  feedClosed: {
    status: 410,
    page: {
      heading: 'This feed is closed',
      text: 'No new stories come to this address. You can remove it from your feed reader.',
    },
    detail: 'This feed is closed. The feeds there are: /feeds',
    remedy: 'Remove the subscription. A closed feed opens again with its next story.',
  },
} as const satisfies Record<string, ProblemRow>;

const NEWSROOM_PROBLEMS = {
  bodyNotJson: {
    status: 400,
    detail: 'The body is not JSON{where}: check commas, quotation marks and brackets.',
    remedy: 'The message names the first wrong character.',
  },
  bodyNotUtf8: { status: 400, detail: 'The body is not UTF-8: send JSON in UTF-8 (RFC 8259 §8.1).' },
  invalidIdempotencyKey: {
    status: 400,
    detail: 'Idempotency-Key: write 1 to 255 visible ASCII characters, such as a UUID.',
  },
  invalidDryRun: {
    status: 400,
    detail: 'The query is not valid, and nothing was stored: "errors" names the remedy.',
    remedy: 'Send `dry-run=true` once. Every write takes it.',
  },
  tokenMissing: {
    status: 401,
    detail: 'This request has no token: send one of this publication, with the header "Authorization: Bearer …".',
    // RFC 6750 §3.1: no error code for a request without a token, or with another scheme.
    headers: { 'www-authenticate': 'Bearer realm="newsroom"' },
    remedy: '`token create` of the command line makes a token.',
  },
  tokenMalformed: {
    status: 401,
    detail:
      'The token of this request is empty or misspelt: send it as it was printed, after "Authorization: Bearer ".',
    headers: { 'www-authenticate': 'Bearer realm="newsroom", error="invalid_token"' },
    remedy: 'A token has letters, digits and `-._~+/`, and `=` at its end. Look for an empty variable.',
  },
  // The same answer for a token that never was, and for a revoked one.
  tokenUnknown: {
    status: 401,
    detail: 'This server does not know the token of this request: use a token of this publication.',
    headers: { 'www-authenticate': 'Bearer realm="newsroom", error="invalid_token"' },
    remedy:
      'The token is misspelt, revoked, or of another publication. Ask the operator, who makes one with `token create` of the command line.',
  },
  missingScope: {
    status: 403,
    detail: 'The token "{name}" lacks the scope "{scope}": use a token that has it.',
    // RFC 6750 §3.1.
    headers: { 'www-authenticate': 'Bearer realm="newsroom", error="insufficient_scope", scope="{scope}"' },
  },
  newsroomPathNotFound: {
    status: 404,
    detail: 'There is nothing at this address of the newsroom side.',
    remedy: '`/openapi.json` lists every address.',
  },
  storyNotFound: {
    status: 404,
    detail: 'There is no story with this id.',
    remedy: '`GET /newsroom/stories` lists every story with its id.',
  },
  revisionNotFound: {
    status: 404,
    detail: 'There is no story with this id, or no such revision of it.',
    remedy: '`GET /newsroom/stories/{id}/revisions` lists every revision.',
  },
  feedNotFound: {
    status: 404,
    detail: 'There is no such feed of a section, tag, author or language, or no story of it was ever published.',
    remedy: '`/feeds` lists every open feed. All stories, `breaking` and `audio` can be neither closed nor opened.',
  },
  feedHoldsStories: {
    status: 409,
    detail: 'This feed holds {stories}, embargoed ones included: withdraw them or take them out of it, then close it.',
    remedy: 'A `PUT` of each story with another section, tag, author or language takes it out.',
  },
  feedAnnouncesWithdrawal: {
    status: 409,
    detail: 'This feed tells its readers of a withdrawal until {until}: close it after that.',
    remedy: 'Readers of a closed feed would keep their copy of the withdrawn story.',
  },
  idTaken: { status: 409, detail: 'The id {id} is taken, and an id is never used again: send another id, or none.' },
  storyWithdrawn: {
    status: 409,
    detail: 'This story is withdrawn: reinstate it first.',
    remedy: '`DELETE /newsroom/stories/{id}/withdrawal` reinstates it.',
  },
  storyNotWithdrawn: { status: 409, detail: 'This story is not withdrawn: there is nothing to reinstate.' },
  alreadyPublished: {
    status: 409,
    detail: 'This story is published, so its publication date cannot move into the future: withdraw it instead.',
  },
  stale: { status: 412, detail: 'Another editor was faster: read the story again, then edit its current revision.' },
  bodyTooLarge: {
    status: 413,
    detail: 'The body is over {bytes} bytes: shorten the story, and link to media instead of embedding them.',
  },
  bodyCompressed: {
    status: 415,
    detail: 'The body has a Content-Encoding: send it without one.',
    // RFC 9110 §15.5.16: Accept-Encoding names the reason and the coding to send.
    headers: { 'accept-encoding': 'identity' },
  },
  typeNotJson: {
    status: 415,
    detail: 'Send JSON, with the header "Content-Type: application/json".',
    headers: { accept: 'application/json' },
  },
  invalidFields: { status: 422, detail: 'Nothing was stored: "errors" names each wrong field and its remedy.' },
  breakingFull: {
    status: 422,
    detail: 'Nothing was stored: {most} stories have a breaking flag already, and no more may have one.',
    remedy: '`DELETE /newsroom/stories/{id}/breaking` clears the flag of a story that no longer breaks.',
  },
  keyReused: {
    status: 422,
    detail: 'This Idempotency-Key came with another request before: use a new key for each request.',
  },
  ifMatchMissing: {
    status: 428,
    detail: 'If-Match is missing: send the ETag of the revision that you edit, or * for any revision.',
  },
} as const satisfies Record<string, ProblemRow>;

/** Every refusal, once. The sides throw them, /openapi.json lists them, and docs/errors.md is generated from them. */
export const PROBLEMS = { ...COMMON_PROBLEMS, ...PUBLIC_PROBLEMS, ...NEWSROOM_PROBLEMS };

/** The side of a problem, for people and for the names in /openapi.json. */
export const sideOf = (name: ProblemName): 'both' | 'public' | 'newsroom' =>
  name in COMMON_PROBLEMS ? 'both' : name in PUBLIC_PROBLEMS ? 'public' : 'newsroom';

export type ProblemName = keyof typeof PROBLEMS;

type Placeholder<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;

/** The values that the text of a problem needs. */
export type ProblemValues<Name extends ProblemName> = Readonly<
  Record<Placeholder<(typeof PROBLEMS)[Name]['detail']>, string | number>
>;

type Details<Name extends ProblemName> =
  Placeholder<(typeof PROBLEMS)[Name]['detail']> extends never
    ? [values?: Readonly<Record<never, never>>, errors?: readonly FieldProblem[]]
    : [values: ProblemValues<Name>, errors?: readonly FieldProblem[]];

/** A problem of the table, with its values filled in. `errors` names the wrong fields or parameters. */
export function problemNamed<Name extends ProblemName>(name: Name, ...[values = {}, errors]: Details<Name>): Problem {
  const { status, detail, headers, page }: ProblemRow = PROBLEMS[name];
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (_, key) => String((values as Record<string, string | number>)[key] ?? ''));
  const filled = headers && Object.fromEntries(Object.entries(headers).map(([field, value]) => [field, fill(value)]));
  return problem(status, fill(detail), { errors, headers: filled, page });
}

/** The same problem, to be thrown. */
export const problemError = <Name extends ProblemName>(name: Name, ...details: Details<Name>): ProblemError =>
  new ProblemError(problemNamed(name, ...details));

const REFUSALS = {
  unknown: 'storyNotFound',
  'no If-Match': 'ifMatchMissing',
  stale: 'stale',
  withdrawn: 'storyWithdrawn',
  'not withdrawn': 'storyNotWithdrawn',
  'already published': 'alreadyPublished',
  'key used': 'keyReused',
  'unknown feed': 'feedNotFound',
} as const satisfies Partial<Record<OperationRefusal['refused'], ProblemName>>;

export const BREAKING_PROBLEM: FieldProblem = {
  pointer: '#/breaking',
  detail: 'clear the flag of a story that no longer breaks, then send this again',
};

/** The problem that the sender of a refused write reads. */
export function refusalProblem(bearer: Bearer, refusal: OperationRefusal): ProblemError {
  switch (refusal.refused) {
    case 'scope':
      return problemError('missingScope', { name: bearer.name, scope: refusal.scope });
    case 'invalid':
      return problemError('invalidFields', {}, refusal.errors);
    case 'taken':
      return problemError('idTaken', { id: refusal.id });
    case 'feed holds stories':
      return problemError('feedHoldsStories', { stories: refusal.stories });
    case 'feed announces a withdrawal':
      return problemError('feedAnnouncesWithdrawal', { until: refusal.until });
    case 'breaking full':
      return problemError('breakingFull', { most: refusal.most }, [BREAKING_PROBLEM]);
    default:
      return problemError(REFUSALS[refusal.refused]);
  }
}
