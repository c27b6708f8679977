import type { Field } from './field';
import { readString } from './read-text';

// RFC 6838 §4.2: restricted-name, without its rarer characters.
const MEDIA_TYPE = /^[a-z0-9][a-z0-9.+-]{0,63}\/[a-z0-9][a-z0-9.+-]{0,63}$/;

/** Common wrong media types, and the correct ones. Podcast apps know `audio/x-m4a` and `video/x-m4v`, which stay. */
const CORRECTIONS: Readonly<Record<string, string>> = {
  ...allAs('audio/mpeg', 'audio/mp3 audio/mpg audio/mpeg3 audio/x-mp3 audio/x-mpeg'),
  ...allAs('audio/mp4', 'audio/m4a'),
  ...allAs('audio/aac', 'audio/x-aac'),
  ...allAs('audio/flac', 'audio/x-flac'),
  ...allAs('audio/wav', 'audio/wave audio/x-wav'),
  ...allAs('image/jpeg', 'image/jpg image/pjpeg'),
  ...allAs('image/png', 'image/x-png'),
  ...allAs('image/svg+xml', 'image/svg'),
};

/** Media types by file extension. */
const BY_EXTENSION: Readonly<Record<string, string>> = {
  ...{ mp3: 'audio/mpeg', m4a: 'audio/mp4', ogg: 'audio/ogg', opus: 'audio/ogg' },
  ...{ wav: 'audio/wav', flac: 'audio/flac', aac: 'audio/aac', mp4: 'video/mp4' },
  ...{ jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp' },
  ...{ gif: 'image/gif', avif: 'image/avif', svg: 'image/svg+xml' },
};

function allAs(type: string, names: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [name, type]));
}

/** The media types that are allowed for each kind. */
const ALLOWED_TYPES = { audio: /^(?:audio\/|video\/|application\/ogg$)/, image: /^image\// };
const EXAMPLE = { audio: 'audio/mpeg', image: 'image/jpeg' };

type Kind = keyof typeof ALLOWED_TYPES;

/** Reads a media type: lower case, without parameters. A common wrong one is corrected, with a warning. */
export const readMediaType =
  (kind: Kind) =>
  (field: Field): string | undefined => {
    const text = readString(field)?.trim();
    if (text === undefined || text === '') return undefined;
    const [withoutParameters = ''] = text.slice(0, 200).toLowerCase().split(';');
    const name = withoutParameters.trim();
    const type = Object.hasOwn(CORRECTIONS, name) ? (CORRECTIONS[name] ?? name) : name;
    if (!MEDIA_TYPE.test(type) || !ALLOWED_TYPES[kind].test(type))
      return field.refuse(`not an ${kind} media type: write one like ${EXAMPLE[kind]}`);
    if (type !== text) field.warn(`media type corrected to ${type}`);
    return type;
  };

/** The media type of an address by its file extension, if it is of this kind: `.mp3` is `audio/mpeg`. */
export function mediaTypeByExtension(kind: Kind, address: string): string | undefined {
  const extension = /\.([a-z0-9]{1,5})$/i.exec(new URL(address).pathname)?.[1]?.toLowerCase() ?? '';
  const type = Object.hasOwn(BY_EXTENSION, extension) ? BY_EXTENSION[extension] : undefined;
  return type && ALLOWED_TYPES[kind].test(type) ? type : undefined;
}
