import { ATOM, type Element, HISTORY } from '../element';
import { duplicates } from '../value';
import {
  atomId,
  category,
  content,
  dateConstruct,
  generator,
  isBase64Type,
  link,
  person,
  relationOf,
  textConstruct,
} from './atom-parts';
import { type Children, type ElementRule, mistake, repeatable, same, textOf } from './check-element';
import { CHANNEL_EXTENSIONS, ITEM_EXTENSIONS } from './extensions';
import { MEDIA_ANYWHERE, MEDIA_ITEM } from './media';
import type { Mistake } from './mistakes';
import { PODCAST_CHANNEL, PODCAST_ITEM } from './podcast';
import { uriReference } from './values';

const linksOf = (element: Element, ...relations: readonly string[]): Element[] =>
  element.all(`${ATOM}link`).filter((one) => relations.includes(relationOf(one)));

const checkAlternates = (element: Element): Mistake[] =>
  duplicates(linksOf(element, 'alternate').map((one) => `${one.attribute('type')} ${one.attribute('hreflang')}`)).map(
    (one) => mistake('alternates', element.textOf(`${ATOM}id`), one),
  );

/** RFC 5005 §3 and §4: the relations of paged and archived feeds. */
const PAGES = ['first', 'last', 'next', 'next-archive', 'prev-archive', 'previous'];

function checkHistory(feed: Element): Mistake[] {
  const self = linksOf(feed, 'self').map((one) => one.attribute('href'));
  const isSelf = (one: Element) => self.includes(one.attribute('href'));
  const isComplete = feed.has(`${HISTORY}complete`);
  const wrong = isComplete
    ? [...linksOf(feed, ...PAGES), ...linksOf(feed, 'current').filter((one) => !isSelf(one))]
    : [];
  const ends = [
    ...(linksOf(feed, 'first').some(isSelf) ? linksOf(feed, 'previous') : []),
    ...(linksOf(feed, 'last').some(isSelf) ? linksOf(feed, 'next') : []),
  ];
  return [
    ...wrong.map((one) => mistake('complete', relationOf(one))),
    ...ends.map((one) => mistake('pastEnd', relationOf(one))),
  ];
}

const checkFeed = (feed: Element): Mistake[] => {
  const names = feed.children.map(({ name }) => name);
  const after = names.indexOf(`${ATOM}entry`);
  const late = names.filter((name, i) => after >= 0 && i > after && name.startsWith(ATOM) && name !== `${ATOM}entry`);
  return [
    ...late.map((name) => mistake('order', name.slice(ATOM.length))),
    ...checkAlternates(feed),
    ...checkHistory(feed),
  ];
};

const AUTHOR = `${ATOM}author`;

/** RFC 4287 §4.1.1: an author of the feed, of the entry or of its source. */
const checkAuthors = (feed: Element): Mistake[] =>
  feed.has(AUTHOR)
    ? []
    : feed
        .all(`${ATOM}entry`)
        .filter((entry) => ![entry, ...entry.all(`${ATOM}source`)].some((one) => one.has(AUTHOR)))
        .map((entry) => mistake('author', entry.textOf(`${ATOM}id`)));

function checkEntry(entry: Element): Mistake[] {
  const id = entry.textOf(`${ATOM}id`);
  const [own] = entry.all(`${ATOM}content`);
  const hasLink = linksOf(entry, 'alternate').length > 0;
  const isOutside = own !== undefined && (own.attributeNames.includes('src') || isBase64Type(own.attribute('type')));
  return [
    ...checkAlternates(entry),
    ...(own || hasLink ? [] : [mistake('alternate', id)]),
    ...(isOutside && !entry.has(`${ATOM}summary`) ? [mistake('summary', id)] : []),
  ];
}

const picture = textOf(uriReference, { space: 'none' });

const METADATA: Children = {
  ...same('atom:author atom:contributor', repeatable(person)),
  'atom:category': repeatable(category),
  'atom:generator': generator,
  'atom:id': atomId,
  ...same('atom:icon atom:logo', picture),
  'atom:link': repeatable(link),
  ...same('atom:title atom:subtitle atom:rights', textConstruct),
  'atom:updated': dateConstruct,
  ...CHANNEL_EXTENSIONS,
  ...PODCAST_CHANNEL,
  ...MEDIA_ANYWHERE,
};

const ENTRY: Children = {
  ...same('atom:author atom:contributor', repeatable(person)),
  'atom:category': repeatable(category),
  'atom:content': content,
  'atom:id': atomId,
  'atom:link': repeatable(link),
  'atom:source': { children: METADATA, check: checkFeed },
  ...same('atom:title atom:summary atom:rights', textConstruct),
  ...same('atom:published atom:updated', dateConstruct),
  ...ITEM_EXTENSIONS,
  ...PODCAST_ITEM,
  ...MEDIA_ITEM,
};

/** Atom 1.0 (RFC 4287) with the extensions that readers know. */
export const ATOM_FEED: ElementRule = {
  children: {
    ...METADATA,
    'atom:entry': repeatable({ children: ENTRY, needs: 'atom:id atom:title atom:updated', check: checkEntry }),
  },
  needs: 'atom:id atom:title atom:updated',
  check: (feed) => [...checkFeed(feed), ...checkAuthors(feed)],
};
