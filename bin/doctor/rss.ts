import { ATOM, Element, HISTORY } from './element';
import { type Feed, labelOf } from './feed';
import { applyRules, type Rule } from './rule';
import { isWebAddress } from './value';

interface Rss {
  readonly channel: Element;
  readonly items: readonly Element[];
}

const CONTENT = '{http://purl.org/rss/1.0/modules/content/}encoded';
const MODIFIED = ['{http://purl.org/dc/terms/}modified', `${ATOM}updated`];

/** RSS 2.0 (https://www.rssboard.org/rss-specification), and the RSS Advisory Board's profile of it. */
export function readRss(root: Element): Feed {
  const channel = root.all('channel')[0] ?? new Element('channel');
  const items = channel.all('item');
  const linked = (rel: string) => channel.all(`${ATOM}link`).find((link) => link.attribute('rel') === rel);
  const texts = (names: readonly string[], of: readonly Element[]) =>
    of.flatMap((one) => names.flatMap((name) => one.all(name))).map(({ text }) => text.trim());
  return {
    kind: 'RSS',
    self: linked('self')?.attribute('href') ?? '',
    links: texts(['link'], [channel]),
    dates: texts(['pubDate', 'lastBuildDate'], [channel, ...items]),
    older: linked('prev-archive')?.attribute('href') ?? '',
    isArchive: channel.has(`${HISTORY}archive`),
    isComplete: channel.has(`${HISTORY}complete`),
    namesCurrent: linked('current') !== undefined,
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

/** The items of which something is so. */
const items = (isSo: (item: Element) => boolean) => (rss: Rss) =>
  rss.items.filter(isSo).map((item) => labelOf(item.textOf('guid'), item.textOf('title'), item.textOf('link')));

/** The places of two children among an item's. */
const placesOf = ({ children }: Element, ...names: readonly string[]): number[] =>
  names.map((name) => children.findIndex((child) => child.name === name));

export const RSS_RULES: readonly Rule<Rss>[] = [
  {
    area: 'rules',
    wrong: 'has a channel that lacks what is required',
    remedy: 'RSS 2.0: a channel has title, link and description.',
    check: ({ channel }) => ['title', 'link', 'description'].filter((name) => channel.textOf(name) === ''),
  },
  {
    area: 'rules',
    isAdvice: true,
    wrong: 'does not say its language',
    remedy: 'Add a language such as en to the channel.',
    check: ({ channel }) => channel.textOf('language') === '',
  },
  {
    area: 'rules',
    wrong: 'has items without title and description',
    remedy: 'RSS 2.0: an item has one of them at least.',
    check: items((item) => item.textOf('title') + item.textOf('description') === ''),
  },
  {
    area: 'rules',
    wrong: 'has guids that pass for addresses and are none',
    remedy: 'Add isPermaLink="false" to the guid.',
    check: items((item) =>
      item.all('guid').some((guid) => guid.attribute('isPermaLink') !== 'false' && !isWebAddress(guid.text.trim())),
    ),
  },
  {
    area: 'rules',
    isAdvice: true,
    wrong: 'has items without a date',
    remedy: 'Add pubDate, the moment of first publication: readers sort by it.',
    check: items((item) => !item.has('pubDate')),
  },
  {
    area: 'rules',
    wrong: 'says when items changed in a namespace that nobody knows',
    remedy: 'Use atom:updated, or dcterms:modified of http://purl.org/dc/terms/ (http, not https).',
    check: items(({ children }) =>
      children.some(({ name }) => /\}(?:modified|updated)$/.test(name) && !MODIFIED.includes(name)),
    ),
  },
  {
    area: 'rules',
    wrong: 'has authors who are no e-mail addresses',
    remedy: 'RSS 2.0: author is a@b (Name). A name without an address goes in dc:creator.',
    check: items((item) => item.all('author').some(({ text }) => !/\S@\S/.test(text))),
  },
  {
    area: 'rules',
    wrong: 'has several enclosures in an item',
    remedy: 'One for each item: readers take the first or the last (RSS profile).',
    check: items((item) => item.all('enclosure').length > 1),
  },
  {
    area: 'rules',
    wrong: 'has enclosures without a length',
    remedy: 'RSS 2.0: length is a number of bytes, 0 where it is unknown.',
    check: items((item) => item.all('enclosure').some((one) => !/^\d+$/.test(one.attribute('length')))),
  },
  {
    area: 'rules',
    isAdvice: true,
    wrong: 'has description after content:encoded',
    remedy: 'Put it before: some readers keep the last of the two as the story (RSS profile).',
    check: items((item) => {
      const [summary = -1, content = -1] = placesOf(item, 'description', CONTENT);
      return content >= 0 && summary > content;
    }),
  },
];
