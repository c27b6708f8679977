import { LIMITS, MAX_SOUND_SECONDS } from '../limits';
import type { Audio, Image } from '../story/story';
import { omitUndefined } from '../values/omit-undefined';
import type { Field } from './field';
import { AUDIO_FIELDS, IMAGE_FIELDS } from './field-names';
import { mediaTypeByEnding, readMediaType } from './media-type';
import { addressReader } from './read-address';
import { lineReader } from './read-text';
import { isObjectOf } from './unknown-fields';

/** The sound of a story. Without `url` it may have a duration only. */
export function readAudio(field: Field, base: string): Audio | undefined {
  if (field.isAbsent || !isObjectOf(field, AUDIO_FIELDS)) return undefined;
  const [type, length] = [field.at('type'), field.at('length')];
  const url =
    type.isAbsent && length.isAbsent
      ? addressReader(base)(field.at('url'))
      : field.at('url').required(addressReader(base), 'give the address, or leave type and length out');
  const duration = seconds(field.at('duration'));
  const known = { length: bytes(length), duration };
  if (url === undefined) return duration === undefined ? undefined : { duration };
  if (length.isAbsent) length.warn('no length in bytes: podcast readers show no size');
  return omitUndefined({
    url,
    type: type.required(
      (it) => readMediaType('audio')(it) ?? mediaTypeByEnding('audio', url),
      'give the media type, like audio/mpeg',
    ),
    ...known,
  });
}

/** The picture of a story. */
export function readImage(field: Field, base: string): Image | undefined {
  if (field.isAbsent || !isObjectOf(field, IMAGE_FIELDS)) return undefined;
  const url = field.at('url').required(addressReader(base), 'give the address of the image');
  const type = readMediaType('image')(field.at('type'));
  const alt = lineReader(LIMITS.alt)(field.at('alt'));
  const credit = lineReader(LIMITS.credit)(field.at('credit'));
  if (alt === undefined)
    field.at('alt').warn('no alternative text: say what the image shows to those who cannot see it');
  return url === undefined
    ? undefined
    : omitUndefined({ url, type: type ?? mediaTypeByEnding('image', url), alt, credit });
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
  if (typeof value === 'number' && value >= 0 && value <= MAX_SOUND_SECONDS) return Math.round(value * 1000) / 1000;
  return field.refuse(
    `write the duration in seconds: a number from 0 to ${MAX_SOUND_SECONDS}, without quotation marks`,
  );
}
