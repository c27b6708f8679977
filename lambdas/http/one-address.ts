// CloudFront runs this file as well: lib/edge/viewer-request-code.ts puts it into the viewer-request function. Its JavaScript
// runtime 2.0 knows no imports, no destructuring, no for-of, no default arguments and no spread.

/** A public address, for the rule that each document has one address. */
export interface KnownAddress {
  readonly pattern: RegExp;
  /** The parameters that the address reads. Left out where it takes every one, to refuse the unknown ones itself. */
  readonly query?: readonly string[];
}

/** Addresses that people guess or keep from another site, and the address that each one means. */
export interface GuessedAddress {
  /** Of a path in its one spelling. */
  readonly pattern: RegExp;
  /** As `String.prototype.replace` writes it: `$1/rss.xml`. Its path is the one of a known address. */
  readonly target: string;
}

/** The addresses of the public side. */
export interface AddressTable {
  readonly known: readonly KnownAddress[];
  readonly guessed: readonly GuessedAddress[];
}

/** A request target in its one spelling. */
export interface CanonicalTarget {
  /** Undefined for invalid percent-encoding: no address has it. */
  readonly path: string | undefined;
  /** Without its `?`. Empty where no address is. */
  readonly query: string;
  /** Whether a document may be at this path. */
  readonly isKnown: boolean;
}

/** The lengths that the lists of `/api` have, in stories or changes. Few lengths make few copies in the CDN. */
export const LIST_LENGTHS = [10, 20, 50, 100];

/** The headers of a permanent redirect, besides its Location. The rule changes only with a release, so a day is safe. */
export const MOVED_HEADERS = { 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=86400' };

/** A `limit` as served: from 1 to 100 the next smaller length of a list, or 10. Any other text stays as it is. */
export function roundLimit(text: string): string {
  const limit = Number(text);
  if (!/^\d{1,3}$/.test(text) || limit < 1 || limit > 100) return text;
  const smaller = LIST_LENGTHS.filter((length) => length <= limit);
  return String(smaller.length === 0 ? LIST_LENGTHS[0] : smaller[smaller.length - 1]);
}

/**
 * The one spelling of a path, which documents link to (RFC 3986 §6.2.2): percent-encoding where encodeURIComponent writes it,
 * no dot segment, no empty segment, no slash at the end. Undefined for invalid percent-encoding.
 */
export function canonicalPath(path: string): string | undefined {
  const steps: string[] = [];
  try {
    path.split('/').forEach((encoded) => {
      const step = decodeURIComponent(encoded);
      if (step === '..') steps.pop();
      else if (step !== '' && step !== '.') steps.push(encodeURIComponent(step));
    });
  } catch {
    return undefined;
  }
  // One slash at its beginning, and none in a step: no browser reads another host from it.
  return `/${steps.join('/')}`;
}

/** The one spelling of a path and its query. A guessed address becomes the address that it means. */
export function canonicalTarget(addresses: AddressTable, path: string, query: string): CanonicalTarget {
  const canonical = canonicalPath(path);
  if (canonical === undefined) return { path: canonical, query: '', isKnown: false };
  const knownAt = (one: string) => addresses.known.find((address) => address.pattern.test(one));
  const known = knownAt(canonical);
  if (known) return { path: canonical, query: canonicalQuery(query, known.query), isKnown: true };
  const guess = addresses.guessed.find((address) => address.pattern.test(canonical));
  const meant = guess && canonical.replace(guess.pattern, guess.target);
  const found = meant === undefined ? undefined : knownAt(meant);
  return found
    ? { path: meant, query: canonicalQuery(query, found.query), isKnown: true }
    : { path: canonical, query: '', isKnown: false };
}

/**
 * The address that a GET or HEAD is redirected to. Undefined where the path has its one spelling, where there is no such
 * address, and for other methods: after a 301 many clients would send a GET instead (RFC 9110 §15.4.2).
 */
export function redirectTarget(method: string, path: string, target: CanonicalTarget): string | undefined {
  const isRead = method === 'GET' || method === 'HEAD';
  if (!isRead || !target.isKnown || target.path === undefined || target.path === path) return undefined;
  return target.query === '' ? target.path : `${target.path}?${target.query}`;
}

interface Pair {
  readonly name: string;
  readonly value: string;
}

/** The parameters that an address reads, each once; or all of them. They are sorted by name, and have one encoding. */
function canonicalQuery(query: string, names: readonly string[] | undefined): string {
  const pairs = joinValues(query.split('&').filter((pair) => pair !== '')).map(pairFrom);
  const read = names === undefined ? pairs.map(roundLimitOf) : firstOfEach(names, pairs);
  return read
    .map((pair, position) => ({ pair, position }))
    .sort((a, b) => (a.pair.name < b.pair.name ? -1 : a.pair.name > b.pair.name ? 1 : a.position - b.position))
    .map((sorted) => `${sorted.pair.name}=${sorted.pair.value}`)
    .join('&');
}

/** The pairs with all values of a name, as it was sent, beside the first: CloudFront gives a query so. */
function joinValues(pairs: readonly string[]): string[] {
  const firsts: Record<string, number> = Object.create(null);
  return pairs
    .map((pair, position) => {
      const name = pair.slice(0, endOfName(pair));
      if (firsts[name] === undefined) firsts[name] = position;
      return { pair, position, first: firsts[name] };
    })
    .sort((a, b) => a.first - b.first || a.position - b.position)
    .map((placed) => placed.pair);
}

const endOfName = (pair: string): number => (pair.indexOf('=') === -1 ? pair.length : pair.indexOf('='));

function pairFrom(text: string): Pair {
  const end = endOfName(text);
  return { name: recode(text.slice(0, end)), value: recode(text.slice(end + 1)) };
}

const roundLimitOf = (pair: Pair): Pair =>
  pair.name === 'limit' ? { name: pair.name, value: roundLimit(pair.value) } : pair;

const firstOfEach = (names: readonly string[], pairs: readonly Pair[]): Pair[] =>
  names.map((name) => pairs.find((pair) => pair.name === name)).filter((pair) => pair !== undefined);

/** A name or value of a query in one encoding. One that is not valid stays as it is. */
function recode(text: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(text.replace(/\+/g, ' ')));
  } catch {
    return text;
  }
}
