import type { Field } from './field';
import { readString } from './read-text';

// RFC 6838 §4.2: restricted-name, without its rarer characters.
const MEDIA_TYPE = /^[a-z0-9][a-z0-9.+-]{0,63}\/[a-z0-9][a-z0-9.+-]{0,63}$/;

/** What publishers commonly write, and the media type that it means. */
const MEANT: Readonly<Record<string, string>> = {
  'audio/mp3': 'audio/mpeg',
  'audio/mpg': 'audio/mpeg',
  'audio/mpeg3': 'audio/mpeg',
  'audio/x-mp3': 'audio/mpeg',
  'audio/x-mpeg': 'audio/mpeg',
  'audio/m4a': 'audio/mp4',
  'audio/x-m4a': 'audio/mp4',
  'audio/x-aac': 'audio/aac',
  'audio/x-flac': 'audio/flac',
  'audio/wave': 'audio/wav',
  'audio/x-wav': 'audio/wav',
  'video/x-m4v': 'video/mp4',
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
  'image/svg': 'image/svg+xml',
};

/** The media types of files by how their names end. */
const BY_ENDING: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  aac: 'audio/aac',
  mp4: 'video/mp4',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
  svg: 'image/svg+xml',
};

/** Types that each kind of medium may have. */
const OF_KIND = { audio: /^(?:audio\/|video\/|application\/ogg$)/, image: /^image\// };
const EXAMPLE = { audio: 'audio/mpeg', image: 'image/jpeg' };

type Kind = keyof typeof OF_KIND;

/** A media type of a kind, in small letters and without parameters; a common wrong one is corrected, with a warning. */
export const readMediaType =
  (kind: Kind) =>
  (field: Field): string | undefined => {
    const given = readString(field)?.trim();
    if (given === undefined || given === '') return undefined;
    const [plain = ''] = given.slice(0, 200).toLowerCase().split(';');
    const written = plain.trim();
    const type = Object.hasOwn(MEANT, written) ? (MEANT[written] ?? written) : written;
    if (!MEDIA_TYPE.test(type) || !OF_KIND[kind].test(type))
      return field.refuse(`write a media type like ${EXAMPLE[kind]}`);
    if (type !== given) field.warn(`media type corrected to ${type}`);
    return type;
  };

/** The media type that an address lets expect, if that is of the kind: `.mp3` is `audio/mpeg`. */
export function mediaTypeByEnding(kind: Kind, address: string): string | undefined {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(new URL(address).pathname)?.[1]?.toLowerCase() ?? '';
  const type = Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending] : undefined;
  return type && OF_KIND[kind].test(type) ? type : undefined;
}
