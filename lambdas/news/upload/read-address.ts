import { charactersRemoved } from '../html/character-warnings';
import { LIMITS } from '../limits';
import { webAddress } from '../values/web-address';
import type { Field } from './field';
import { readCharacters, readString } from './read-text';

// Chat programs and Windows add zero-width characters and bidi controls to an address that is copied.
const INVISIBLE_ENDS = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;

/** Reads a web address: http or https, ASCII. A relative one is resolved against `base`, with a warning. */
export const addressReader =
  (base: string) =>
  (field: Field): string | undefined => {
    const given = readCharacters(field, readString(field) ?? '').trim();
    const text = given.replace(INVISIBLE_ENDS, '');
    if (text === '') return undefined;
    if (text !== given) field.warn(charactersRemoved(given.length - text.length));
    const address = webAddress(text, base, ['https:', 'http:']);
    if (!address) {
      return field.refuse(
        `not a usable web address: write http or https, without a user name, at most ${LIMITS.url} characters`,
      );
    }
    if (address.relative) field.warn(`relative address made absolute: ${address.href}`);
    return address.href;
  };
