import { LIMITS } from '../limits';
import { uriOf, urlIn } from './uri';

/** An address in the form that a document may contain. */
export interface WebAddress {
  /** Absolute, ASCII. */
  readonly href: string;
  /** Whether the text was a relative address. */
  readonly relative: boolean;
}

/**
 * `text` as an absolute address with one of the `schemes` (`https:`), resolved against `base`; `//host` becomes https.
 * Undefined for another scheme, a user name or password, a fragment alone (`#note`), more than LIMITS.url characters, and
 * for a text that is no address.
 */
export function webAddress(text: string, base: string, schemes: readonly string[]): WebAddress | undefined {
  const address = text.trim();
  if (address === '' || address.startsWith('#') || address.length > LIMITS.url) return undefined;
  const relative = !urlIn(address);
  const complete = address.startsWith('//') ? `https:${address}` : address;
  const url = urlIn(complete) ?? urlIn(complete, base);
  if (!url || !schemes.includes(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  const href = uriOf(url);
  return href.length > LIMITS.url ? undefined : { href, relative };
}
