import { urlIn } from '../../lambdas/news/values/uri';
import { ATOM, type Element, HISTORY, picturesIn, XML, type XmlDocument } from './element';
import { type Feed, labelOf } from './feed';
import { ATOM_FEED } from './grammar/atom-grammar';
import { checkDocument } from './grammar/check-document';
import { GRAMMAR_RULES, placesByKind } from './grammar/mistakes';
import { rfc3339Date } from './grammar/values';
import { applyRules, rulesOf } from './rule';
import { duplicates } from './value';

interface Atom {
  readonly feed: Element;
  readonly entries: readonly Element[];
}

const DELETED = '{http://purl.org/atompub/tombstones/1.0}deleted-entry';

/** Reads Atom 1.0 (RFC 4287), with tombstones (RFC 6721). */
export function readAtom(document: XmlDocument): Feed {
  const feed = document.root;
  const entries = feed.all(`${ATOM}entry`);
  const linkTo = (rel: string) => addressesIn([feed], linksOf(feed, rel))[0] ?? '';
  return {
    kind: 'Atom',
    self: linkTo('self'),
    links: addressesIn([feed], linksOf(feed)),
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
      links: addressesIn([feed, entry], linksOf(entry)),
      html: [...entry.all(`${ATOM}content`), ...entry.all(`${ATOM}summary`)]
        .filter(isHtml)
        .filter((one) => baseOf([feed, entry, one]) === undefined)
        .map(({ text }) => text),
      pictures: picturesIn(entry),
      date: entry.textOf(`${ATOM}published`) || entry.textOf(`${ATOM}updated`),
      files: linksOf(entry, 'enclosure').map((one) => ({
        url: addressesIn([feed, entry], [one])[0] ?? '',
        type: one.attribute('type'),
      })),
    })),
    findings: [
      ...applyRules(GRAMMAR_RULES, placesByKind(checkDocument(document, ATOM_FEED))),
      ...applyRules(ATOM_RULES, { feed, entries }),
    ],
  };
}

const isHtml = (text: Element): boolean => text.attribute('type') === 'html';

/** The links of an element, or those of one relation. §4.2.7.2: a link without rel is an alternate. */
const linksOf = (element: Element, rel?: string): Element[] =>
  element.all(`${ATOM}link`).filter((link) => rel === undefined || (link.attribute('rel') || 'alternate') === rel);

/** The base of relative addresses that nested elements name (XML Base §4); undefined if they name no whole address. */
const baseOf = (nested: readonly Element[]): string | undefined =>
  nested
    .map((element) => element.attribute(`${XML}base`))
    .filter((base) => base !== '')
    .reduce<string | undefined>((outer, base) => urlIn(base, outer)?.href ?? outer, undefined);

/** The addresses of links in nested elements, whole where xml:base makes them so. */
const addressesIn = (nested: readonly Element[], links: readonly Element[]): string[] =>
  links.map((link) => {
    const href = link.attribute('href');
    const base = baseOf([...nested, link]);
    return base === undefined ? href : (urlIn(href, base)?.href ?? href);
  });

/** A check for the entries that pass a test. */
const entries = (test: (entry: Element) => boolean) => (atom: Atom) =>
  atom.entries
    .filter((entry) => test(entry))
    .map((entry) => labelOf(entry.textOf(`${ATOM}id`), entry.textOf(`${ATOM}title`)));

/** RFC 4287 §4.1.1 allows an id twice, for an entry in two versions. The W3C's validator refuses ten entries with one id. */
const MAX_VERSIONS = 9;

const repeatedIds = ({ entries }: Atom): { ids: string[]; isFault: boolean } => {
  const all = entries.map((entry) => entry.textOf(`${ATOM}id`));
  return {
    ids: duplicates(all.filter((id) => id !== '')),
    isFault: all.length > MAX_VERSIONS && new Set(all).size === 1,
  };
};

export const ATOM_RULES = rulesOf<Atom>('rules', [
  {
    fault: 'has one id for all its entries',
    remedy: 'Give each story its own id: readers show only one of them.',
    check: (atom) => (repeatedIds(atom).isFault ? repeatedIds(atom).ids : []),
  },
  {
    advice: 'has several entries with the same id',
    remedy: 'Give each story its own id: readers show only one of them (RFC 4287 §4.1.1).',
    check: (atom) => (repeatedIds(atom).isFault ? [] : repeatedIds(atom).ids),
  },
  {
    advice: 'has an updated date before those of its entries',
    remedy: 'RFC 4287 §4.2.15: let updated of the feed be that of its newest entry or tombstone.',
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
    advice: 'has tombstones without a valid ref or when',
    remedy: 'RFC 6721 §3: ref is the id of the entry; when is a date such as 2013-06-03T20:00:00Z.',
    check: ({ feed }) =>
      feed
        .all(DELETED)
        .filter((one) => one.attribute('ref') === '' || rfc3339Date(one.attribute('when')) !== undefined)
        .map((one) => labelOf(one.attribute('ref'))),
  },
  {
    advice: 'has entries that a tombstone marks as deleted',
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
