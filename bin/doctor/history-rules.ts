import { describeOutcome } from './request';
import { rulesOf } from './rule';
import { isAbsolute, isSameSite } from './value';
import type { Visit } from './visit';

/** The document with older items; undefined if it is missing or cannot be read. */
const olderFeed = ({ older }: Visit) => (older && typeof older.read !== 'string' ? older.read : undefined);

/** Rules for the way to older items (RFC 5005; JSON Feed's next_url). */
export const HISTORY_RULES = rulesOf<Visit>('history', [
  {
    advice: 'is an archive document announced as a feed',
    remedy: 'Announce the document that its link rel="current" names (RFC 5005 §4): an archive document gets no news.',
    check: ({ feed }) => feed.isArchive,
  },
  {
    advice: 'claims to be complete but links to older items',
    remedy: 'Remove fh:complete (RFC 5005 §2). Otherwise readers delete the items that the feed does not list.',
    // In Atom, links of any relation of RFC 5005 are a fault of the grammar.
    check: ({ feed: { kind, isComplete, older } }) => kind !== 'Atom' && isComplete && older !== '',
  },
  {
    advice: 'links to older items with a relative address',
    remedy: 'Write prev-archive or next_url with https://.',
    check: ({ feed: { older } }) => (older === '' || isAbsolute(older) ? [] : [older]),
  },
  {
    fault: 'links to itself for older items',
    remedy: 'Remove prev-archive or next_url where the history ends. Otherwise readers go in circles.',
    check: ({ first, address, feed: { older, self } }) => older !== '' && [address, first.url, self].includes(older),
  },
  {
    advice: 'links to another site for older items (not checked)',
    remedy: 'Check that the document is there.',
    check: ({ first, feed: { older } }) => (isAbsolute(older) && !isSameSite(first.url, older) ? [older] : []),
  },
  {
    fault: 'links to older items that cannot be read',
    remedy: 'Serve the document, or remove the link: readers that follow it get only a part of the history.',
    check: ({ older }) => {
      if (older === undefined) return [];
      if (older.answer.status !== 200) return [describeOutcome(older.answer)];
      return typeof older.read === 'string' ? [older.read] : [];
    },
  },
  {
    fault: 'links to older items in another format',
    remedy: 'Link to documents of the same format.',
    check: (visit) => {
      const kind = olderFeed(visit)?.kind;
      return kind === undefined || kind === visit.feed.kind ? [] : [kind];
    },
  },
  {
    fault: 'links with prev-archive to a document that is not an archive',
    remedy:
      'Add fh:archive to that document (RFC 5005 §4): readers keep archive documents, and request others again and again.',
    check: (visit) => visit.feed.kind !== 'JSON Feed' && olderFeed(visit)?.isArchive === false,
  },
  {
    advice: 'has archive documents without a link back',
    remedy: 'Add a link rel="current" to them (RFC 5005 §4).',
    check: (visit) => olderFeed(visit)?.namesCurrent === false,
  },
]);
