import type { newsroomStoryJson, storyJson } from '../formats/json/story-json';
import type { ChangeType } from '../news/changes/changes-of-edit';
import { LIMITS } from '../news/limits';
import { audioSchemas, authorSchemas, imageSchemas, momentSchema, storyIdSchema, uriSchema } from './field-schemas';
import {
  arraySchema,
  nullableSchema,
  objectSchema,
  type Schema,
  schemaRef,
  textSchema,
  withDescription,
} from './json-schema';

const html: Schema = { type: 'string' };

const HAPPENINGS = Object.keys({
  published: 0,
  revised: 0,
  corrected: 0,
  breaking: 0,
  'breaking ended': 0,
  withdrawn: 0,
  reinstated: 0,
} satisfies Record<ChangeType, 0>);

/** A story as programs see it. */
const story = {
  id: storyIdSchema,
  guid: withDescription({ type: 'string', minLength: 1 }, 'RSS guid, Atom id and JSON Feed id; it never changes'),
  url: withDescription({ type: 'string', format: 'uri' }, 'of its page'),
  headline: textSchema(LIMITS.headline),
  summary: textSchema(LIMITS.summary),
  body: withDescription({ type: 'string' }, 'sanitised HTML'),
  section: textSchema(LIMITS.name),
  tags: arraySchema(textSchema(LIMITS.name), { maxItems: LIMITS.tags }),
  authors: arraySchema(objectSchema(authorSchemas, ['name']), { maxItems: LIMITS.authors }),
  language: textSchema(LIMITS.language, 'BCP 47'),
  publishedAt: momentSchema,
  updatedAt: momentSchema,
  revision: { type: 'integer', minimum: 1 },
  status: { enum: ['scheduled', 'published', 'withdrawn'] },
  breaking: { type: 'boolean' },
  breakingUntil: withDescription(
    nullableSchema(momentSchema),
    'null until an editor ends it; left out of a story that does not break',
  ),
  audio: objectSchema(audioSchemas),
  image: objectSchema(imageSchemas, ['url']),
  canonicalUrl: uriSchema,
  correction: objectSchema({ at: momentSchema, note: textSchema(LIMITS.note) }, ['at', 'note']),
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

const withdrawal = objectSchema(
  { at: momentSchema, reason: textSchema(LIMITS.note), note: textSchema(LIMITS.note, 'what readers are told') },
  ['at', 'reason'],
);
const newsroomStory = { ...story, withdrawal } satisfies Record<keyof ReturnType<typeof newsroomStoryJson>, Schema>;

const without = (members: Record<string, Schema>): Record<string, Schema> => {
  const { body: _body, ...rest } = members;
  return rest;
};

/** The schemas of what answers say of stories. */
export const STORY_SCHEMAS = {
  Story: objectSchema(story, [...ALWAYS, 'body']),
  ListedStory: withDescription(objectSchema(without(story), [...ALWAYS]), 'A story without its body.'),
  NewsroomStory: withDescription(objectSchema(newsroomStory, [...ALWAYS, 'body']), 'A story as the newsroom sees it.'),
  ListedNewsroomStory: withDescription(objectSchema(without(newsroomStory), [...ALWAYS]), 'The same without its body.'),
  Revision: withDescription(
    objectSchema(
      {
        revision: { type: 'integer', minimum: 1 },
        at: momentSchema,
        by: withDescription({ type: 'string' }, 'the name of the token'),
        reason: textSchema(LIMITS.note),
        story: { anyOf: [schemaRef('NewsroomStory'), schemaRef('ListedNewsroomStory')] },
      },
      ['revision', 'at', 'by', 'story'],
    ),
    'Who changed a story, when and why, and what it was since.',
  ),
  Change: withDescription(
    objectSchema(
      {
        at: momentSchema,
        what: { enum: HAPPENINGS },
        id: storyIdSchema,
        story: {
          anyOf: [schemaRef('Story'), { type: 'null' }],
          description: 'as it is now; null once readers do not see it',
        },
      },
      ['at', 'what', 'id', 'story'],
    ),
    'What happened to a story.',
  ),
  Preview: withDescription(
    objectSchema({ rss: html, atom: html, json: html, html }, ['rss', 'atom', 'json', 'html']),
    'A story as its readers will see it: the documents of a feed with this one item, and its page.',
  ),
  Remark: objectSchema(
    {
      pointer: withDescription(
        { type: 'string', pattern: '^#' },
        'a JSON pointer to the field (RFC 6901 §6): #/tags/3',
      ),
      detail: { type: 'string' },
    },
    ['pointer', 'detail'],
  ),
};
