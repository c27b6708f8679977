import { urlIn } from '../../lambdas/news/values/uri';

/** RFC 9110 §8.3.1, with parameters. */
export const MEDIA_TYPE =
  /^[^\s()<>,;:\\"/[\]?=]+\/[^\s()<>,;:\\"/[\]?=]+(?:\s*;\s*[^\s()<>,;:\\"/[\]?=]+=(?:"[^"]*"|[^\s()<>,;:\\"/[\]?=]+))*$/;

/** Whether an address is whole, or only looks so: cheap for a million links. */
export const hasScheme = (text: string): boolean => /^[a-z][a-z\d+.-]*:/i.test(text);
/** Whether a text is a whole URI of any scheme (RFC 3986 §4.3). */
export const isAbsolute = (text: string): boolean => /^[a-z][a-z\d+.-]*:./i.test(text) && urlIn(text) !== undefined;
export const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text) && urlIn(text) !== undefined;

export const isAsciiAddress = (text: string): boolean => isWebAddress(text) && /^[!-~]+$/.test(text);

/** Whether an address is on the machine where the doctor runs. */
export const isThisMachine = (address: string): boolean =>
  /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(urlIn(address)?.hostname ?? '');

/** Whether two addresses have the same host. The doctor sends requests only to the site that the user names. */
export const isSameSite = (address: string, other: string): boolean => urlIn(other)?.host === new URL(address).host;

/** The values that a list holds more than once, each once. */
export function duplicates(values: readonly string[]): string[] {
  const known = new Set<string>();
  return [...new Set(values.filter((value) => known.has(value) || !known.add(value)))];
}
