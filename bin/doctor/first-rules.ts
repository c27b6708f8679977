import type { FetchResult } from '../../lambdas/outgoing/fetch-limited';
import type { Feed } from './feed';
import { IS_RSS_1 } from './read-feed';
import { describeOutcome } from './request';
import { rulesOf } from './rule';

/** Rules for the first answer. A feed that breaks one of them cannot be checked further. */
export const FIRST_RULES = [
  ...rulesOf<{ readonly first: FetchResult; readonly read: Feed | string }>('reachable', [
    {
      fault: 'cannot be fetched',
      remedy: 'Serve the feed, or stop announcing it.',
      check: ({ first }) => (first.status === 200 ? [] : [describeOutcome(first)]),
    },
    {
      fault: 'refuses requests without Retry-After',
      remedy: 'Add Retry-After (RFC 9110 §10.2.3). Otherwise readers come back at once.',
      check: ({ first }) => [429, 503].includes(first.status) && !first.headers.has('retry-after'),
    },
  ]),
  ...rulesOf<{ readonly first: FetchResult; readonly read: Feed | string }>('parses', [
    {
      fault: 'cannot be read',
      remedy:
        'Answer with RSS 2.0, Atom 1.0 or JSON Feed. Write it with a library that escapes text: test <, &, ]]> and a control character.',
      check: ({ first, read }) => (first.status === 200 && typeof read === 'string' && read !== IS_RSS_1 ? [read] : []),
    },
    {
      advice: 'is RSS 1.0, whose rules are not checked',
      remedy: 'Offer RSS 2.0 or Atom too: they have dates, enclosures and ids that every reader knows.',
      check: ({ read }) => read === IS_RSS_1,
    },
  ]),
];
