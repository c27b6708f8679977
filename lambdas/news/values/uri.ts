// RFC 3986 §2 and §3.5: characters that the URL parser leaves in a path, query or fragment, but that a URI must not have.
const NOT_IN_A_URI = /[^\w.~:/?#@!$&'()*+,;=%-]|%(?![\dA-Fa-f]{2})|#(?<=#.*#)/g;

/** A URL as an ASCII URI, all else percent-encoded. The WHATWG parser allows more than RFC 3986 and feed validators do. */
export function uriOf({ href, protocol }: URL): string {
  // The brackets of an IPv6 host stay. An address without a host (mailto:) has its path after the colon.
  const host = href.startsWith(`${protocol}//`) ? `${protocol}//`.length : 0;
  const path = Math.max(href.indexOf('/', host), 0) || protocol.length;
  return href.slice(0, path) + href.slice(path).replace(NOT_IN_A_URI, encodeURIComponent);
}

/**
 * A text as a URL; undefined if it is none. `URL.canParse` does not serve: on Node 20 it refuses `http://Bücher.example`
 * after some thousand calls (20.20.2, 2026-11-22).
 */
export function urlIn(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
