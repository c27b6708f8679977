import { anything, type Children, empty, repeatable, same, textOf } from './check-element';
import {
  anyValue,
  decimalNumber,
  iriReference,
  languageTag,
  mediaType,
  oneOf,
  type ValueCheck,
  w3cDate,
  wholeIri,
  wholeNumber,
  wholeUri,
} from './values';

const anyText = textOf(anyValue);
const webLink = textOf(wholeUri);
const manyTexts = repeatable(anyText);

/** Dublin Core of any element (https://www.rssboard.org/media-rss; RSS 1.0 modules), and the dates of its terms. */
export const DUBLIN_CORE: Children = {
  ...same('dc:title dc:description dc:type dc:format dc:source dc:rights', anyText),
  ...same('dc:publisher dc:contributor dc:identifier dc:relation dc:coverage', manyTexts),
  'dc:language': textOf(languageTag),
  ...same('dcterms:created dcterms:issued dcterms:modified', textOf(w3cDate)),
  'dcterms:extent': textOf(wholeNumber(1)),
};

/** RFC 4685 §3: the story that an entry answers. */
const inReplyTo = {
  attributes: { ref: wholeIri, href: iriReference, source: iriReference, type: mediaType },
  children: {},
};

const list: ValueCheck = (value) => (/^\d+(?:,\s*\d+)*$/.test(value) ? undefined : 'number');

/** Extensions of a channel, feed, item or entry. */
const COMMON: Children = {
  ...DUBLIN_CORE,
  ...same('dc:creator dc:subject', manyTexts),
  'thr:in-reply-to': repeatable(inReplyTo),
  'creativeCommons:license': repeatable(webLink),
  'feedburner:awareness': webLink,
  'geo:lat': repeatable(textOf(decimalNumber(-90, 90))),
  'geo:long': repeatable(textOf(decimalNumber(-180, 180))),
};

export const CHANNEL_EXTENSIONS: Children = {
  ...COMMON,
  'dc:date': textOf(w3cDate),
  ...same('fh:archive fh:complete', repeatable(empty)),
  'sy:updatePeriod': textOf(oneOf('hourly daily weekly monthly yearly')),
  'sy:updateFrequency': textOf(wholeNumber(1)),
  'sy:updateBase': textOf(w3cDate),
};

export const ITEM_EXTENSIONS: Children = {
  ...COMMON,
  'dc:date': repeatable(textOf(w3cDate)),
  'slash:comments': textOf(wholeNumber(0)),
  ...same('slash:section slash:department', manyTexts),
  'slash:hit_parade': textOf(list),
  ...same('feedburner:origLink feedburner:origEnclosureLink trackback:ping', webLink),
  'trackback:about': repeatable(webLink),
  'thr:total': textOf(wholeNumber(0)),
  ...same('wfw:comment wfw:commentRss wfw:commentRSS', textOf(wholeUri)),
};

/** Elements that the W3C's validator only questions: XHTML outside of content, and Atom out of its place in RSS. */
export const QUESTIONABLE: Children = {
  ...same(
    'atom:author atom:category atom:content atom:contributor atom:generator atom:icon atom:id atom:link atom:logo',
    anything,
  ),
  ...same('atom:published atom:rights atom:subtitle atom:summary atom:title atom:updated', anything),
};
