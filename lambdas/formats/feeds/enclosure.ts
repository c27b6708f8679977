import type { Story } from '../../news/story/story';
import { optionalWebAddress } from '../require-web-address';

/** The one file that a feed entry brings along. */
export interface Enclosure {
  readonly url: string;
  /** The real media type, `audio/mpeg`. */
  readonly type: string;
  /** Bytes; undefined where unknown. */
  readonly length?: number;
}

// RFC 6838 §4.2
const MEDIA_TYPE = /^[A-Za-z\d][\w!#$&^.+-]*\/[A-Za-z\d][\w!#$&^.+-]*$/;

/**
 * The audio, or else the image: RSS allows one. A file with no address or no media type is none, for both formats
 * need the two and a type guessed from the address's ending is often wrong.
 */
export const enclosureOf = ({ audio, image }: Pick<Story, 'audio' | 'image'>): Enclosure | undefined =>
  enclosure(audio) ?? enclosure(image);

function enclosure({ url, type = '', length = Number.NaN }: Partial<Enclosure> = {}): Enclosure | undefined {
  const address = optionalWebAddress(url);
  if (address === undefined || !MEDIA_TYPE.test(type)) return undefined;
  return { url: address, type, ...(Number.isSafeInteger(length) && length >= 0 && { length }) };
}
