import { IDEMPOTENCY_KEY, SAID } from '../http/newsroom';
import { type Problem, problem } from '../http/problem';
import { MOST_BYTES } from '../http/request-body';
import { NEWSROOM_ROUTES as ROUTES } from '../http/routes';
import { type Answer, HEADERS, MISDIRECTED, NEWSROOM_HEADERS, refusal, UNAVAILABLE } from './answers';
import { LISTED, SENT, STORY, WARNING } from './examples';
import { type Operation, type Parameter, type Paths, templated, withoutContent } from './operation';
import { cursor, limit, WRONG_QUERY } from './public-paths';
import { list, nullable, object, ref, type Schema } from './schema';
import { storyId } from './story-schemas';

type Method = 'get' | 'post' | 'put' | 'delete';

/** What one method of the newsroom side does. */
interface Work {
  readonly operationId: string;
  readonly summary: string;
  readonly scope: string;
  readonly parameters?: readonly Parameter[];
  readonly body?: { readonly schema: Schema; readonly example: unknown; readonly required?: false };
  readonly answers: { readonly status: 200 | 201; readonly schema: Schema; readonly example: unknown };
  /** Whether the answer is about one story, and names its revision. */
  readonly ofStory?: true;
  /** Whether it can be tried: then the answer shows what would be stored. */
  readonly tries?: true;
  readonly refuses?: readonly Problem[];
}

const id: Parameter = { name: 'id', in: 'path', required: true, schema: storyId, example: STORY.id };
const revision: Parameter = {
  name: 'revision',
  in: 'path',
  required: true,
  schema: { type: 'integer', minimum: 1, maximum: 999_999 },
  example: 1,
};
const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'the same request with the same key again changes nothing and is answered the same, for 24 hours',
  schema: { type: 'string', pattern: IDEMPOTENCY_KEY.source },
  example: '5a3b',
};
const ifMatch = (required?: true): Parameter => ({
  name: 'If-Match',
  in: 'header',
  description: 'the ETag of the revision that is edited, or * for whichever there is',
  ...(required && { required }),
  schema: { type: 'string' },
  example: '"1"',
});

const dryRun: Parameter = {
  name: 'dry-run',
  in: 'query',
  description:
    'nothing is written, and the answer shows what would be: the story, the warnings, and what readers would see',
  schema: { const: 'true' },
};

function said(which: keyof typeof SAID): Problem {
  const [status, detail] = SAID[which];
  return problem(status, detail);
}
const unauthorized = problem(401, 'Send a token of this publication, with the header "Authorization: Bearer …".');
const lacks = (scope: string): Problem =>
  problem(403, `The token "reader" may not do this: it lacks the scope "${scope}".`);
const NO_REVISION = problem(404, 'There is no story with this id, or no such revision of it.');
const BROKEN = problem(400, 'The body is not JSON (character 17): check commas, quotation marks and brackets.');
const TOO_LARGE = problem(
  413,
  `The body is over ${MOST_BYTES} bytes: shorten the story, and link to media instead of embedding them.`,
);
const NO_JSON = problem(415, 'Send JSON, with the header "Content-Type: application/json".');
const CODED = problem(415, 'Send the body as it is, without Content-Encoding.');
const INVALID = problem(422, 'The story cannot be stored as it is; errors says which fields to mend.', {
  errors: [{ pointer: '#/headline', detail: 'write a headline' }],
});
const NO_KEY = problem(400, 'Idempotency-Key: write 1 to 255 visible ASCII characters, such as a UUID.');
const TAKEN = problem(409, `The id ${STORY.id} is taken, and ids are never used again: give another, or none.`);

const SENDING = [BROKEN, TOO_LARGE, NO_JSON, INVALID];
const STORED = { story: ref('NewsroomStory'), warnings: list(ref('Remark')) };
const stored = object(STORED, ['story', 'warnings']);
const tried = object({ ...STORED, preview: ref('Preview') }, ['story', 'warnings', 'preview']);
const after = (more: object, warnings: object[] = []) => ({ story: { ...STORY, ...more }, warnings });
const LATER = { revision: 2 };
const WITHDRAWAL = { reason: 'The river did not peak.', note: 'It rests on a wrong figure.' };
const MADE = { revision: 1, at: STORY.publishedAt, by: 'everybody' };

