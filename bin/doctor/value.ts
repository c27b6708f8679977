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

/** All names of this machine (RFC 6761 §6.3, RFC 1122 §3.2.1.3): the URL parser writes every other spelling of them like this. */
const THIS_MACHINE =
  /^(?:(?:[^.]+\.)*localhost\.?|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:(?:7f[\da-f]{2}:[\da-f]+|0:0)\])$/;

/** Whether an address is on the machine where the doctor runs. */
export const isThisMachine = (address: string): boolean => THIS_MACHINE.test(urlIn(address)?.hostname ?? '');

/** Whether two addresses have the same host. The doctor sends requests only to the site that the user names. */
export const isSameSite = (address: string, other: string): boolean => urlIn(other)?.host === new URL(address).host;

/** The values that a list holds more than once, each once. */
export function duplicates(values: readonly string[]): string[] {
  const known = new Set<string>();
  return [...new Set(values.filter((value) => known.has(value) || !known.add(value)))];
}
