import { ATOM, type Element, HISTORY, XML } from './element';
import { type Feed, labelOf } from './feed';
import { applyRules, rulesOf } from './rule';
import { duplicates, isAbsolute, isRfc3339 } from './value';

interface Atom {
  readonly feed: Element;
  readonly entries: readonly Element[];
}

const DELETED = '{http://purl.org/atompub/tombstones/1.0}deleted-entry';
const AUTHOR = `${ATOM}author`;

/** Reads Atom 1.0 (RFC 4287), with tombstones (RFC 6721). */
export function readAtom(feed: Element): Feed {
  const entries = feed.all(`${ATOM}entry`);
  const linkTo = (rel: string) => linksOf(feed, rel)[0]?.attribute('href') ?? '';
  return {
    kind: 'Atom',
    self: linkTo('self'),
    links: linksOf(feed).map((link) => link.attribute('href')),
    dates: [feed, ...entries]
      .flatMap((one) => [...one.all(`${ATOM}updated`), ...one.all(`${ATOM}published`)])
      .map(({ text }) => text.trim()),
    older: linkTo('prev-archive'),
    isArchive: feed.has(`${HISTORY}archive`),
    isComplete: feed.has(`${HISTORY}complete`),
    namesCurrent: linkTo('current') !== '',
    items: entries.map((entry) => ({
      id: entry.textOf(`${ATOM}id`),
      title: entry
        .all(`${ATOM}title`)
        .filter((title) => !isHtml(title))
        .map(({ text }) => text)
        .join(),
      links: linksOf(entry).map((link) => link.attribute('href')),
      html: [...entry.all(`${ATOM}content`), ...entry.all(`${ATOM}summary`)].filter(isHtml).map(({ text }) => text),
      files: linksOf(entry, 'enclosure').map((one) => ({ url: one.attribute('href'), type: one.attribute('type') })),
    })),
    findings: applyRules(ATOM_RULES, { feed, entries }),
  };
}

const isHtml = (text: Element): boolean => text.attribute('type') === 'html';

/** The links of an element, or those of one relation. §4.2.7.2: a link without rel is an alternate. */
const linksOf = (element: Element, rel?: string): Element[] =>
  element.all(`${ATOM}link`).filter((link) => rel === undefined || (link.attribute('rel') || 'alternate') === rel);

/** A check for the entries that pass a test. */
const entries = (test: (entry: Element) => boolean) => (atom: Atom) =>
  atom.entries
    .filter((entry) => test(entry))
    .map((entry) => labelOf(entry.textOf(`${ATOM}id`), entry.textOf(`${ATOM}title`)));

/** The elements that a feed or entry must have once, and has not at all, empty or several times. */
const notOnce = (one: Element): string[] =>
  ['id', 'title', 'updated'].filter((name) => one.all(ATOM + name).length !== 1 || one.textOf(ATOM + name) === '');

export const ATOM_RULES = rulesOf<Atom>('rules', [
  {
    fault: 'has missing or repeated id, title or updated elements',
    remedy: 'RFC 4287 §4.1: the feed and each entry have exactly one id, one title and one updated.',
    check: (atom) => [...new Set([atom.feed, ...atom.entries].flatMap(notOnce))],
  },
  {
    fault: 'has ids that are not IRIs',
    remedy: 'RFC 4287 §4.2.6: an id is an address or urn:uuid:…, and never changes.',
    check: (atom) =>
      [atom.feed, ...atom.entries].map((one) => one.textOf(`${ATOM}id`)).filter((id) => id !== '' && !isAbsolute(id)),
  },
  {
    fault: 'has entries without an author',
    remedy: 'RFC 4287 §4.1.1: name an author in the feed, or in every entry.',
    check: (atom) =>
      atom.feed.has(AUTHOR)
        ? []
        : entries((entry) => ![entry, ...entry.all(`${ATOM}source`)].some((one) => one.has(AUTHOR)))(atom),
  },
  {
    fault: 'has entries with neither link nor content',
    remedy: 'RFC 4287 §4.1.2: an entry has a link rel="alternate", or content.',
    check: entries((entry) => linksOf(entry, 'alternate').length === 0 && !entry.has(`${ATOM}content`)),
  },
  {
    fault: 'has several alternate links of the same type and language',
    remedy: 'RFC 4287 §4.1.1: keep one of them, or give the others another type or hreflang.',
    check: ({ feed, entries }) =>
      [feed, ...entries].flatMap((one) =>
        duplicates(linksOf(one, 'alternate').map((link) => `${link.attribute('type')} ${link.attribute('hreflang')}`)),
      ),
  },
  {
    fault: 'has an updated date before those of its entries',
    remedy: 'RFC 4287 §4.2.15: updated of the feed is at least that of its newest entry or tombstone.',
    check: ({ feed, entries }) => {
      const updated = Date.parse(feed.textOf(`${ATOM}updated`));
      const within = entries.map((entry) => entry.textOf(`${ATOM}updated`));
      return [...within, ...feed.all(DELETED).map((one) => one.attribute('when'))].filter(
        (at) => Date.parse(at) > updated,
      );
    },
  },
  {
    advice: 'does not name its language',
    remedy: 'Add xml:lang to the <feed> element.',
    check: ({ feed }) => feed.attribute(`${XML}lang`) === '',
  },
  {
    fault: 'has tombstones without a valid ref or when',
    remedy: 'RFC 6721 §3: ref is the id of the entry; when is a date such as 2013-06-03T20:00:00Z.',
    check: ({ feed }) =>
      feed
        .all(DELETED)
        .filter((one) => one.attribute('ref') === '' || !isRfc3339(one.attribute('when')))
        .map((one) => labelOf(one.attribute('ref'))),
  },
  {
    fault: 'has entries that a tombstone marks as deleted',
    remedy: 'RFC 6721 §3: remove the entry. If the story is back, give it an updated after the when of its tombstone.',
    check: (atom) => {
      const deleted = new Map(
        atom.feed.all(DELETED).map((one) => [one.attribute('ref'), Date.parse(one.attribute('when'))]),
      );
      return entries((entry) => {
        const when = deleted.get(entry.textOf(`${ATOM}id`));
        return when !== undefined && !(Date.parse(entry.textOf(`${ATOM}updated`)) > when);
      })(atom);
    },
  },
]);
