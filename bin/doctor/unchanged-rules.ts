import { type Answer, describeOutcome } from './request';
import type { Rule } from './rule';
import type { Poll } from './visit';

/** The answers that are there and not those of an unchanged feed. */
const not304 = (...answers: readonly (Answer | undefined)[]): string[] =>
  answers
    .filter((answer) => answer !== undefined)
    .filter(({ status }) => status !== 304)
    .map(describeOutcome);

const tag = ({ headers }: Answer): string | null => headers.get('etag');

/** RFC 9110 §13: whether a poll of what did not change is told so. */
export const UNCHANGED_RULES: readonly Rule<Poll>[] = [
  {
    area: '304',
    wrong: 'has neither ETag nor Last-Modified',
    remedy: 'Send both: without them every poll of every reader is sent the whole feed.',
    check: ({ byTag, byDate }) => byTag === undefined && byDate === undefined,
  },
  {
    area: '304',
    isAdvice: true,
    wrong: 'has no ETag',
    remedy: 'Send one: Last-Modified cannot tell two changes in one second apart.',
    check: ({ byTag, byDate }) => byTag === undefined && byDate !== undefined,
  },
  {
    area: '304',
    wrong: 'has another ETag at every poll',
    remedy: 'Make it of what is stored, not of the time or the process.',
    check: ({ first, byTag }) => byTag?.status === 200 && tag(byTag) !== tag(first),
  },
  {
    area: '304',
    wrong: 'answers its own ETag in If-None-Match with no 304',
    remedy: 'Compare If-None-Match with the ETag (RFC 9110 §13.1.2), and answer 304 while they are equal.',
    check: ({ first, byTag }) => (byTag && tag(byTag) !== tag(first) && byTag.status === 200 ? [] : not304(byTag)),
  },
  {
    area: '304',
    wrong: 'does not find its ETag in a list, and made weak',
    remedy: 'Compare without W/, with each tag of the list (RFC 9110 §13.1.2): CDNs that compress make tags weak.',
    check: ({ byTag, byWeakTag }) => (byTag?.status === 304 ? not304(byWeakTag) : []),
  },
  {
    area: '304',
    wrong: 'answers its own Last-Modified in If-Modified-Since with no 304',
    remedy: 'Compare the two (RFC 9110 §13.1.3), and answer 304 while nothing is newer.',
    check: ({ byDate }) => not304(byDate),
  },
  {
    area: '304',
    wrong: 'looks at If-Modified-Since though there is If-None-Match',
    remedy: 'RFC 9110 §13.1.3: ignore it then, or readers miss the second of two changes in one second.',
    check: ({ byTag, byOtherTag }) => byTag?.status === 304 && byOtherTag?.status === 304,
  },
  {
    area: '304',
    wrong: 'has a 304 without what its 200 has',
    remedy: 'RFC 9110 §15.4.5: a 304 carries ETag, Cache-Control, Expires and Vary as the 200 would.',
    check: ({ first, byTag }) =>
      ['etag', 'cache-control', 'expires', 'vary'].filter(
        (name) => byTag?.status === 304 && first.headers.has(name) && !byTag.headers.has(name),
      ),
  },
];
