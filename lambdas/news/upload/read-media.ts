import { LIMITS, MAX_PICTURE_PIXELS, MAX_SOUND_SECONDS } from '../limits';
import type { Audio, Image } from '../story/story';
import { omitUndefined } from '../values/omit-undefined';
import { checkObject } from './check-object';
import type { Field } from './field';
import { AUDIO_FIELDS, IMAGE_FIELDS } from './field-names';
import { addressReader } from './read-address';
import { mediaTypeByExtension, readMediaType } from './read-media-type';
import { lineReader } from './read-text';

/** Reads the sound of a story. Without `url` it may have a duration only. */
export function readAudio(field: Field, base: string): Audio | undefined {
  if (field.isAbsent || !checkObject(field, AUDIO_FIELDS)) return undefined;
  const [type, length] = [field.at('type'), field.at('length')];
  const url =
    type.isAbsent && length.isAbsent
      ? addressReader(base)(field.at('url'))
      : field.at('url').required(addressReader(base), 'missing: give the address, or leave type and length out');
  const duration = readSeconds(field.at('duration'));
  const bytes = readBytes(length);
  if (url === undefined) return duration === undefined ? undefined : { duration };
  if (length.isAbsent) length.warn('no length in bytes: podcast apps show no size');
  return omitUndefined({
    url,
    type: type.required(
      (it) => readMediaType('audio')(it) ?? mediaTypeByExtension('audio', url),
      'missing: give the media type, like audio/mpeg',
    ),
    length: bytes,
    duration,
  });
}

/** Reads the picture of a story. */
export function readImage(field: Field, base: string): Image | undefined {
  if (field.isAbsent || !checkObject(field, IMAGE_FIELDS)) return undefined;
  const url = field.at('url').required(addressReader(base), 'missing: give the address of the image');
  const type = readMediaType('image')(field.at('type'));
  const alt = lineReader(LIMITS.alt)(field.at('alt'));
  const credit = lineReader(LIMITS.credit)(field.at('credit'));
  const [width, height] = [readPixels(field.at('width')), readPixels(field.at('height'))];
  if (alt === undefined) field.at('alt').warn('no alternative text: describe the image for readers who cannot see it');
  return url === undefined
    ? undefined
    : omitUndefined({ url, type: type ?? mediaTypeByExtension('image', url), alt, credit, width, height });
}

function readBytes(field: Field): number | undefined {
  if (field.isAbsent) return undefined;
  const { value } = field;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  return field.refuse('not a length: write a whole number of bytes, 0 or more, without quotation marks');
}

function readPixels(field: Field): number | undefined {
  if (field.isAbsent) return undefined;
  const { value } = field;
  const isWhole = typeof value === 'number' && Number.isInteger(value);
  if (isWhole && value >= 1 && value <= MAX_PICTURE_PIXELS) return value;
  return field.refuse(
    `not a size in pixels: write a whole number from 1 to ${MAX_PICTURE_PIXELS}, without quotation marks`,
  );
}

/** Reads seconds to the millisecond: DynamoDB cannot store every number that JSON can write. */
function readSeconds(field: Field): number | undefined {
  if (field.isAbsent) return undefined;
  const { value } = field;
  if (typeof value === 'number' && value >= 0 && value <= MAX_SOUND_SECONDS) return Math.round(value * 1000) / 1000;
  return field.refuse(
    `not a duration: write seconds as a number from 0 to ${MAX_SOUND_SECONDS}, without quotation marks`,
  );
}
