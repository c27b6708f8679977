import { uriOf } from '../news/values/uri';

/** A web address as an ASCII URI. Throws a TypeError for a relative address, and for schemes but http and https. */
export function requireWebAddress(text: string): string {
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol)) throw new TypeError(`${url.protocol} is not an address on the web`);
  return uriOf(url);
}

/** Like `requireWebAddress`, for an optional address: undefined if there is none or it is not on the web. */
export function optionalWebAddress(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : requireWebAddress(text);
  } catch {
    return undefined;
  }
}
