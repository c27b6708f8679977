import type { newsroomStoryJson, storyJson } from '../formats/story-json';
import type { Happening } from '../newsroom/changes';
import { INSTANT } from '../newsroom/instant';
import { LIMITS, STORY_ID } from '../newsroom/story';
import type {
  AUDIO_FIELDS,
  AUTHOR_FIELDS,
  BREAK_FIELDS,
  IMAGE_FIELDS,
  UPLOAD_FIELDS,
  WITHDRAWAL_FIELDS,
} from '../newsroom/upload/fields';
import { LONGEST_SOUND, READ_ONLY_FIELDS } from '../newsroom/upload/fields';
import { described, list, nullable, object, only, ref, type Schema, text } from './schema';

type Members<Names extends readonly string[]> = Record<Names[number], Schema>;

export const moment: Schema = { type: 'string', format: 'date-time', pattern: INSTANT.source };
/** A moment as it may be sent: any zone, fractions of a second, which are cut. */
const anyMoment: Schema = { type: ['string', 'null'], description: 'ISO 8601 with a zone, in the years 1900 to 9998' };
const uri: Schema = { type: 'string', format: 'uri', maxLength: LIMITS.url };
const anyUri = { ...nullable(text(10 * LIMITS.url)), description: 'http or https; a relative one is made absolute' };
const given = (max: number, description?: string): Schema => ({
  ...nullable(text(10 * max)),
  description: `${description ? `${description}; ` : ''}at most ${max} characters, white space not counted`,
});
const bool: Schema = { type: ['boolean', 'null'] };

const html: Schema = { type: 'string' };

const HAPPENINGS = Object.keys({
  published: 0,
  revised: 0,
  corrected: 0,
  breaking: 0,
  'breaking ended': 0,
  withdrawn: 0,
  reinstated: 0,
} satisfies Record<Happening, 0>);

export const storyId: Schema = { type: 'string', pattern: STORY_ID.source, minLength: 1, maxLength: LIMITS.id };

const audio = {
  url: uri,
  type: text(129, 'a media type, audio/mpeg'),
  length: { type: 'integer', minimum: 0, description: 'bytes' },
  duration: { type: 'number', minimum: 0, maximum: LONGEST_SOUND, description: 'seconds' },
} satisfies Members<typeof AUDIO_FIELDS>;
const image = {
  url: uri,
  type: text(129, 'a media type, image/jpeg'),
  alt: text(LIMITS.alt, 'what it shows, for those who cannot see it'),
  credit: text(LIMITS.credit),
} satisfies Members<typeof IMAGE_FIELDS>;
const author = {
  name: text(LIMITS.name),
  email: text(LIMITS.email),
  url: uri,
} satisfies Members<typeof AUTHOR_FIELDS>;

/** The same objects as they may be sent: any member but the required may be null, and addresses may be relative. */
const sent = (members: Record<string, Schema>, required: readonly string[] = []): Schema =>
  only(
    Object.fromEntries(
      Object.entries(members).map(([name, schema]) => [
        name,
        name === 'url' ? (required.includes(name) ? { type: 'string' } : anyUri) : sentMember(schema, required, name),
      ]),
    ),
    required,
  );

function sentMember({ maxLength, ...schema }: Schema, required: readonly string[], name: string): Schema {
  const loose = typeof maxLength === 'number' ? { ...schema, maxLength: 10 * maxLength } : schema;
  return required.includes(name) ? loose : nullable(loose);
}

const name = (description: string): Schema => ({ ...given(LIMITS.name), description });

/** What an upload says. */
const upload = {
  id: described(
    nullable({ type: 'string', maxLength: 4 * LIMITS.id }),
    `1 to ${LIMITS.id} letters, digits and hyphens of any script; made of the headline when left out`,
  ),
  headline: {
    type: 'string',
    minLength: 1,
    maxLength: 10 * LIMITS.headline,
    description: `at most ${LIMITS.headline} characters`,
  },
  summary: given(LIMITS.summary, 'made of the first paragraph when left out'),
  body: {
    type: 'string',
    minLength: 1,
    maxLength: 3 * LIMITS.bodyBytes,
    description: `HTML, which is sanitised, or plain text with blank lines between paragraphs; at most ${LIMITS.bodyBytes} bytes of UTF-8`,
  },
  section: name('free text; spellings with one address share one feed'),
  tags: nullable(
    list(
      { type: 'string' },
      { maxItems: LIMITS.tags ** 2, description: `at most ${LIMITS.tags}, once those with one address are merged` },
    ),
  ),
  authors: nullable(list(sent(author, ['name']), { maxItems: LIMITS.authors })),
  language: described(nullable(text(10 * LIMITS.language)), 'BCP 47; that of the publication when left out'),
  publishedAt: described(anyMoment, 'ISO 8601 with a zone; now when left out; ahead of now it is an embargo'),
  breaking: described(bool, 'needs the scope `break`'),
  breakingUntil: described(anyMoment, 'left out for the usual time, null until an editor ends it'),
  audio: nullable(sent(audio)),
  image: nullable(sent(image, ['url'])),
  canonicalUrl: described(anyUri, 'where the story lives, if not here'),
  correction: nullable(only({ note: { type: 'string', minLength: 1, maxLength: 10 * LIMITS.note }, at: {} }, ['note'])),
  significant: described(bool, 'of a replacement: false leaves `updatedAt` as it is'),
  reason: given(LIMITS.note, 'why the edit was made, for the history'),
} satisfies Members<typeof UPLOAD_FIELDS>;

