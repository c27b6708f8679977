import { uriOf } from '../news/values/uri';

/**
 * An absolute address on the web as a URI: ASCII, all else percent-encoded.
 * Throws a TypeError for a relative address and for any scheme but http and https.
 */
export function requireWebAddress(text: string): string {
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol)) throw new TypeError(`${url.protocol} is not an address on the web`);
  return uriOf(url);
}

/** The same for an address that a document can do without: undefined where there is none or it is not on the web. */
export function optionalWebAddress(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : requireWebAddress(text);
  } catch {
    return undefined;
  }
}