/** Made when it is asked for: no cold start waits for it. */
const works = (): Readonly<Record<keyof typeof ROUTES, Partial<Record<Method, Work>>>> => ({
  stories: {
    get: {
      operationId: 'listStories',
      summary: 'Every story, embargoed and withdrawn ones too, newest publication first, without their bodies',
      scope: 'read',
      parameters: [limit, cursor],
      answers: {
        status: 200,
        schema: object({ stories: list(ref('ListedNewsroomStory')), next: nullable({ type: 'string' }) }, [
          'stories',
          'next',
        ]),
        example: { stories: [LISTED], next: null },
      },
      refuses: [WRONG_QUERY],
    },
    post: {
      operationId: 'upload',
      summary: 'Uploads a story. One that breaks needs the scope `break` too',
      scope: 'write',
      parameters: [dryRun, idempotencyKey],
      tries: true,
      body: { schema: ref('Upload'), example: SENT },
      answers: { status: 201, schema: stored, example: after({}, [WARNING]) },
      ofStory: true,
      refuses: [...SENDING, TAKEN],
    },
  },
  story: {
    get: {
      operationId: 'story',
      summary: 'A story as it stands, embargoed and withdrawn ones too',
      scope: 'read',
      parameters: [id],
      answers: { status: 200, schema: object({ story: ref('NewsroomStory') }, ['story']), example: { story: STORY } },
      ofStory: true,
      refuses: [said('unknown')],
    },
    put: {
      operationId: 'replace',
      summary: 'Replaces a story: absent fields go, but its dates and its breaking flag stay',
      scope: 'write',
      parameters: [id, dryRun, ifMatch(true), idempotencyKey],
      tries: true,
      body: { schema: ref('Upload'), example: { ...SENT, headline: 'River falls', reason: 'the peak has passed' } },
      answers: { status: 200, schema: stored, example: after({ ...LATER, headline: 'River falls' }, [WARNING]) },
      ofStory: true,
      refuses: [...SENDING, said('unknown'), said('withdrawn'), said('stale'), said('no If-Match')],
    },
  },
  breaking: {
    put: {
      operationId: 'breakStory',
      summary: 'Breaks a story, until a moment, for a time, or for the usual time',
      scope: 'break',
      parameters: [id, ifMatch(), idempotencyKey],
      body: { schema: ref('BreakRequest'), example: { for: 'PT2H' }, required: false },
      answers: {
        status: 200,
        schema: stored,
        example: after({ ...LATER, breaking: true, breakingUntil: '2026-11-22T22:00:00Z' }),
      },
      ofStory: true,
      refuses: [...SENDING, said('unknown'), said('withdrawn'), said('stale')],
    },
    delete: {
      operationId: 'clearBreaking',
      summary: 'Ends that',
      scope: 'break',
      parameters: [id, ifMatch(), idempotencyKey],
      answers: { status: 200, schema: stored, example: after(LATER) },
      ofStory: true,
      refuses: [NO_KEY, TOO_LARGE, CODED, said('key used'), said('unknown'), said('withdrawn'), said('stale')],
    },
  },
  withdrawal: {
    put: {
      operationId: 'withdraw',
      summary: 'Withdraws a story; of one that is withdrawn, replaces reason and note',
      scope: 'withdraw',
      parameters: [id, ifMatch(), idempotencyKey],
      body: { schema: ref('WithdrawalRequest'), example: WITHDRAWAL },
      answers: {
        status: 200,
        schema: stored,
        example: after({ ...LATER, status: 'withdrawn', withdrawal: { at: STORY.publishedAt, ...WITHDRAWAL } }),
      },
      ofStory: true,
      refuses: [...SENDING, said('unknown'), said('stale')],
    },
    delete: {
      operationId: 'reinstate',
      summary: 'Reinstates it, with its guid and its first publication',
      scope: 'withdraw',
      parameters: [id, ifMatch(), idempotencyKey],
      answers: { status: 200, schema: stored, example: after({ revision: 3, updatedAt: '2026-11-22T20:00:01Z' }) },
      ofStory: true,
      refuses: [NO_KEY, TOO_LARGE, CODED, said('key used'), said('unknown'), said('not withdrawn'), said('stale')],
    },
  },
  revisions: {
    get: {
      operationId: 'revisions',
      summary: 'The history of a story, newest first, without bodies',
      scope: 'read',
      parameters: [id, limit, cursor],
      answers: {
        status: 200,
        schema: object({ revisions: list(ref('Revision')), next: nullable({ type: 'string' }) }, ['revisions', 'next']),
        example: { revisions: [{ ...MADE, story: LISTED }], next: null },
      },
      refuses: [WRONG_QUERY, NO_REVISION],
    },
  },
  revision: {
    get: {
      operationId: 'revision',
      summary: 'One revision, whole',
      scope: 'read',
      parameters: [id, revision],
      answers: {
        status: 200,
        schema: object({ revision: ref('Revision') }, ['revision']),
        example: { revision: { ...MADE, story: STORY } },
      },
      refuses: [NO_REVISION],
    },
  },
});

const TRIED: Answer = {
  description: 'of a dry run: what would be stored',
  headers: NEWSROOM_HEADERS,
  content: { 'application/json': { schema: tried } },
};

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
export function newsroomPaths(): Paths {
  const paths: Paths = {};
  for (const [name, methods] of Object.entries(works())) {
    const operations = Object.entries(methods).map(([method, work]): [string, Operation] => [
      method,
      operationOf(work),
    ]);
    const read = methods.get && operationOf(methods.get);
    const head: [string, Operation][] = read
      ? [['head', { ...read, operationId: `${read.operationId}Head`, responses: withoutContent(read.responses) }]]
      : [];
    paths[templated(ROUTES[name as keyof typeof ROUTES])] = Object.fromEntries([...operations, ...head]);
  }
  return paths;
}

function operationOf(work: Work): Operation {
  const { operationId, summary, scope, parameters, body, answers, ofStory, tries, refuses = [] } = work;
  const refusals = [...refuses, unauthorized, lacks(scope), MISDIRECTED, UNAVAILABLE].map((said): [string, Answer] => [
    String(said.status),
    refusal(said, { description: DESCRIPTIONS[said.status] ?? said.title, headers: NEWSROOM_HEADERS }),
  ]);
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
          ...(ofStory && { ETag: tries && answers.status === 200 ? HEADERS.ETagUnlessTried : HEADERS.RevisionETag }),
          ...(answers.status === 201 && { Location: HEADERS.Location }),
        },
        content: {
          'application/json': {
            schema: tries && answers.status === 200 ? { anyOf: [answers.schema, tried] } : answers.schema,
            example: answers.example,
          },
        },
      },
      ...Object.fromEntries(refusals),
    },
    security: [{ token: [scope] }],
  };
}
