import { ATOM, Element, HISTORY, picturesIn, XML, type XmlDocument } from './element';
import { type Feed, labelOf } from './feed';
import { checkDocument } from './grammar/check-document';
import { mistake } from './grammar/check-element';
import { GRAMMAR_RULES, type Mistake, placesByKind } from './grammar/mistakes';
import { RSS } from './grammar/rss-grammar';
import { iriReference, isOldDate } from './grammar/values';
import { applyRules, rulesOf } from './rule';
import { relativeAddresses } from './tags';

interface Rss {
  readonly channel: Element;
  readonly items: readonly Element[];
}

const CONTENT = '{http://purl.org/rss/1.0/modules/content/}encoded';
const MODIFIED = ['{http://purl.org/dc/terms/}modified', `${ATOM}updated`];

/** Reads RSS 2.0 (https://www.rssboard.org/rss-specification), with the RSS Advisory Board's profile. */
export function readRss(document: XmlDocument): Feed {
  const channel = document.root.all('channel')[0] ?? new Element('channel');
  const items = channel.all('item');
  const linkTo = (rel: string) => channel.all(`${ATOM}link`).find((link) => link.attribute('rel') === rel);
  return {
    kind: 'RSS',
    self: linkTo('self')?.attribute('href') ?? '',
    links: texts(['link'], [channel]),
    dates: datesOf([channel, ...items]),
    older: linkTo('prev-archive')?.attribute('href') ?? '',
    isArchive: channel.has(`${HISTORY}archive`),
    isComplete: channel.has(`${HISTORY}complete`),
    namesCurrent: linkTo('current') !== undefined,
    items: items.map((item) => ({
      id: item.textOf('guid'),
      title: item.textOf('title'),
      links: texts(['link', 'comments'], [item]),
      html: [channel, item].some((one) => one.attribute(`${XML}base`) !== '')
        ? []
        : texts(['description', CONTENT], [item]),
      pictures: picturesIn(item),
      date: item.textOf('pubDate'),
      files: item.all('enclosure').map((one) => ({ url: one.attribute('url'), type: one.attribute('type') })),
    })),
    findings: [
      ...applyRules(GRAMMAR_RULES, placesByKind([...checkDocument(document, RSS), ...checkHtml(items)])),
      ...applyRules(RSS_RULES, { channel, items }),
    ],
  };
}

/** The texts of some children. */
const texts = (names: readonly string[], elements: readonly Element[]): string[] =>
  elements.flatMap((one) => names.flatMap((name) => one.all(name))).map(({ text }) => text.trim());

const datesOf = (elements: readonly Element[]): string[] => texts(['pubDate', 'lastBuildDate'], elements);

/** Relative addresses in HTML may stand, but only with the characters of addresses. */
const checkHtml = (items: readonly Element[]): Mistake[] =>
  texts(['description', CONTENT], items)
    .flatMap(relativeAddresses)
    .filter((address) => iriReference(address) !== undefined)
    .map((address) => mistake('address', address));

/** A check for the items that pass a test. */
const items = (test: (item: Element) => boolean) => (rss: Rss) =>
  rss.items.filter(test).map((item) => labelOf(item.textOf('guid'), item.textOf('title'), item.textOf('link')));

/** The positions of children in an item; -1 for a missing one. */
const placesOf = ({ children }: Element, ...names: readonly string[]): number[] =>
  names.map((name) => children.findIndex((child) => child.name === name));

export const RSS_RULES = rulesOf<Rss>('rules', [
  {
    advice: 'does not name its language',
    remedy: 'Add a <language> such as en to the channel.',
    check: ({ channel }) => channel.textOf('language') === '',
  },
  {
    advice: 'has items without a guid',
    remedy: 'Give each item a guid that never changes. Otherwise readers show it again after every edit.',
    check: items((item) => item.textOf('guid') === ''),
  },
  {
    advice: 'has items without a date',
    remedy: 'Add <pubDate>, the time of first publication: readers sort by it.',
    check: items((item) => !item.has('pubDate')),
  },
  {
    advice: 'has dates in an old form',
    remedy: 'Write four-digit years and GMT or +0000 (RSS profile): Mon, 03 Jun 2013 20:00:00 GMT.',
    check: ({ channel, items }) =>
      datesOf([channel, ...items])
        .filter(isOldDate)
        .map((at) => labelOf(at)),
  },
  {
    advice: 'gives update times in an unknown namespace',
    remedy: 'Use atom:updated, or dcterms:modified of http://purl.org/dc/terms/ (http, not https).',
    check: items(({ children }) =>
      children.some(({ name }) => /\}(?:modified|updated)$/.test(name) && !MODIFIED.includes(name)),
    ),
  },
  {
    advice: 'has items with several enclosures',
    remedy: 'Keep one enclosure in each item: readers use the first or the last (RSS profile).',
    check: items((item) => item.all('enclosure').length > 1),
  },
  {
    advice: 'has <description> after <content:encoded>',
    remedy: 'Put <description> first: some readers take the last of the two as the story (RSS profile).',
    check: items((item) => {
      const [summary = -1, content = -1] = placesOf(item, 'description', CONTENT);
      return content >= 0 && summary > content;
    }),
  },
]);
