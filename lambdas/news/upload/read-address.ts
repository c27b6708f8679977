import { webAddress } from '../values/web-address';
import { xmlSafe } from '../values/xml-safe';
import type { Field } from './field';
import { readString } from './read-text';

/** An address on the web: absolute, http or https, ASCII. A relative one is resolved against `base`, with a warning. */
export const addressReader =
  (base: string) =>
  (field: Field): string | undefined => {
    const given = xmlSafe(readString(field) ?? '').trim();
    if (given === '') return undefined;
    const found = webAddress(given, base, ['https:', 'http:']);
    if (!found) {
      return field.refuse(
        'write an address like https://news.example/story: http or https, no user name, at most 2048 characters',
      );
    }
    if (found.relative) field.warn(`relative address made absolute: ${found.href}`);
    return found.href;
  };
