// RFC 3986 §2 and §3.5: what a URL parser leaves in a path, query or fragment though no URI may hold it there.
const NOT_IN_A_URI = /[^\w.~:/?#@!$&'()*+,;=%-]|%(?![\dA-Fa-f]{2})|#(?<=#.*#)/g;

/** A URL as a URI: ASCII, all else percent-encoded. WHATWG's parser is more lenient than RFC 3986, and so than validators. */
export function uriOf({ href, protocol }: URL): string {
  // The brackets of an IPv6 host stay; an address without a host (mailto:) has its path after the colon.
  const host = href.startsWith(`${protocol}//`) ? `${protocol}//`.length : 0;
  const path = Math.max(href.indexOf('/', host), 0) || protocol.length;
  return href.slice(0, path) + href.slice(path).replace(NOT_IN_A_URI, encodeURIComponent);
}

/**
 * A URL, or undefined for what is none. Not by `URL.canParse`: on Node 20 it refuses `http://Bücher.example` once it was
 * called some thousand times (20.20.2, 2026-11-22).
 */
export function urlIn(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