/** A story as programs see it. */
const story = {
  id: storyId,
  guid: described({ type: 'string', minLength: 1 }, 'RSS guid, Atom id and JSON Feed id; it never changes'),
  url: described({ type: 'string', format: 'uri' }, 'of its page'),
  headline: text(LIMITS.headline),
  summary: text(LIMITS.summary),
  body: described({ type: 'string' }, 'sanitised HTML'),
  section: text(LIMITS.name),
  tags: list(text(LIMITS.name), { maxItems: LIMITS.tags }),
  authors: list(object(author, ['name']), { maxItems: LIMITS.authors }),
  language: text(LIMITS.language, 'BCP 47'),
  publishedAt: moment,
  updatedAt: moment,
  revision: { type: 'integer', minimum: 1 },
  status: { enum: ['scheduled', 'published', 'withdrawn'] },
  breaking: { type: 'boolean' },
  breakingUntil: described(nullable(moment), 'null until an editor ends it; left out of a story that does not break'),
  audio: object(audio),
  image: object(image, ['url']),
  canonicalUrl: uri,
  correction: object({ at: moment, note: text(LIMITS.note) }, ['at', 'note']),
} satisfies Record<keyof ReturnType<typeof storyJson>, Schema>;

const ALWAYS = [
  'id',
  'guid',
  'url',
  'headline',
  'summary',
  'tags',
  'authors',
  'language',
  'publishedAt',
  'updatedAt',
  'revision',
  'status',
  'breaking',
] as const;

const withdrawal = object({ at: moment, reason: text(LIMITS.note), note: text(LIMITS.note, 'what readers are told') }, [
  'at',
  'reason',
]);
const newsroomStory = { ...story, withdrawal } satisfies Record<keyof ReturnType<typeof newsroomStoryJson>, Schema>;

const without = (members: Record<string, Schema>): Record<string, Schema> => {
  const { body: _body, ...rest } = members;
  return rest;
};

/** The schemas of stories and of what is sent to make and change them. */
export const storySchemas = () => ({
  Upload: described(
    only({ ...upload, ...Object.fromEntries(READ_ONLY_FIELDS.map((field) => [field, {}])) }, ['headline', 'body']),
    `What an editor's system sends. ${READ_ONLY_FIELDS.join(', ')} may come along from a story that was read, and are ignored.`,
  ),
  BreakRequest: described(
    only({
      until: described(anyMoment, 'null until an editor ends it; left out for the usual time'),
      for: described({ type: ['string', 'null'] }, 'an ISO 8601 duration, PT2H; not together with until'),
    } satisfies Members<typeof BREAK_FIELDS>),
    'Until when a story breaks; empty for the usual time.',
  ),
  WithdrawalRequest: only(
    {
      reason: {
        type: 'string',
        minLength: 1,
        maxLength: 10 * LIMITS.note,
        description: 'for the history; readers are not told',
      },
      note: given(LIMITS.note, 'what readers are told'),
    } satisfies Members<typeof WITHDRAWAL_FIELDS>,
    ['reason'],
  ),
  Story: object(story, [...ALWAYS, 'body']),
  ListedStory: described(object(without(story), [...ALWAYS]), 'A story without its body.'),
  NewsroomStory: described(object(newsroomStory, [...ALWAYS, 'body']), 'A story as the newsroom sees it.'),
  ListedNewsroomStory: described(object(without(newsroomStory), [...ALWAYS]), 'The same without its body.'),
  Revision: described(
    object(
      {
        revision: { type: 'integer', minimum: 1 },
        at: moment,
        by: described({ type: 'string' }, 'the name of the token'),
        reason: text(LIMITS.note),
        story: { anyOf: [ref('NewsroomStory'), ref('ListedNewsroomStory')] },
      },
      ['revision', 'at', 'by', 'story'],
    ),
    'Who changed a story, when and why, and what it was since.',
  ),
  Change: described(
    object(
      {
        at: moment,
        what: { enum: HAPPENINGS },
        id: storyId,
        story: {
          anyOf: [ref('Story'), { type: 'null' }],
          description: 'as it is now; null once readers do not see it',
        },
      },
      ['at', 'what', 'id', 'story'],
    ),
    'What happened to a story.',
  ),
  Preview: described(
    object({ rss: html, atom: html, json: html, html }, ['rss', 'atom', 'json', 'html']),
    'A story as its readers will see it: the documents of a feed with this one item, and its page.',
  ),
  Remark: object(
    {
      pointer: described({ type: 'string', pattern: '^#' }, 'a JSON pointer to the field (RFC 6901 §6): #/tags/3'),
      detail: { type: 'string' },
    },
    ['pointer', 'detail'],
  ),
});
