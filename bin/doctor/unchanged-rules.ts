import type { FetchResult } from '../../lambdas/outgoing/fetch-limited';
import { describeOutcome } from './request';
import { rulesOf } from './rule';
import type { Poll } from './visit';

/** The outcomes of the answers that are not 304. */
const not304 = (...answers: readonly (FetchResult | undefined)[]): string[] =>
  answers
    .filter((answer) => answer !== undefined)
    .filter(({ status }) => status !== 304)
    .map(describeOutcome);

const tag = ({ headers }: FetchResult): string | null => headers.get('etag');

/** RFC 9110 §13: a poll of an unchanged feed gets 304. */
export const UNCHANGED_RULES = rulesOf<Poll>('304', [
  {
    fault: 'has neither ETag nor Last-Modified',
    remedy: 'Send both: without them every poll downloads the whole feed.',
    check: ({ repeats: { byTag, byDate } }) => byTag === undefined && byDate === undefined,
  },
  {
    advice: 'has no ETag',
    remedy: 'Send an ETag: Last-Modified cannot distinguish two changes in one second.',
    check: ({ repeats: { byTag, byDate } }) => byTag === undefined && byDate !== undefined,
  },
  {
    fault: 'changes its ETag at every poll',
    remedy: 'Make the ETag from the stored state, not from the time or the process.',
    check: ({ first, repeats: { byTag } }) => byTag?.status === 200 && tag(byTag) !== tag(first),
  },
  {
    fault: 'does not answer 304 to its own ETag',
    remedy: 'Compare If-None-Match with the ETag (RFC 9110 §13.1.2), and answer 304 if they are equal.',
    check: ({ first, repeats: { byTag } }) =>
      byTag && tag(byTag) !== tag(first) && byTag.status === 200 ? [] : not304(byTag),
  },
  {
    fault: 'does not answer 304 to its ETag in a list or as a weak tag',
    remedy: 'Compare each tag of the list without W/ (RFC 9110 §13.1.2): CDNs that compress make tags weak.',
    check: ({ repeats: { byTag, byWeakTag } }) => (byTag?.status === 304 ? not304(byWeakTag) : []),
  },
  {
    fault: 'does not answer 304 to its own Last-Modified',
    remedy: 'Compare If-Modified-Since with Last-Modified (RFC 9110 §13.1.3), and answer 304 if nothing is newer.',
    check: ({ repeats: { byDate } }) => not304(byDate),
  },
  {
    fault: 'uses If-Modified-Since although If-None-Match is present',
    remedy: 'RFC 9110 §13.1.3: ignore it then. Otherwise readers miss the second of two changes in one second.',
    check: ({ repeats: { byTag, byOtherTag } }) => byTag?.status === 304 && byOtherTag?.status === 304,
  },
  {
    fault: 'answers 304 without headers of its 200',
    remedy: 'RFC 9110 §15.4.5: a 304 carries ETag, Cache-Control, Expires and Vary as the 200 would.',
    check: ({ first, repeats: { byTag } }) =>
      ['etag', 'cache-control', 'expires', 'vary'].filter(
        (name) => byTag?.status === 304 && first.headers.has(name) && !byTag.headers.has(name),
      ),
  },
]);
