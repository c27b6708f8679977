import { LIMITS } from '../limits';
import { webAddress } from '../values/web-address';
import { xmlSafe } from '../values/xml-safe';
import type { Field } from './field';
import { readString } from './read-text';

/** Reads a web address: http or https, ASCII. A relative one is resolved against `base`, with a warning. */
export const addressReader =
  (base: string) =>
  (field: Field): string | undefined => {
    const text = xmlSafe(readString(field) ?? '').trim();
    if (text === '') return undefined;
    const address = webAddress(text, base, ['https:', 'http:']);
    if (!address) {
      return field.refuse(
        `not a usable web address: write http or https, without a user name, at most ${LIMITS.url} characters`,
      );
    }
    if (address.relative) field.warn(`relative address made absolute: ${address.href}`);
    return address.href;
  };
