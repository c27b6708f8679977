import { fetchLimited } from '../../../lambdas/outgoing/fetch-limited';
import { type MediaAddress, mediaAddresses } from '../story-file/media-addresses';
import type { Note, ParsedStory } from '../story-file/parsed-story';

/** Finds pictures and sound that are not there. */
export type MissingMediaFinder = (story: ParsedStory) => Promise<Note[]>;

/** The most addresses of one story that are asked for, all at the same time. */
const MAX_ADDRESSES = 20;
const LIMITS = { milliseconds: 4_000, bytes: 1_000_000, redirects: 5 };
const GONE = [404, 410];
/** The statuses of a server that does not answer HEAD (RFC 9110 §15.5.6 and §15.6.2). */
const NO_HEAD = [405, 501];

/**
 * A finder for one run. It asks for each address once. A host that did not answer is not asked again, because each such answer
 * takes seconds. Only "not found" counts: an address may refuse a program and still show its picture to a reader.
 */
export function createMissingMediaFinder(): MissingMediaFinder {
  const statuses = new Map<string, Promise<number>>();
  const silent = new Set<string>();
  const ask = async (address: string): Promise<number> => {
    const { host } = new URL(address);
    if (silent.has(host)) return 0;
    const request = async (method: string) => {
      const { status } = await fetchLimited(address, { method, headers: { 'user-agent': 'bulletin' } }, LIMITS);
      return status;
    };
    const status = await request('HEAD');
    if (status === 0) silent.add(host);
    return NO_HEAD.includes(status) ? request('GET') : status;
  };
  const statusOf = (address: string): Promise<number> => {
    const known = statuses.get(address) ?? ask(address);
    statuses.set(address, known);
    return known;
  };
  return async ({ value }) => {
    const addresses = mediaAddresses(value).filter(({ address }) => isWebAddress(address));
    const found = await Promise.all(
      addresses.slice(0, MAX_ADDRESSES).map(async (media) => ({ media, status: await statusOf(media.address) })),
    );
    return found.filter(({ status }) => GONE.includes(status)).map(({ media, status }) => noteFor(media, status));
  };
}

const noteFor = ({ path, kind, address }: MediaAddress, status: number): Note => ({
  pointer: `#/${path.join('/')}`,
  detail: `${address} answers ${status}: readers would get no ${kind}`,
});

const isWebAddress = (address: string): boolean => /^https?:\/\/./i.test(address) && URL.canParse(address);
