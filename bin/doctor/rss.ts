import { ATOM, Element, HISTORY } from './element';
import { type Feed, labelOf } from './feed';
import { applyRules, rulesOf } from './rule';
import { isWebAddress } from './value';

interface Rss {
  readonly channel: Element;
  readonly items: readonly Element[];
}

const CONTENT = '{http://purl.org/rss/1.0/modules/content/}encoded';
const MODIFIED = ['{http://purl.org/dc/terms/}modified', `${ATOM}updated`];

/** Reads RSS 2.0 (https://www.rssboard.org/rss-specification), with the RSS Advisory Board's profile. */
export function readRss(root: Element): Feed {
  const channel = root.all('channel')[0] ?? new Element('channel');
  const items = channel.all('item');
  const linkTo = (rel: string) => channel.all(`${ATOM}link`).find((link) => link.attribute('rel') === rel);
  const texts = (names: readonly string[], elements: readonly Element[]) =>
    elements.flatMap((one) => names.flatMap((name) => one.all(name))).map(({ text }) => text.trim());
  return {
    kind: 'RSS',
    self: linkTo('self')?.attribute('href') ?? '',
    links: texts(['link'], [channel]),
    dates: texts(['pubDate', 'lastBuildDate'], [channel, ...items]),
    older: linkTo('prev-archive')?.attribute('href') ?? '',
    isArchive: channel.has(`${HISTORY}archive`),
    isComplete: channel.has(`${HISTORY}complete`),
    namesCurrent: linkTo('current') !== undefined,
    items: items.map((item) => ({
      id: item.textOf('guid'),
      title: item.textOf('title'),
      links: texts(['link', 'comments'], [item]),
      html: texts(['description', CONTENT], [item]),
      files: item.all('enclosure').map((one) => ({ url: one.attribute('url'), type: one.attribute('type') })),
    })),
    findings: applyRules(RSS_RULES, { channel, items }),
  };
}

/** A check for the items that pass a test. */
const items = (test: (item: Element) => boolean) => (rss: Rss) =>
  rss.items.filter(test).map((item) => labelOf(item.textOf('guid'), item.textOf('title'), item.textOf('link')));

/** The positions of children in an item; -1 for a missing one. */
const placesOf = ({ children }: Element, ...names: readonly string[]): number[] =>
  names.map((name) => children.findIndex((child) => child.name === name));

export const RSS_RULES = rulesOf<Rss>('rules', [
  {
    fault: 'has a channel without a required element',
    remedy: 'RSS 2.0: a channel needs title, link and description.',
    check: ({ channel }) => ['title', 'link', 'description'].filter((name) => channel.textOf(name) === ''),
  },
  {
    advice: 'does not name its language',
    remedy: 'Add a <language> such as en to the channel.',
    check: ({ channel }) => channel.textOf('language') === '',
  },
  {
    fault: 'has items with neither title nor description',
    remedy: 'RSS 2.0: an item needs at least one of them.',
    check: items((item) => item.textOf('title') + item.textOf('description') === ''),
  },
  {
    fault: 'has permalink guids that are not addresses',
    remedy: 'Add isPermaLink="false" to the <guid>.',
    check: items((item) =>
      item.all('guid').some((guid) => guid.attribute('isPermaLink') !== 'false' && !isWebAddress(guid.text.trim())),
    ),
  },
  {
    advice: 'has items without a date',
    remedy: 'Add <pubDate>, the time of first publication: readers sort by it.',
    check: items((item) => !item.has('pubDate')),
  },
  {
    fault: 'gives update times in an unknown namespace',
    remedy: 'Use atom:updated, or dcterms:modified of http://purl.org/dc/terms/ (http, not https).',
    check: items(({ children }) =>
      children.some(({ name }) => /\}(?:modified|updated)$/.test(name) && !MODIFIED.includes(name)),
    ),
  },
  {
    fault: 'has <author> values that are not e-mail addresses',
    remedy: 'RSS 2.0: <author> is an e-mail address, such as a@b (Name). Put a name alone in <dc:creator>.',
    check: items((item) => item.all('author').some(({ text }) => !/\S@\S/.test(text))),
  },
  {
    fault: 'has items with several enclosures',
    remedy: 'Keep one enclosure in each item: readers use the first or the last (RSS profile).',
    check: items((item) => item.all('enclosure').length > 1),
  },
  {
    fault: 'has enclosures without a length in bytes',
    remedy: 'RSS 2.0: length is a number of bytes; write 0 for an unknown size.',
    check: items((item) => item.all('enclosure').some((one) => !/^\d+$/.test(one.attribute('length')))),
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
