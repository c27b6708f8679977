import { ATOM, type Element, HISTORY, XML } from './element';
import { type Feed, labelOf } from './feed';
import { applyRules, type Rule } from './rule';
import { duplicates, isAbsolute, isRfc3339 } from './value';

interface Atom {
  readonly feed: Element;
  readonly entries: readonly Element[];
}

const DELETED = '{http://purl.org/atompub/tombstones/1.0}deleted-entry';
const AUTHOR = `${ATOM}author`;

/** Atom 1.0 (RFC 4287), with tombstones (RFC 6721). */
export function readAtom(feed: Element): Feed {
  const entries = feed.all(`${ATOM}entry`);
  const linked = (rel: string) => linksOf(feed, rel)[0]?.attribute('href') ?? '';
  return {
    kind: 'Atom',
    self: linked('self'),
    links: linksOf(feed).map((link) => link.attribute('href')),
    dates: [feed, ...entries]
      .flatMap((one) => [...one.all(`${ATOM}updated`), ...one.all(`${ATOM}published`)])
      .map(({ text }) => text.trim()),
    older: linked('prev-archive'),
    isArchive: feed.has(`${HISTORY}archive`),
    isComplete: feed.has(`${HISTORY}complete`),
    namesCurrent: linked('current') !== '',
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

/** The links of an element, or those of one relation. §4.2.7.2: a link without one is an alternate. */
const linksOf = (of: Element, rel?: string): Element[] =>
  of.all(`${ATOM}link`).filter((link) => rel === undefined || (link.attribute('rel') || 'alternate') === rel);

/** The entries of which something is so. */
const entries = (isSo: (entry: Element) => boolean) => (atom: Atom) =>
  atom.entries
    .filter((entry) => isSo(entry))
    .map((entry) => labelOf(entry.textOf(`${ATOM}id`), entry.textOf(`${ATOM}title`)));

/** Which of what there must be one of is missing in feed or entries, or is there twice. */
const notOnce = (one: Element): string[] =>
  ['id', 'title', 'updated'].filter((name) => one.all(ATOM + name).length !== 1 || one.textOf(ATOM + name) === '');

export const ATOM_RULES: readonly Rule<Atom>[] = [
  {
    area: 'rules',
    wrong: 'does not have one of each everywhere',
    remedy: 'RFC 4287 §4.1: a feed, and each entry, has exactly one id, one title and one updated.',
    check: (atom) => [...new Set([atom.feed, ...atom.entries].flatMap(notOnce))],
  },
  {
    area: 'rules',
    wrong: 'has ids that are no IRIs',
    remedy: 'RFC 4287 §4.2.6: an id is an address or urn:uuid:…, and never changes.',
    check: (atom) =>
      [atom.feed, ...atom.entries].map((one) => one.textOf(`${ATOM}id`)).filter((id) => id !== '' && !isAbsolute(id)),
  },
  {
    area: 'rules',
    wrong: 'has entries without an author',
    remedy: 'RFC 4287 §4.1.1: name one in the feed, or in every entry.',
    check: (atom) =>
      atom.feed.has(AUTHOR)
        ? []
        : entries((entry) => ![entry, ...entry.all(`${ATOM}source`)].some((one) => one.has(AUTHOR)))(atom),
  },
  {
    area: 'rules',
    wrong: 'has entries without a page and without content',
    remedy: 'RFC 4287 §4.1.2: an entry has a link rel="alternate", or content.',
    check: entries((entry) => linksOf(entry, 'alternate').length === 0 && !entry.has(`${ATOM}content`)),
  },
  {
    area: 'rules',
    wrong: 'has several alternates of one type and language',
    remedy: 'RFC 4287 §4.1.1: keep one of them; others differ in type or hreflang.',
    check: ({ feed, entries }) =>
      [feed, ...entries].flatMap((one) =>
        duplicates(linksOf(one, 'alternate').map((link) => `${link.attribute('type')} ${link.attribute('hreflang')}`)),
      ),
  },
  {
    area: 'rules',
    wrong: 'is updated earlier than what is in it',
    remedy: 'RFC 4287 §4.2.15: updated of a feed is that of its newest entry or tombstone, or later.',
    check: ({ feed, entries }) => {
      const updated = Date.parse(feed.textOf(`${ATOM}updated`));
      const within = entries.map((entry) => entry.textOf(`${ATOM}updated`));
      return [...within, ...feed.all(DELETED).map((one) => one.attribute('when'))].filter(
        (at) => Date.parse(at) > updated,
      );
    },
  },
  {
    area: 'rules',
    isAdvice: true,
    wrong: 'does not say its language',
    remedy: 'Add xml:lang to the element feed.',
    check: ({ feed }) => feed.attribute(`${XML}lang`) === '',
  },
  {
    area: 'rules',
    wrong: 'has tombstones that lack something',
    remedy: 'RFC 6721 §3: ref is the id of the entry, when is a date such as 2013-06-03T20:00:00Z.',
    check: ({ feed }) =>
      feed
        .all(DELETED)
        .filter((one) => one.attribute('ref') === '' || !isRfc3339(one.attribute('when')))
        .map((one) => labelOf(one.attribute('ref'))),
  },
  {
    area: 'rules',
    wrong: 'has entries that it says are deleted',
    remedy: 'RFC 6721 §3: leave the entry out, or give one that came back an updated after the when of its tombstone.',
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
];
