import { LIMITS, MAX_PICTURE_PIXELS, MAX_SOUND_SECONDS } from '../news/limits';
import type { AUDIO_FIELDS, AUTHOR_FIELDS, IMAGE_FIELDS } from '../news/upload/field-names';
import { INSTANT } from '../news/values/instant';
import { type Schema, textSchema } from './json-schema';

/** A schema for each of these fields. */
export type FieldSchemas<Names extends readonly string[]> = Record<Names[number], Schema>;

export const momentSchema: Schema = { type: 'string', format: 'date-time', pattern: INSTANT.source };
export const uriSchema: Schema = { type: 'string', format: 'uri', maxLength: LIMITS.url };
/**
 * No ASCII but letters, digits and hyphens. The description names the letters of other scripts: not every implementation
 * of patterns knows `\\p{L}` (JSON Schema 2020-12 §6.4).
 */
export const storyIdSchema: Schema = {
  type: 'string',
  pattern: '^[^\\u0000-,./:-@\\[-`{-\\u007f]+$',
  minLength: 1,
  maxLength: LIMITS.id,
  description: 'Letters and digits of any script, and hyphens, in NFC.',
};

export const audioSchemas = {
  url: uriSchema,
  type: textSchema(129, 'A media type, such as audio/mpeg.'),
  length: { type: 'integer', minimum: 0, description: 'Size in bytes.' },
  duration: { type: 'number', minimum: 0, maximum: MAX_SOUND_SECONDS, description: 'Duration in seconds.' },
} satisfies FieldSchemas<typeof AUDIO_FIELDS>;
export const imageSchemas = {
  url: uriSchema,
  type: textSchema(129, 'A media type, such as image/jpeg.'),
  alt: textSchema(LIMITS.alt, 'A text alternative for people who cannot see the image.'),
  credit: textSchema(LIMITS.credit),
  width: { type: 'integer', minimum: 1, maximum: MAX_PICTURE_PIXELS, description: 'Width in pixels.' },
  height: { type: 'integer', minimum: 1, maximum: MAX_PICTURE_PIXELS, description: 'Height in pixels.' },
} satisfies FieldSchemas<typeof IMAGE_FIELDS>;
export const authorSchemas = {
  name: textSchema(LIMITS.name),
  email: textSchema(LIMITS.email),
  url: uriSchema,
} satisfies FieldSchemas<typeof AUTHOR_FIELDS>;
