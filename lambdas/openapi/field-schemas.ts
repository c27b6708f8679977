import { LIMITS, MAX_SOUND_SECONDS } from '../news/limits';
import type { AUDIO_FIELDS, AUTHOR_FIELDS, IMAGE_FIELDS } from '../news/upload/field-names';
import { INSTANT } from '../news/values/instant';
import { type Schema, textSchema } from './json-schema';

/** A schema for each of these fields. */
export type FieldSchemas<Names extends readonly string[]> = Record<Names[number], Schema>;

export const momentSchema: Schema = { type: 'string', format: 'date-time', pattern: INSTANT.source };
export const uriSchema: Schema = { type: 'string', format: 'uri', maxLength: LIMITS.url };
/**
 * No ASCII but letters, digits and hyphens. What letters of other scripts are is said in words: `\\p{L}` is not among what
 * every implementation of patterns knows (JSON Schema 2020-12 §6.4).
 */
export const storyIdSchema: Schema = {
  type: 'string',
  pattern: '^[^\\u0000-,./:-@\\[-`{-\\u007f]+$',
  minLength: 1,
  maxLength: LIMITS.id,
  description: 'letters, digits and hyphens of any script, NFC',
};

export const audioSchemas = {
  url: uriSchema,
  type: textSchema(129, 'a media type, audio/mpeg'),
  length: { type: 'integer', minimum: 0, description: 'bytes' },
  duration: { type: 'number', minimum: 0, maximum: MAX_SOUND_SECONDS, description: 'seconds' },
} satisfies FieldSchemas<typeof AUDIO_FIELDS>;
export const imageSchemas = {
  url: uriSchema,
  type: textSchema(129, 'a media type, image/jpeg'),
  alt: textSchema(LIMITS.alt, 'what it shows, for those who cannot see it'),
  credit: textSchema(LIMITS.credit),
} satisfies FieldSchemas<typeof IMAGE_FIELDS>;
export const authorSchemas = {
  name: textSchema(LIMITS.name),
  email: textSchema(LIMITS.email),
  url: uriSchema,
} satisfies FieldSchemas<typeof AUTHOR_FIELDS>;
