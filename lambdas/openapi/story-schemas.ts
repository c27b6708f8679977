import type { newsroomStoryJson, storyJson } from '../formats/json/story-json';
import type { Happening } from '../news/changes/changes-of-edit';
import { LIMITS } from '../news/story/story';
import { audio, author, image, moment, storyId, uri } from './field-schemas';
import { described, list, nullable, object, ref, type Schema, text } from './json-schema';

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

/** The schemas of what answers say of stories. */
export const STORY_SCHEMAS = {
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
};
