import { describeOutcome } from './request';
import type { Rule } from './rule';
import { isSameSite } from './same-site';
import { isAbsolute } from './value';
import type { Visit } from './visit';

/** The document behind a feed, where there is one that can be read. */
const behind = ({ older }: Visit) => (older && typeof older.read !== 'string' ? older.read : undefined);

/** Whether who follows a feed into its past gets on (RFC 5005; JSON Feed's next_url). */
export const HISTORY_RULES: readonly Rule<Visit>[] = [
  {
    area: 'history',
    wrong: 'is an archive document, announced as a feed',
    remedy: 'Announce the document that its link rel="current" names (RFC 5005 §4): an archive gets no news.',
    check: ({ feed }) => feed.isArchive,
  },
  {
    area: 'history',
    wrong: 'says that it is complete, and leads to older items',
    remedy: 'Leave fh:complete out (RFC 5005 §2), or readers take away what is not in it.',
    check: ({ feed: { isComplete, older } }) => isComplete && older !== '',
  },
  {
    area: 'history',
    wrong: 'leads to its older items by no whole address',
    remedy: 'Write prev-archive or next_url with https://.',
    check: ({ feed: { older } }) => (older === '' || isAbsolute(older) ? [] : [older]),
  },
  {
    area: 'history',
    wrong: 'leads to itself for its older items',
    remedy: 'Leave prev-archive or next_url out where the history ends: readers go in circles.',
    check: ({ first, address, feed: { older, self } }) => older !== '' && [address, first.url, self].includes(older),
  },
  {
    area: 'history',
    isAdvice: true,
    wrong: 'leads to another site for its older items, which was not looked at',
    remedy: 'See that they are there.',
    check: ({ first, feed: { older } }) => (isAbsolute(older) && !isSameSite(first.url, older) ? [older] : []),
  },
  {
    area: 'history',
    wrong: 'leads to older items that are not there',
    remedy: 'Serve the document, or leave the link out: who follows it has a part of the history only.',
    check: ({ older }) => {
      if (older === undefined) return [];
      if (older.answer.status !== 200) return [describeOutcome(older.answer)];
      return typeof older.read === 'string' ? [older.read] : [];
    },
  },
  {
    area: 'history',
    wrong: 'has older items in another format',
    remedy: 'Lead to documents of the same format.',
    check: (visit) => {
      const kind = behind(visit)?.kind;
      return kind === undefined || kind === visit.feed.kind ? [] : [kind];
    },
  },
  {
    area: 'history',
    wrong: 'leads by prev-archive to what is no archive document',
    remedy: 'Add fh:archive to it (RFC 5005 §4): readers keep such documents, and ask for others again and again.',
    check: (visit) => visit.feed.kind !== 'JSON Feed' && behind(visit)?.isArchive === false,
  },
  {
    area: 'history',
    isAdvice: true,
    wrong: 'has archive documents that do not lead back to it',
    remedy: 'Add a link rel="current" to them (RFC 5005 §4).',
    check: (visit) => behind(visit)?.namesCurrent === false,
  },
];
