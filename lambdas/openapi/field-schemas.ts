import { INSTANT } from '../news/values/instant';
import { LIMITS } from '../news/story/story';
import { type AUDIO_FIELDS, type AUTHOR_FIELDS, type IMAGE_FIELDS, LONGEST_SOUND } from '../news/upload/field-names';
import { type Schema, text } from './json-schema';

/** A schema for each of these fields. */
export type Members<Names extends readonly string[]> = Record<Names[number], Schema>;

export const moment: Schema = { type: 'string', format: 'date-time', pattern: INSTANT.source };
export const uri: Schema = { type: 'string', format: 'uri', maxLength: LIMITS.url };
/**
 * No ASCII but letters, digits and hyphens. What letters of other scripts are is said in words: `\\p{L}` is not among what
 * every implementation of patterns knows (JSON Schema 2020-12 §6.4).
 */
export const storyId: Schema = {
  type: 'string',
  pattern: '^[^\\u0000-,./:-@\\[-`{-\\u007f]+$',
  minLength: 1,
  maxLength: LIMITS.id,
  description: 'letters, digits and hyphens of any script, NFC',
};

export const audio = {
  url: uri,
  type: text(129, 'a media type, audio/mpeg'),
  length: { type: 'integer', minimum: 0, description: 'bytes' },
  duration: { type: 'number', minimum: 0, maximum: LONGEST_SOUND, description: 'seconds' },
} satisfies Members<typeof AUDIO_FIELDS>;
export const image = {
  url: uri,
  type: text(129, 'a media type, image/jpeg'),
  alt: text(LIMITS.alt, 'what it shows, for those who cannot see it'),
  credit: text(LIMITS.credit),
} satisfies Members<typeof IMAGE_FIELDS>;
export const author = {
  name: text(LIMITS.name),
  email: text(LIMITS.email),
  url: uri,
} satisfies Members<typeof AUTHOR_FIELDS>;
