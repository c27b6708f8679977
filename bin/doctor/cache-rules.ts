import type { Answer } from './request';
import type { Rule } from './rule';
import type { Visit } from './visit';

const tag = ({ headers }: Answer): string | null => headers.get('etag');

/** Bytes below which a CDN leaves a document as it is (CloudFront: "Serve compressed files", file size). */
const WORTH_COMPRESSING = 1_000;
/** Bytes that a feed had better not have: readers on telephones fetch each whole. */
const LARGE = 1_000_000;
/** Seconds that clocks may differ by, and that a cache may be late by. */
const LATE = 300;

const cacheControl = ({ first }: Visit): string => first.headers.get('cache-control')?.toLowerCase() ?? '';

/** Seconds for which an answer says that it may be kept, at the most (RFC 9111 §5.2.2). */
const lifetime = (visit: Visit): number =>
  Math.max(0, ...[...cacheControl(visit).matchAll(/\b(?:s-maxage|max-age)="?(\d+)/g)].map(([, age]) => Number(age)));

/** Whether a date is of the future by the server's own clock. */
const isAhead = ({ headers }: Answer, at: string | null): boolean =>
  Date.parse(at ?? '') > (Date.parse(headers.get('date') ?? '') || Date.now()) + LATE * 1_000;

/** What a poll sends, and how old what it shows may be. */
export const CACHE_RULES: readonly Rule<Visit>[] = [
  {
    area: 'compressed',
    wrong: 'is not compressed',
    remedy: 'Let the server or the CDN do it (gzip, br): readers wait for about three times the traffic.',
    check: ({ first }) => !first.headers.has('content-encoding') && Buffer.byteLength(first.text) >= WORTH_COMPRESSING,
  },
  {
    area: 'compressed',
    wrong: 'is compressed, and not for everybody',
    remedy: 'Add Vary: Accept-Encoding, or caches send it to readers that cannot unpack it.',
    check: ({ first }) =>
      first.headers.has('content-encoding') && !/\baccept-encoding\b|\*/i.test(first.headers.get('vary') ?? ''),
  },
  {
    area: 'compressed',
    wrong: 'is compressed also for those who ask for it as it is',
    remedy: 'Look at Accept-Encoding (RFC 9110 §12.5.3).',
    check: ({ plain }) => plain.headers.has('content-encoding'),
  },
  {
    area: 'compressed',
    wrong: 'has one strong ETag, compressed or not',
    remedy: 'Make it weak (W/"…"), or another for each (RFC 9110 §8.8.3).',
    check: ({ first, plain }) =>
      first.headers.has('content-encoding') &&
      !plain.headers.has('content-encoding') &&
      /^"/.test(tag(first) ?? '') &&
      tag(first) === tag(plain),
  },
  {
    area: 'compressed',
    isAdvice: true,
    wrong: 'is large',
    remedy: 'Keep it below a megabyte: fewer items, the older ones behind prev-archive (RFC 5005) or next_url.',
    check: ({ first }) => {
      const size = Buffer.byteLength(first.text);
      return size > LARGE ? [`${(size / 1e6).toFixed(1)} MB`] : [];
    },
  },
  {
    area: 'fresh',
    wrong: 'is an old copy that a cache holds',
    remedy: 'See why the cache cannot renew it: readers see no news.',
    check: (visit) => {
      const age = Number(visit.first.headers.get('age') ?? 0);
      return age > Math.max(LATE, lifetime(visit)) ? [`${age} seconds`] : [];
    },
  },
  {
    area: 'fresh',
    wrong: 'may be kept for more than a day',
    remedy: 'Cache-Control: max-age=60 or so: no reader sees news before that is over.',
    check: (visit) => (lifetime(visit) > 86_400 ? [`${lifetime(visit)} seconds`] : []),
  },
  {
    area: 'fresh',
    isAdvice: true,
    wrong: 'does not say for how long it may be kept',
    remedy: 'Cache-Control: max-age=60 or so, or caches guess (RFC 9111 §4.2.2).',
    check: (visit) => !visit.first.headers.has('expires') && !/max-?age|no-store|no-cache/.test(cacheControl(visit)),
  },
  {
    area: 'fresh',
    isAdvice: true,
    wrong: 'may not be kept at all',
    remedy: 'Leave out no-store, and allow caches a minute: every poll of every reader reaches the server.',
    check: (visit) => cacheControl(visit).includes('no-store'),
  },
  {
    area: 'fresh',
    wrong: 'was modified in the future',
    remedy: 'RFC 9110 §8.8.2.1: Last-Modified is never later than Date.',
    check: ({ first }) => isAhead(first, first.headers.get('last-modified')),
  },
  {
    area: 'fresh',
    wrong: 'has dates of the future',
    remedy: 'Hold a story back until its date: readers show it above all others, or not at all.',
    check: ({ first, feed }) => feed.dates.filter((at) => isAhead(first, at)),
  },
];
