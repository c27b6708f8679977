import type { newsroomStoryJson, storyJson } from '../formats/json/story-json';
import type { ChangeType } from '../news/changes/changes-of-edit';
import { FEED_KINDS } from '../news/feed/feed';
import { LIMITS } from '../news/limits';
import { STATUSES } from '../news/story/status';
import { audioSchemas, authorSchemas, imageSchemas, momentSchema, storyIdSchema, uriSchema } from './field-schemas';
import {
  arraySchema,
  fullObjectSchema,
  nullableSchema,
  objectSchema,
  type Schema,
  schemaRef,
  textSchema,
  withDescription,
} from './json-schema';

const html: Schema = { type: 'string' };

const CHANGE_TYPES = Object.keys({
  published: 0,
  revised: 0,
  corrected: 0,
  breaking: 0,
  breaking_ended: 0,
  withdrawn: 0,
  reinstated: 0,
} satisfies Record<ChangeType, 0>);

/** A story as readers' programs get it. */
const story = {
  id: storyIdSchema,
  guid: withDescription({ type: 'string', minLength: 1 }, 'The RSS guid, Atom id and JSON Feed id. It never changes.'),
  url: withDescription({ type: 'string', format: 'uri' }, 'The address of its page.'),
  headline: textSchema(LIMITS.headline),
  summary: textSchema(LIMITS.summary),
  body: withDescription({ type: 'string' }, 'Sanitised HTML.'),
  section: textSchema(LIMITS.name),
  tags: arraySchema(textSchema(LIMITS.name), { maxItems: LIMITS.tags }),
  authors: arraySchema(objectSchema(authorSchemas, ['name']), { maxItems: LIMITS.authors }),
  language: textSchema(LIMITS.language, 'A language tag (BCP 47).'),
  publishedAt: momentSchema,
  updatedAt: momentSchema,
  revision: { type: 'integer', minimum: 1 },
  status: { enum: STATUSES },
  breaking: { type: 'boolean' },
  breakingUntil: withDescription(
    nullableSchema(momentSchema),
    'The end of the breaking flag. Null: until an editor clears it. Left out of a story that does not break.',
  ),
  audio: objectSchema(audioSchemas),
  image: objectSchema(imageSchemas, ['url']),
  canonicalUrl: uriSchema,
  correction: fullObjectSchema({ at: momentSchema, note: textSchema(LIMITS.note) }),
} satisfies Record<keyof ReturnType<typeof storyJson>, Schema>;

const SOMETIMES = new Set([
  'section',
  'breakingUntil',
  'audio',
  'image',
  'canonicalUrl',
  'formerUrls',
  'correction',
  'withdrawal',
]);

const storySchema = (members: Record<string, Schema>): Schema =>
  objectSchema(members, [...Object.keys(members).filter((name) => name !== 'body' && !SOMETIMES.has(name)), 'body']);

const shortened = withDescription(
  { type: 'boolean' },
  'True if fields are missing or the summary is cut, because the story is too large for a list. The whole story has them.',
);

const listedStorySchema = ({ body: _, ...members }: Record<string, Schema>): Schema =>
  objectSchema(
    { ...members, shortened } as Record<string, Schema>,
    // A list leaves out a long guid.
    Object.keys(members).filter((name) => name !== 'guid' && !SOMETIMES.has(name)),
  );

const withdrawal = objectSchema(
  { at: momentSchema, reason: textSchema(LIMITS.note), note: textSchema(LIMITS.note, 'The text that readers see.') },
  ['at', 'reason'],
);
const formerUrls = arraySchema(textSchema(LIMITS.formerUrl), {
  maxItems: LIMITS.formerUrls,
  description: 'Old addresses on this site, which redirect to the page of the story.',
});
const newsroomStory = { ...story, formerUrls, withdrawal } satisfies Record<
  keyof ReturnType<typeof newsroomStoryJson>,
  Schema
>;

const STORED = {
  story: schemaRef('NewsroomStory'),
  warnings: arraySchema(schemaRef('Warning'), {
    description: 'Changes that the server made, and advice: where a new name opens a feed, a feed with a near name.',
  }),
};

const remark = {
  pointer: {
    type: 'string',
    pattern: '^#',
    description: 'A JSON pointer to the field (RFC 6901 §6), such as #/tags/3.',
  },
  detail: { type: 'string' },
} satisfies Record<string, Schema>;

/** The schemas of stories in answers. */
export const STORY_SCHEMAS = {
  Story: storySchema(story),
  ListedStory: withDescription(listedStorySchema(story), 'A story without its body.'),
  NewsroomStory: withDescription(storySchema(newsroomStory), 'A story with the fields that only the newsroom sees.'),
  ListedNewsroomStory: withDescription(
    listedStorySchema(newsroomStory),
    'A story of the newsroom side without its body.',
  ),
  Revision: objectSchema(
    {
      revision: { type: 'integer', minimum: 1 },
      at: momentSchema,
      by: { type: 'string', description: 'The name of the token.' },
      reason: textSchema(LIMITS.note),
      story: { anyOf: [schemaRef('NewsroomStory'), schemaRef('ListedNewsroomStory')] },
    },
    ['revision', 'at', 'by', 'story'],
    { description: 'One edit of a story: who made it, when and why, and the story after it.' },
  ),
  Change: fullObjectSchema(
    {
      at: momentSchema,
      type: { enum: CHANGE_TYPES },
      id: storyIdSchema,
      story: {
        anyOf: [schemaRef('Story'), schemaRef('ListedStory'), { type: 'null' }],
        description: 'The current story, without its body for `story=head`. Null if readers cannot see it any more.',
      },
    },
    'One change to a story that readers could see.',
  ),
  StoredStory: fullObjectSchema(
    STORED,
    'A story after an edit, with a warning for every change that the server made to the request.',
  ),
  StoryInFeeds: fullObjectSchema(
    {
      ...STORED,
      feeds: arraySchema(
        { type: 'string', pattern: '^/' },
        { description: 'The paths of the pages of its feeds. After a withdrawal, of the feeds that it left.' },
      ),
    },
    'A story after its breaking flag or its withdrawal changed.',
  ),
  StoredFeed: fullObjectSchema(
    {
      feed: objectSchema(
        {
          kind: { enum: FEED_KINDS },
          slug: { type: 'string' },
          title: { type: 'string' },
          url: withDescription(uriSchema, 'The address of its page.'),
          closed: objectSchema(
            { at: momentSchema, movedTo: withDescription(uriSchema, 'The page that its readers are sent to.') },
            ['at'],
            { description: 'Left out for an open feed.' },
          ),
        },
        ['kind', 'slug', 'title', 'url'],
      ),
      warnings: STORED.warnings,
    },
    'A feed after it was closed or opened.',
  ),
  DryRun: fullObjectSchema({ ...STORED, preview: schemaRef('Preview') }, 'A story as it would be stored.'),
  Preview: fullObjectSchema(
    { rss: html, atom: html, json: html, html },
    'A story as readers will see it: three feed documents with this one item, and its page.',
  ),
  Remark: fullObjectSchema(remark),
  Warning: objectSchema(
    {
      ...remark,
      removed: {
        type: 'integer',
        minimum: 1,
        description: 'How many characters of visible text the change removed, without white space. Absent for none.',
      },
    },
    ['pointer', 'detail'],
    { description: 'A change that was made to a field, or advice.' },
  ),
};
