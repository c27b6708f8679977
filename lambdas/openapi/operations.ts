import { IDEMPOTENCY_KEY } from '../http/newsroom-operations';
import type { PerNewsroomMethod } from '../http/routes';
import { FEED_KINDS } from '../news/feed/feed';
import { SCOPES } from '../store/tokens';
import { FEED_EXAMPLE, LISTED_STORY_EXAMPLE, STORY_EXAMPLE, UPLOAD_EXAMPLE, WARNING_EXAMPLE } from './examples';
import { BODY_REFUSALS, IMPORT_EXPORT_OPERATIONS } from './import-export-operations';
import { arraySchema, fullObjectSchema, pageSchema, schemaRef } from './json-schema';
import type { NewsroomOperation } from './operation-object';
import { beforeParameter, idParameter, inHeader, inPath, limitParameter } from './parameters';
import type { RefusalName } from './refusals';

const revisionNumber = inPath('revision', { type: 'integer', minimum: 1, maximum: 999_999 }, 1, 'The revision.');
const idempotencyKey = inHeader(
  'Idempotency-Key',
  'A name of your own for this request. The same request with the same key gets the same answer and changes nothing, for 24 hours.',
  '5a3b',
  { type: 'string', pattern: IDEMPOTENCY_KEY.source },
);
const feedParameters = [
  inPath('kind', { enum: FEED_KINDS }, FEED_EXAMPLE.kind, 'The kind of the feed.'),
  inPath(
    'slug',
    { type: 'string', minLength: 1 },
    FEED_EXAMPLE.slug,
    'The slug of its name, or another spelling of the name.',
  ),
];
const ifMatch = inHeader('If-Match', 'The ETag of the revision that you edit, or * for any revision.', '"1"');
const EDIT_PARAMETERS = [idParameter, ifMatch, idempotencyKey];

const storyAnswer = (fields: object = {}, ...warnings: object[]) =>
  ({
    description: 'The story as stored.',
    schema: schemaRef('StoredStory'),
    example: { story: { ...STORY_EXAMPLE, ...fields }, warnings },
    ofStory: true,
    previewed: true,
  }) as const;
const FEEDS = ['/', '/sections/local', '/tags/floods', '/authors/ann-lee', '/languages/en'];
const storyInFeedsAnswer = (feeds: readonly string[], fields: object) =>
  ({
    description: 'The story as stored, and the pages of its feeds.',
    schema: schemaRef('StoryInFeeds'),
    example: { story: { ...STORY_EXAMPLE, ...fields }, warnings: [], feeds },
    ofStory: true,
  }) as const;
const feedAnswer = (closed?: object) =>
  ({
    description: 'The feed as stored.',
    schema: schemaRef('StoredFeed'),
    example: { feed: { ...FEED_EXAMPLE, closed }, warnings: [] },
  }) as const;
const pageAnswer = (member: string, items: string, example: object) => ({
  description: `A page of ${member}.`,
  schema: pageSchema(member, items),
  example: { [member]: [example], cursor: null },
});
const REVISION_2 = { revision: 2 };
const WITHDRAWAL = { reason: 'The river did not peak.', note: 'It rests on a wrong figure.' };
const REVISION_EXAMPLE = { revision: 1, at: STORY_EXAMPLE.publishedAt, by: 'everybody' };

const WITH_BODY: readonly RefusalName[] = [...BODY_REFUSALS, 'InvalidFieldsOrKeyReused'];
const WITH_FLAG: readonly RefusalName[] = [...BODY_REFUSALS, 'InvalidFieldsOrBreakingFull'];
const WITHOUT_BODY: readonly RefusalName[] = ['UnreadableHeader', 'BodyTooLarge', 'CompressedBody', 'KeyReused'];
const REINSTATEMENT: readonly RefusalName[] = [
  ...WITHOUT_BODY.filter((name) => name !== 'KeyReused'),
  'KeyReusedOrBreakingFull',
];
const OF_STORY: readonly RefusalName[] = ['StoryNotFound', 'StaleRevision'];

