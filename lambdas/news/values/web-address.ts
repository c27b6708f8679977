import { LIMITS } from '../story/story';
import { uriOf, urlIn } from './uri';

/** An address as a document may hold it. */
export interface WebAddress {
  /** Absolute, ASCII. */
  readonly href: string;
  /** Whether it was relative as it was given. */
  readonly relative: boolean;
}

/**
 * `text` as an absolute address of one of the `schemes` (`https:`), resolved against `base`; `//host` is taken for
 * https. Undefined for any other scheme, for what is no address, names a user or a password, points into the page
 * that it stands in (`#note`), or is longer than LIMITS.url.
 */
export function webAddress(text: string, base: string, schemes: readonly string[]): WebAddress | undefined {
  const given = text.trim();
  if (given === '' || given.startsWith('#') || given.length > LIMITS.url) return undefined;
  const relative = !urlIn(given);
  const complete = given.startsWith('//') ? `https:${given}` : given;
  const url = urlIn(complete) ?? urlIn(complete, base);
  if (!url || !schemes.includes(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  const href = uriOf(url);
  return href.length > LIMITS.url ? undefined : { href, relative };
}
