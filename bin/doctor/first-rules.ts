import type { Feed } from './feed';
import { type Answer, describeOutcome } from './request';
import type { Rule } from './rule';

/** Without these there is no feed to look at any further. */
export const FIRST_RULES: readonly Rule<{ readonly first: Answer; readonly read: Feed | string }>[] = [
  {
    area: 'reachable',
    wrong: 'cannot be fetched',
    remedy: 'A feed that is announced has to be there: serve it, or announce it no more.',
    check: ({ first }) => (first.status === 200 ? [] : [describeOutcome(first)]),
  },
  {
    area: 'reachable',
    wrong: 'turns readers away without saying for how long',
    remedy: 'Add Retry-After (RFC 9110 §10.2.3), or they come back at once.',
    check: ({ first }) => [429, 503].includes(first.status) && !first.headers.has('retry-after'),
  },
  {
    area: 'parses',
    wrong: 'cannot be read',
    remedy:
      'Answer with RSS 2.0, Atom 1.0 or JSON Feed, from a library that escapes text: try <, &, ]]> twice and a control character.',
    check: ({ first, read }) => (first.status === 200 && typeof read === 'string' ? [read] : []),
  },
];
