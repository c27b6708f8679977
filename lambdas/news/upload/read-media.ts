import { type Audio, type Image, LIMITS } from '../story/story';
import { address } from './read-address';
import type { Field } from './field';
import { AUDIO_FIELDS, IMAGE_FIELDS, LONGEST_SOUND } from './field-names';
import { given } from '../values/omit-undefined';
import { expectedType, mediaType } from './media-type';
import { line } from './read-text';
import { isObject } from './unknown-fields';

/** The sound of a story. Without `url` it may have a duration only. */
export function audio(field: Field, base: string): Audio | undefined {
  if (field.isAbsent || !isObject(field, AUDIO_FIELDS)) return undefined;
  const [type, length] = [field.at('type'), field.at('length')];
  const url =
    type.isAbsent && length.isAbsent
      ? address(base)(field.at('url'))
      : field.at('url').required(address(base), 'give the address, or leave type and length out');
  const duration = seconds(field.at('duration'));
  const known = { length: bytes(length), duration };
  if (url === undefined) return duration === undefined ? undefined : { duration };
  if (length.isAbsent) length.warn('no length in bytes: podcast readers show no size');
  return given({
    url,
    type: type.required(
      (it) => mediaType('audio')(it) ?? expectedType('audio', url),
      'give the media type, like audio/mpeg',
    ),
    ...known,
  });
}

/** The picture of a story. */
export function image(field: Field, base: string): Image | undefined {
  if (field.isAbsent || !isObject(field, IMAGE_FIELDS)) return undefined;
  const url = field.at('url').required(address(base), 'give the address of the image');
  const type = mediaType('image')(field.at('type'));
  const alt = line(LIMITS.alt)(field.at('alt'));
  const credit = line(LIMITS.credit)(field.at('credit'));
  if (alt === undefined)
    field.at('alt').warn('no alternative text: say what the image shows to those who cannot see it');
  return url === undefined ? undefined : given({ url, type: type ?? expectedType('image', url), alt, credit });
}

function bytes(field: Field): number | undefined {
  if (field.isAbsent) return undefined;
  const { value } = field;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  return field.refuse('write the length in bytes: a whole number, 0 or more, without quotation marks');
}

/** To the millisecond: DynamoDB keeps no number as small as JSON can write. */
function seconds(field: Field): number | undefined {
  if (field.isAbsent) return undefined;
  const { value } = field;
  if (typeof value === 'number' && value >= 0 && value <= LONGEST_SOUND) return Math.round(value * 1000) / 1000;
  return field.refuse(`write the duration in seconds: a number from 0 to ${LONGEST_SOUND}, without quotation marks`);
}
