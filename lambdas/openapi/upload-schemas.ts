import { LIMITS } from '../news/limits';
import {
  type BREAK_FIELDS,
  READ_ONLY_FIELDS,
  type UPLOAD_FIELDS,
  type WITHDRAWAL_FIELDS,
} from '../news/upload/field-names';
import { audioSchemas, authorSchemas, type FieldSchemas, imageSchemas } from './field-schemas';
import {
  arraySchema,
  closedObjectSchema,
  nullableSchema,
  type Schema,
  textSchema,
  withDescription,
} from './json-schema';

/** A moment as it may be sent: any zone, fractions of a second, which are cut. */
const anyMoment: Schema = { type: ['string', 'null'], description: 'ISO 8601 with a zone, in the years 1900 to 9998' };
const anyUri = {
  ...nullableSchema(textSchema(10 * LIMITS.url)),
  description: 'http or https; a relative one is made absolute',
};
const given = (max: number, description?: string): Schema => ({
  ...nullableSchema(textSchema(10 * max)),
  description: `${description ? `${description}; ` : ''}at most ${max} characters, white space not counted`,
});
const bool: Schema = { type: ['boolean', 'null'] };

/** The same objects as they may be sent: any member but the required may be null, and addresses may be relative. */
const sent = (members: Record<string, Schema>, required: readonly string[] = []): Schema =>
  closedObjectSchema(
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
  return required.includes(name) ? loose : nullableSchema(loose);
}

const name = (description: string): Schema => ({ ...given(LIMITS.name), description });

/** What an upload says. */
const upload = {
  id: withDescription(
    nullableSchema({ type: 'string', maxLength: 4 * LIMITS.id }),
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
  tags: nullableSchema(
    arraySchema(
      { type: 'string' },
      { maxItems: LIMITS.tags ** 2, description: `at most ${LIMITS.tags}, once those with one address are merged` },
    ),
  ),
  authors: nullableSchema(arraySchema(sent(authorSchemas, ['name']), { maxItems: LIMITS.authors })),
  language: withDescription(
    nullableSchema(textSchema(10 * LIMITS.language)),
    'BCP 47; that of the publication when left out',
  ),
  publishedAt: withDescription(anyMoment, 'ISO 8601 with a zone; now when left out; ahead of now it is an embargo'),
  breaking: withDescription(bool, 'needs the scope `break`'),
  breakingUntil: withDescription(anyMoment, 'left out for the usual time, null until an editor ends it'),
  audio: nullableSchema(sent(audioSchemas)),
  image: nullableSchema(sent(imageSchemas, ['url'])),
  canonicalUrl: withDescription(anyUri, 'where the story lives, if not here'),
  correction: nullableSchema(
    closedObjectSchema({ note: { type: 'string', minLength: 1, maxLength: 10 * LIMITS.note }, at: {} }, ['note']),
  ),
  significant: withDescription(bool, 'of a replacement: false leaves `updatedAt` as it is'),
  reason: given(LIMITS.note, 'why the edit was made, for the history'),
} satisfies FieldSchemas<typeof UPLOAD_FIELDS>;

/** The schemas of what is sent to make and change stories. */
export const UPLOAD_SCHEMAS = {
  Upload: withDescription(
    closedObjectSchema({ ...upload, ...Object.fromEntries(READ_ONLY_FIELDS.map((field) => [field, {}])) }, [
      'headline',
      'body',
    ]),
    `What an editor's system sends. ${READ_ONLY_FIELDS.join(', ')} may come along from a story that was read, and are ignored.`,
  ),
  BreakRequest: withDescription(
    closedObjectSchema({
      until: withDescription(anyMoment, 'null until an editor ends it; left out for the usual time'),
      for: withDescription({ type: ['string', 'null'] }, 'an ISO 8601 duration, PT2H; not together with until'),
    } satisfies FieldSchemas<typeof BREAK_FIELDS>),
    'Until when a story breaks; empty for the usual time.',
  ),
  WithdrawalRequest: closedObjectSchema(
    {
      reason: {
        type: 'string',
        minLength: 1,
        maxLength: 10 * LIMITS.note,
        description: 'for the history; readers are not told',
      },
      note: given(LIMITS.note, 'what readers are told'),
    } satisfies FieldSchemas<typeof WITHDRAWAL_FIELDS>,
    ['reason'],
  ),
};
