// RFC 3986 §2 and §3.5: what a URL parser leaves in a path, query or fragment though no URI may hold it there.
const NOT_IN_A_URI = /[^\w.~:/?#@!$&'()*+,;=%-]|%(?![\dA-Fa-f]{2})|#(?<=#.*#)/g;

/**
 * An absolute address on the web as a URI: ASCII, all else percent-encoded.
 * Throws a TypeError for a relative address and for any scheme but http and https.
 */
export function webAddress(text: string): string {
  const { href, protocol } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') throw new TypeError(`${protocol} is not an address on the web`);
  const path = href.indexOf('/', `${protocol}//`.length);
  return href.slice(0, path) + href.slice(path).replace(NOT_IN_A_URI, encodeURIComponent);
}

/** The same for an address that a document can do without: undefined where there is none or it is not on the web. */
export function optionalWebAddress(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : webAddress(text);
  } catch {
    return undefined;
  }
}
