import type { Element } from '../element';
import { type Children, type ElementRule, mistake, repeatable, same, textOf } from './check-element';
import type { Mistake } from './mistakes';
import { grammarName, shownName } from './names';
import {
  anyValue,
  emailAddress,
  iriReference,
  languageTag,
  mediaType,
  orEmpty,
  rfc3339Date,
  uriReference,
  wholeIri,
  wholeNumber,
} from './values';

/** A date construct (RFC 4287 §3.3). */
export const dateConstruct = textOf(rfc3339Date, { space: 'none' });

/** An atom:id (RFC 4287 §4.2.6). */
export const atomId = textOf(wholeIri, { space: 'none' });

/** A person construct (RFC 4287 §3.2). */
export const person: ElementRule = {
  children: {
    'atom:name': textOf(anyValue),
    'atom:uri': textOf(iriReference, { space: 'none' }),
    'atom:email': textOf(emailAddress),
  },
  needs: 'atom:name',
};

const XHTML = '{http://www.w3.org/1999/xhtml}';

const isXml = (type: string): boolean => /[+/]xml$/.test(type);
/** RFC 4287 §4.1.3.3: other media types than text and XML are Base64. */
export const isBase64Type = (type: string): boolean => type.includes('/') && !isXml(type) && !type.startsWith('text/');

const isBase64 = (text: string): boolean => {
  const characters = text.replace(/[^A-Za-z\d+/=]/g, '');
  return !/[^\0-\x7f]/.test(text) && characters.length % 4 === 0 && !/=[^=]|={3}/.test(characters);
};

/** A text construct (RFC 4287 §3.1), or atom:content (§4.1.3), which may also have a media type. */
const textRule = (mayHaveMediaType: boolean): ElementRule => ({
  attributes: { type: anyValue, src: uriReference },
  check: (element) => [...checkTypeOf(element, mayHaveMediaType), ...checkTextOf(element)],
});

const typeOf = (element: Element): string => element.attribute('type') || (hasSource(element) ? '' : 'text');
const hasSource = (element: Element): boolean => element.attributeNames.includes('src');

function checkTypeOf(element: Element, mayHaveMediaType: boolean): Mistake[] {
  const type = typeOf(element);
  const isWord = ['text', 'html', 'xhtml'].includes(type) && !hasSource(element);
  const place = `${shownName(element)} type: ${type}`;
  if (!mayHaveMediaType && type.includes('/')) return [mistake('textType', place)];
  const isWrong = type === 'multipart/alternative' || (!isWord && orEmpty(mediaType)(type) !== undefined);
  return isWrong ? [mistake('mediaType', place)] : [];
}

function checkTextOf(element: Element): Mistake[] {
  const [type, name] = [typeOf(element), shownName(element)];
  if (type === 'xhtml') return checkXhtml(element);
  if (hasSource(element) && element.ownText.trim() !== '') return [mistake('text', `${name}:`, element.ownText.trim())];
  if (isBase64Type(type) && !isBase64(element.ownText)) return [mistake('base64', `${name} type: ${type}`)];
  if (isXml(type)) return strayTextIn(element);
  return element.children.map((child) => mistake('element', shownName(child), `in ${name}`));
}

/** The text after the first child element: content in XML is one element. */
function strayTextIn(element: Element): Mistake[] {
  const first = element.content.findIndex((one) => typeof one !== 'string');
  const after = first < 0 ? [] : element.content.slice(first).filter((one) => typeof one === 'string');
  const stray = after.join('').trim();
  return stray === '' ? [] : [mistake('text', `${shownName(element)}:`, stray)];
}

/** RFC 4287 §3.1.1.3: the content is one xhtml:div. */
function checkXhtml(element: Element): Mistake[] {
  const name = shownName(element);
  const [first] = element.content.filter((one) => typeof one !== 'string' || one.trim() !== '');
  if (first === undefined) return [];
  if (typeof first === 'string' || first.name !== `${XHTML}div`) return [mistake('div', `in ${name}`)];
  return [
    ...strayTextIn(element),
    ...notXhtmlIn(first).map((one) => mistake('element', shownName(one), `in XHTML of ${name}`)),
  ];
}

/** The elements in XHTML that belong to a feed's formats or have no namespace at all. */
const notXhtmlIn = (element: Element): Element[] =>
  element.children.flatMap((child) => {
    const isOfFeed = !child.name.startsWith(XHTML) && grammarName(child.name) !== undefined;
    return isOfFeed ? [child] : notXhtmlIn(child);
  });

export const textConstruct: ElementRule = textRule(false);
export const content: ElementRule = textRule(true);

/** The relation of a link by its short name. §4.2.7.2: a link without rel is an alternate. */
export const relationOf = (element: Element): string =>
  (element.attribute('rel') || 'alternate').replace('http://www.iana.org/assignments/relation/', '');

const REPLIES = ['thr:count', 'thr:updated'];

/** RFC 4685 §5: thr:count and thr:updated belong to links of replies. */
const checkReplies = (element: Element): Mistake[] =>
  element.attributeNames
    .map((name) => grammarName(name) ?? '')
    .filter((name) => REPLIES.includes(name) && relationOf(element) !== 'replies')
    .map((name) => mistake('attribute', `link ${name}`));

/** An atom:link (RFC 4287 §4.2.7), with the attributes of RFC 4685 §5. */
export const link: ElementRule = {
  attributes: {
    rel: anyValue,
    type: mediaType,
    title: anyValue,
    href: iriReference,
    length: wholeNumber(0),
    hreflang: languageTag,
    'thr:count': wholeNumber(0),
    'thr:updated': rfc3339Date,
  },
  mustHave: 'href',
  check: checkReplies,
};

/** An atom:category (RFC 4287 §4.2.2). */
export const category: ElementRule = {
  attributes: { term: anyValue, scheme: wholeIri, label: anyValue },
  mustHave: 'term',
  children: {},
};

export const generator = textOf(anyValue, { attributes: { uri: uriReference, version: anyValue } });

/** The elements of Atom that may stand in RSS. */
export const ATOM_IN_CHANNEL: Children = {
  ...same('atom:author atom:category atom:contributor', repeatable(person)),
  'atom:category': repeatable(category),
  'atom:generator': generator,
  'atom:id': textOf(wholeIri),
  ...same('atom:icon atom:logo', textOf(uriReference)),
  'atom:link': repeatable(link),
  ...same('atom:title atom:subtitle atom:rights', textConstruct),
  'atom:updated': textOf(rfc3339Date),
};
