import { LIMITS } from '../limits';
import { urlIn } from '../values/uri';
import { webAddress } from '../values/web-address';
import type { Field } from './field';
import { readList } from './read-list';
import { readString } from './read-text';

/** A former address of a story, in its one spelling, and where the upload gives it. */
export interface FormerUrl {
  readonly address: string;
  /** A JSON pointer: `#/formerUrls/0`, or `#/canonicalUrl` for one that the server moved. */
  readonly pointer: string;
}

/** Why an address cannot be a former one, with the remedy. */
const REFUSALS = {
  encoding: 'invalid percent-encoding: write a percent sign as %25',
  'own address': 'an address of this publication itself: leave it out',
  query: 'a query is known on / alone, as in /?p=123: write the path without it',
  length: `too long: write at most ${LIMITS.formerUrl} characters, percent-encoded`,
};

export interface FormerUrlContext {
  /** The address of the publication. It resolves relative addresses of a story without `canonicalUrl`. */
  readonly baseUrl: string;
  /** Normalises a path and its query, which has no `?`. Only the table of routes knows which addresses are taken. */
  readonly formerUrlOf: (
    path: string,
    query: string,
  ) => { readonly address: string } | { readonly refused: Exclude<keyof typeof REFUSALS, 'length'> };
}

const CANONICAL_POINTER = '#/canonicalUrl';

/** Whether a former address comes from `canonicalUrl`, so that the story can do without it. */
export const isFromCanonicalUrl = ({ pointer }: FormerUrl): boolean => pointer === CANONICAL_POINTER;

/** Reads former addresses: paths, or whole addresses on the host of the publication. */
export function readFormerUrls(field: Field, context: FormerUrlContext): FormerUrl[] {
  const read = readList(field, LIMITS.formerUrls, (item) => readFormerUrl(item, context));
  return read.filter(({ address }, i) => read.findIndex((other) => other.address === address) === i);
}

function readFormerUrl(field: Field, { baseUrl, formerUrlOf }: FormerUrlContext): FormerUrl | undefined {
  const text = readString(field)?.trim();
  if (text === undefined) return undefined;
  const isComplete = text.startsWith('/') || urlIn(text) !== undefined;
  const read = isComplete ? webAddress(text, `${baseUrl}/`, ['https:', 'http:']) : undefined;
  if (!read)
    return field.refuse(
      `not an old address: write its path, like /2019/01/river, or the whole address, at most ${LIMITS.formerUrl} characters`,
    );
  if (!isOnHostOf(baseUrl, read.href))
    return field.refuse(`on another host: only old addresses of ${new URL(baseUrl).host} can lead here; leave it out`);
  const former = formerUrlAt(read.href, formerUrlOf);
  return 'refused' in former ? field.refuse(former.refused) : { address: former.address, pointer: field.pointer };
}

/** The former address that an absolute address gives, or the reason why it gives none. */
function formerUrlAt(
  href: string,
  formerUrlOf: FormerUrlContext['formerUrlOf'],
): { readonly address: string } | { readonly refused: string } {
  const { pathname, search } = new URL(href);
  const former = formerUrlOf(pathname, search.slice(1));
  if ('refused' in former) return { refused: REFUSALS[former.refused] };
  return former.address.length > LIMITS.formerUrl ? { refused: REFUSALS.length } : former;
}

/**
 * Moves a `canonicalUrl` on the host of the publication to the former addresses, with a warning: on this host, the page of the
 * story is canonical. Any other one stays.
 */
export function moveToFormerUrls(
  field: Field,
  { canonicalUrl, formerUrls }: { readonly canonicalUrl?: string; readonly formerUrls: readonly FormerUrl[] },
  { baseUrl, formerUrlOf }: FormerUrlContext,
): { readonly canonicalUrl?: string; readonly formerUrls: readonly FormerUrl[] } {
  if (canonicalUrl === undefined || !isOnHostOf(baseUrl, canonicalUrl)) return { canonicalUrl, formerUrls };
  const former = formerUrlAt(canonicalUrl, formerUrlOf);
  if ('refused' in former) {
    field.warn(`${OWN_PAGE}. ${new URL(canonicalUrl).pathname} is left out: ${former.refused}`);
    return { formerUrls };
  }
  const { address } = former;
  const isListed = formerUrls.some((other) => other.address === address);
  if (!isListed && formerUrls.length >= LIMITS.formerUrls) {
    field.warn(`${OWN_PAGE}. ${address} is left out: formerUrls has ${LIMITS.formerUrls} addresses already`);
    return { formerUrls };
  }
  field.warn(`${OWN_PAGE}. ${address} is a former address and redirects to it`);
  return { formerUrls: isListed ? formerUrls : [...formerUrls, { address, pointer: CANONICAL_POINTER }] };
}

const OWN_PAGE = 'on the host of this publication, so the page of the story is canonical';

/** Whether an address is on the host of the publication, by http or https. Each scheme has its default port. */
const isOnHostOf = (baseUrl: string, address: string): boolean => new URL(baseUrl).host === new URL(address).host;
