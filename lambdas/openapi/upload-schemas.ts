import { LIMITS } from '../news/limits';
import { STATUSES } from '../news/story/status';
import {
  type BREAK_FIELDS,
  type CLOSE_FIELDS,
  READ_ONLY_FIELDS,
  type UPLOAD_FIELDS,
  type WITHDRAWAL_FIELDS,
} from '../news/upload/field-names';
import { audioSchemas, authorSchemas, type FieldSchemas, imageSchemas } from './field-schemas';
import {
  arraySchema,
  exactObjectSchema,
  nullableSchema,
  type Schema,
  textSchema,
  withDescription,
} from './json-schema';

/** A moment in a request: any zone, and fractions of a second, which are cut. */
const anyMoment: Schema = { type: ['string', 'null'], description: 'ISO 8601 with a zone, in the years 1900 to 9998.' };
const breakingEnd = withDescription(
  anyMoment,
  'The end of the breaking flag. Null: until an editor clears it. Left out: the default time.',
);
const anyUri = {
  ...nullableSchema(textSchema(10 * LIMITS.url)),
  description: 'http or https. A relative address is made absolute.',
};
const limitedText = (max: number, description = ''): Schema => ({
  ...nullableSchema(textSchema(10 * max)),
  description: `${description && `${description} `}At most ${max} characters, white space not counted.`,
});
const bool: Schema = { type: ['boolean', 'null'] };

/** An object in a request: a member that is not required may be null, and addresses may be relative. */
function requestObject(members: Record<string, Schema>, required: readonly string[] = []): Schema {
  const requestMember = ([name, { maxLength, ...schema }]: [string, Schema]): [string, Schema] => {
    if (name === 'url') return [name, required.includes(name) ? { type: 'string' } : anyUri];
    const schemaInRequest = typeof maxLength === 'number' ? { ...schema, maxLength: 10 * maxLength } : schema;
    return [name, required.includes(name) ? schemaInRequest : nullableSchema(schemaInRequest)];
  };
  return exactObjectSchema(Object.fromEntries(Object.entries(members).map(requestMember)), required);
}

/** Text that must be there. */
const requiredText = (maxLength: number, description?: string): Schema => {
  return { type: 'string', minLength: 1, maxLength, description };
};

const name = (description: string): Schema => ({ ...limitedText(LIMITS.name), description });

/** The fields of an upload. */
const upload = {
  id: withDescription(
    nullableSchema({ type: 'string', maxLength: 4 * LIMITS.id }),
    `1 to ${LIMITS.id} letters, digits and hyphens of any script, with at least one letter or digit. Made from the headline when left out.`,
  ),
  headline: requiredText(10 * LIMITS.headline, `At most ${LIMITS.headline} characters.`),
  summary: limitedText(LIMITS.summary, 'Made from the first paragraph when left out.'),
  body: limitedText(
    3 * LIMITS.bodyBytes,
    `HTML if it holds an element of HTML; it is sanitised. Otherwise plain text with blank lines between paragraphs. At most ${LIMITS.bodyBytes} bytes of UTF-8. It may be absent from a story with a summary, image, audio or canonicalUrl.`,
  ),
  section: name('Free text. Spellings with the same slug share one feed.'),
  tags: nullableSchema(
    arraySchema(
      { type: 'string' },
      { maxItems: LIMITS.tags ** 2, description: `At most ${LIMITS.tags}, after tags with the same slug are merged.` },
    ),
  ),
  authors: nullableSchema(arraySchema(requestObject(authorSchemas, ['name']), { maxItems: LIMITS.authors })),
  language: withDescription(
    nullableSchema(textSchema(10 * LIMITS.language)),
    'A language tag (BCP 47) whose subtags IANA’s registry has. The language of the publication when left out.',
  ),
  publishedAt: withDescription(
    anyMoment,
    'ISO 8601 with a zone. Now when left out. A date in the future is an embargo.',
  ),
  breaking: withDescription(bool, 'True needs the scope `break`.'),
  breakingUntil: breakingEnd,
  audio: nullableSchema(requestObject(audioSchemas)),
  image: nullableSchema(requestObject(imageSchemas, ['url'])),
  canonicalUrl: withDescription(
    anyUri,
    'The address of the original story on another site. One on this site becomes a former address.',
  ),
  formerUrls: withDescription(
    nullableSchema(arraySchema(textSchema(10 * LIMITS.url), { maxItems: LIMITS.formerUrls })),
    'Old addresses of the story on this site: paths without a query, `/?p=` and a number, or whole addresses. They redirect to its page.',
  ),
  correction: nullableSchema(exactObjectSchema({ note: requiredText(10 * LIMITS.note), at: {} }, ['note'])),
  significant: withDescription(bool, 'Of a replacement: false keeps `updatedAt`.'),
  reason: limitedText(LIMITS.note, 'The reason for the edit, for the history.'),
} satisfies FieldSchemas<typeof UPLOAD_FIELDS>;

const readOnly = Object.fromEntries(READ_ONLY_FIELDS.map((field) => [field, {}]));

/** The schemas of requests that make and change stories. */
export const UPLOAD_SCHEMAS = {
  Upload: withDescription(
    exactObjectSchema({ ...upload, ...readOnly, status: { enum: [...STATUSES, null] } }, ['headline']),
    `A story in an upload. The fields ${READ_ONLY_FIELDS.join(', ')} may come back from an earlier answer, and are ignored.`,
  ),
  BreakRequest: withDescription(
    exactObjectSchema({
      until: breakingEnd,
      for: { type: ['string', 'null'], description: 'An ISO 8601 duration, such as PT2H. Not together with `until`.' },
    } satisfies FieldSchemas<typeof BREAK_FIELDS>),
    'The end of the breaking flag. Empty: the default time.',
  ),
  CloseRequest: withDescription(
    exactObjectSchema({
      movedTo: withDescription(
        nullableSchema(textSchema(10 * LIMITS.url)),
        'The page of an open feed of this publication: its path or whole address. `/` is all stories.',
      ),
    } satisfies FieldSchemas<typeof CLOSE_FIELDS>),
    'The feed that the readers of the closed one are sent to. Empty: they learn that it is gone.',
  ),
  WithdrawalRequest: exactObjectSchema(
    {
      reason: requiredText(10 * LIMITS.note, 'The reason for the history. Readers never see it.'),
      note: limitedText(LIMITS.note, 'The text that readers see.'),
    } satisfies FieldSchemas<typeof WITHDRAWAL_FIELDS>,
    ['reason'],
  ),
};
