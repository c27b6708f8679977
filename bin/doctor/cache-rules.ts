import type { FetchResult } from '../../lambdas/outgoing/fetch-limited';
import { rulesOf } from './rule';
import type { Visit } from './visit';

const tag = ({ headers }: FetchResult): string | null => headers.get('etag');

/** Bytes. A CDN compresses no smaller document (CloudFront: "Serve compressed files", file size). */
const MIN_COMPRESSED_BYTES = 1_000;
/** Bytes. Readers on phones download the whole feed. */
const MAX_BYTES = 1_000_000;
/** Seconds: the allowed difference of clocks and the allowed delay of a cache. */
const TOLERANCE_SECONDS = 300;

const cacheControl = ({ first }: Visit): string => first.headers.get('cache-control')?.toLowerCase() ?? '';

/** Seconds that the longest of an answer's lifetimes lasts (RFC 9111 §5.2.2). */
const lifetime = (visit: Visit): number =>
  Math.max(0, ...[...cacheControl(visit).matchAll(/\b(?:s-maxage|max-age)="?(\d+)/g)].map(([, age]) => Number(age)));

/** Whether a date is in the future by the server's own clock. */
const isAhead = ({ headers }: FetchResult, at: string | null): boolean =>
  Date.parse(at ?? '') > (Date.parse(headers.get('date') ?? '') || Date.now()) + TOLERANCE_SECONDS * 1_000;

/** Rules about compression, and about the age of the copies in caches. */
export const CACHE_RULES = [
  ...rulesOf<Visit>('compressed', [
    {
      fault: 'is not compressed',
      remedy:
        'Compress it on the server or the CDN (gzip, br): uncompressed feeds cause about three times the traffic.',
      check: ({ first }) =>
        !first.headers.has('content-encoding') && Buffer.byteLength(first.text) >= MIN_COMPRESSED_BYTES,
    },
    {
      fault: 'is compressed without Vary: Accept-Encoding',
      remedy: 'Send this header. Otherwise caches give the compressed copy to readers that cannot decompress it.',
      check: ({ first }) =>
        first.headers.has('content-encoding') && !/\baccept-encoding\b|\*/i.test(first.headers.get('vary') ?? ''),
    },
    {
      fault: 'is compressed although the request refuses compression',
      remedy: 'Follow Accept-Encoding (RFC 9110 §12.5.3).',
      check: ({ plain }) => plain.headers.has('content-encoding'),
    },
    {
      fault: 'has the same strong ETag with and without compression',
      remedy: 'Make the ETag weak (W/"…"), or give each form its own (RFC 9110 §8.8.3).',
      check: ({ first, plain }) =>
        first.headers.has('content-encoding') &&
        !plain.headers.has('content-encoding') &&
        /^"/.test(tag(first) ?? '') &&
        tag(first) === tag(plain),
    },
    {
      advice: 'is larger than 1 MB',
      remedy: 'List fewer items, and put the older ones behind prev-archive (RFC 5005) or next_url.',
      check: ({ first }) => {
        const size = Buffer.byteLength(first.text);
        return size > MAX_BYTES ? [`${(size / 1e6).toFixed(1)} MB`] : [];
      },
    },
  ]),
  ...rulesOf<Visit>('fresh', [
    {
      fault: 'is an expired copy from a cache',
      remedy: 'Find out why the cache cannot renew its copy: readers see no news.',
      check: (visit) => {
        const age = Number(visit.first.headers.get('age') ?? 0);
        return age > Math.max(TOLERANCE_SECONDS, lifetime(visit)) ? [`${age} seconds`] : [];
      },
    },
    {
      fault: 'may stay in caches for more than a day',
      remedy: 'Send Cache-Control: max-age=60 or so: no reader sees news before the copy expires.',
      check: (visit) => (lifetime(visit) > 86_400 ? [`${lifetime(visit)} seconds`] : []),
    },
    {
      advice: 'does not limit how long caches keep it',
      remedy: 'Send Cache-Control: max-age=60 or so. Otherwise caches guess (RFC 9111 §4.2.2).',
      check: (visit) => !visit.first.headers.has('expires') && !/max-?age|no-store|no-cache/.test(cacheControl(visit)),
    },
    {
      advice: 'forbids caches to keep it',
      remedy: 'Remove no-store, and allow caches a minute. Otherwise every poll reaches the server.',
      check: (visit) => cacheControl(visit).includes('no-store'),
    },
    {
      fault: 'has a Last-Modified in the future',
      remedy: 'RFC 9110 §8.8.2.1: Last-Modified is never later than Date.',
      check: ({ first }) => isAhead(first, first.headers.get('last-modified')),
    },
    {
      advice: 'has dates in the future',
      remedy: 'Publish each story at its date: readers show a future story above all others, or not at all.',
      check: ({ first, feed }) => feed.dates.filter((at) => isAhead(first, at)),
    },
  ]),
];