/** Every operation of the newsroom side. */
export const OPERATIONS: PerNewsroomMethod<NewsroomOperation> = {
  ...IMPORT_EXPORT_OPERATIONS,
  stories: {
    get: {
      operationId: 'listNewsroomStories',
      summary: 'Every story without its body, newest publication first, with embargoed and withdrawn stories',
      parameters: [limitParameter, beforeParameter],
      answers: pageAnswer('stories', 'ListedNewsroomStory', LISTED_STORY_EXAMPLE),
      refuses: ['InvalidQuery'],
    },
    post: {
      operationId: 'uploadStory',
      summary: 'Uploads a story; a breaking story also needs the scope `break`',
      parameters: [idempotencyKey],
      body: { schema: schemaRef('Upload'), example: UPLOAD_EXAMPLE },
      answers: { ...storyAnswer({}, WARNING_EXAMPLE), status: 201 },
      refuses: [...WITH_FLAG, 'IdTaken'],
    },
  },
  story: {
    get: {
      operationId: 'getNewsroomStory',
      summary: 'One story with its body, also under embargo or withdrawn',
      parameters: [idParameter],
      answers: {
        description: 'The story as stored.',
        schema: fullObjectSchema({ story: schemaRef('NewsroomStory') }),
        example: { story: STORY_EXAMPLE },
        ofStory: true,
      },
      refuses: ['InvalidQuery', 'StoryNotFound'],
    },
    put: {
      operationId: 'replaceStory',
      summary: 'Replaces a story: removes absent fields, but keeps its dates and its breaking flag',
      parameters: [idParameter, { ...ifMatch, required: true }, idempotencyKey],
      body: {
        schema: schemaRef('Upload'),
        example: { ...UPLOAD_EXAMPLE, headline: 'River falls', reason: 'the peak has passed' },
      },
      answers: storyAnswer({ ...REVISION_2, headline: 'River falls' }, WARNING_EXAMPLE),
      refuses: [...WITH_FLAG, ...OF_STORY, 'StoryWithdrawnOrPublished', 'IfMatchMissing'],
    },
  },
  breaking: {
    put: {
      operationId: 'breakStory',
      summary: 'Flags a story as breaking until a moment, for a duration, or for the default time',
      parameters: EDIT_PARAMETERS,
      body: { schema: schemaRef('BreakRequest'), example: { for: 'PT2H' }, required: false },
      answers: storyInFeedsAnswer(['/', '/breaking', ...FEEDS.slice(1)], {
        ...REVISION_2,
        breaking: true,
        breakingUntil: '2026-11-22T22:00:00Z',
      }),
      refuses: [...WITH_FLAG, ...OF_STORY, 'StoryWithdrawn'],
    },
    delete: {
      operationId: 'clearBreaking',
      summary: 'Clears the breaking flag of a story',
      parameters: EDIT_PARAMETERS,
      answers: storyInFeedsAnswer(FEEDS, REVISION_2),
      refuses: [...WITHOUT_BODY, ...OF_STORY, 'StoryWithdrawn'],
    },
  },
  withdrawal: {
    put: {
      operationId: 'withdrawStory',
      summary: 'Withdraws a story, or replaces the reason and note of its withdrawal',
      parameters: EDIT_PARAMETERS,
      body: { schema: schemaRef('WithdrawalRequest'), example: WITHDRAWAL },
      answers: storyInFeedsAnswer(FEEDS, {
        ...REVISION_2,
        status: 'withdrawn',
        withdrawal: { at: STORY_EXAMPLE.publishedAt, ...WITHDRAWAL },
      }),
      refuses: [...WITH_BODY, ...OF_STORY],
    },
    delete: {
      operationId: 'reinstateStory',
      summary: 'Reinstates a withdrawn story with its guid and its first publication date',
      parameters: EDIT_PARAMETERS,
      answers: storyInFeedsAnswer(FEEDS, { revision: 3, updatedAt: '2026-11-22T20:00:01Z' }),
      refuses: [...REINSTATEMENT, ...OF_STORY, 'StoryNotWithdrawn'],
    },
  },
  closedFeed: {
    put: {
      operationId: 'closeFeed',
      summary:
        'Closes a feed without stories, or sends the readers of a closed feed to another; a new story opens it again',
      parameters: [...feedParameters, idempotencyKey],
      body: { schema: schemaRef('CloseRequest'), example: { movedTo: '/tags/floods' }, required: false },
      answers: feedAnswer({ at: STORY_EXAMPLE.publishedAt, movedTo: 'https://news.example/tags/floods' }),
      refuses: [...WITH_BODY, 'FeedNotFound', 'FeedInUse'],
    },
    delete: {
      operationId: 'openFeed',
      summary: 'Opens a closed feed',
      parameters: [...feedParameters, idempotencyKey],
      answers: feedAnswer(),
      refuses: [...WITHOUT_BODY, 'FeedNotFound'],
    },
  },
  whoami: {
    get: {
      operationId: 'getWhoami',
      summary: 'The name and scopes of the token, and the publication behind the address; every token may ask',
      answers: {
        description: 'The token and the publication.',
        schema: fullObjectSchema({
          token: fullObjectSchema({
            name: { type: 'string', description: 'The name in the revisions that this token makes.' },
            scopes: arraySchema({ enum: SCOPES }),
          }),
          publication: fullObjectSchema({
            title: { type: 'string' },
            url: { type: 'string', format: 'uri', description: 'The public address.' },
            language: { type: 'string', description: 'A language tag (BCP 47).' },
            timeZone: { type: 'string', description: 'A name of the IANA time zone database.' },
          }),
        }),
        example: {
          token: { name: 'everybody', scopes: SCOPES },
          publication: { title: 'Bulletin', url: 'https://news.example', language: 'en', timeZone: 'UTC' },
        },
      },
      refuses: ['InvalidQuery'],
    },
  },
  revisions: {
    get: {
      operationId: 'listStoryRevisions',
      summary: 'History of a story, newest revision first, without bodies',
      parameters: [idParameter, limitParameter, beforeParameter],
      answers: pageAnswer('revisions', 'Revision', { ...REVISION_EXAMPLE, story: LISTED_STORY_EXAMPLE }),
      refuses: ['InvalidQuery', 'RevisionNotFound'],
    },
  },
  revision: {
    get: {
      operationId: 'getStoryRevision',
      summary: 'One revision of a story, with its body',
      parameters: [idParameter, revisionNumber],
      answers: {
        description: 'The revision.',
        schema: fullObjectSchema({ revision: schemaRef('Revision') }),
        example: { revision: { ...REVISION_EXAMPLE, story: STORY_EXAMPLE } },
      },
      refuses: ['InvalidQuery', 'RevisionNotFound'],
    },
  },
};
