import type { Story } from '../../news/story/story';
import { optionalWebAddress } from '../require-web-address';

/** The one media file of a feed entry. */
export interface Enclosure {
  readonly url: string;
  /** The media type: `audio/mpeg`. */
  readonly type: string;
  /** Bytes; undefined if unknown. */
  readonly length?: number;
}

// RFC 6838 §4.2
const MEDIA_TYPE = /^[A-Za-z\d][\w!#$&^.+-]*\/[A-Za-z\d][\w!#$&^.+-]*$/;

export const isMediaType = (type = ''): boolean => MEDIA_TYPE.test(type);

/**
 * The audio, or else the image: RSS allows one file. A file without an address or a media type is not an enclosure. RSS
 * and Atom need both, and a type guessed from the file name is often wrong.
 */
export const enclosureOf = ({ audio, image }: Pick<Story, 'audio' | 'image'>): Enclosure | undefined =>
  enclosure(audio) ?? enclosure(image);

function enclosure({ url, type = '', length = Number.NaN }: Partial<Enclosure> = {}): Enclosure | undefined {
  const address = optionalWebAddress(url);
  if (address === undefined || !isMediaType(type)) return undefined;
  return { url: address, type, length: Number.isSafeInteger(length) && length >= 0 ? length : undefined };
}
