import { escapeMarkup } from '../../../../lambdas/formats/xml/xml-text';
import type { XmlElement } from './xml-element';

/** Elements that titles use. The name of any other, such as `<dialog>`, is a word of the title. */
const IN_TITLES = new Set(
  (
    'a abbr acronym b bdi bdo big blockquote center cite code del dfn div em font h1 h2 h3 h4 h5 h6 i ins kbd mark p q ruby rt ' +
    's samp small span strike strong sub sup tt u var'
  ).split(' '),
);
const WITHOUT_END = new Set(['br', 'wbr', 'img', 'hr']);

/** A title of RSS, which may be text or HTML, as HTML. A `<` is markup only at a known element that has its other tag. */
export function titleHtml(title: string): string {
  const tags = [...title.matchAll(/<(\/?)([a-z][a-z\d]*)(?:\s[^<>]*|\/)?>/gi)].map(([tag, slash = '', name = '']) => ({
    tag,
    isEnd: slash === '/',
    name: name.toLowerCase(),
  }));
  const namesOf = (isEnd: boolean) => new Set(tags.filter((one) => one.isEnd === isEnd).map(({ name }) => name));
  const [starts, ends] = [namesOf(false), namesOf(true)];
  const isPaired = (name: string) => IN_TITLES.has(name) && starts.has(name) && ends.has(name);
  const markup = new Set(tags.filter(({ name }) => WITHOUT_END.has(name) || isPaired(name)).map(({ tag }) => tag));
  return title.replace(/<[^<>]*>?/g, (part) => (markup.has(part) ? part : part.replace(/[<>]/g, escapeMarkup)));
}

/** Plain text as HTML: blank lines separate paragraphs. */
export const textAsHtml = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .split(/\n[\t ]*\n\s*/)
    .filter((part) => part.trim() !== '')
    .map((part) => `<p>${escapeMarkup(part.trim())}</p>`)
    .join('\n');

/** The content of an element that holds HTML: as escaped text, or as elements. */
export const htmlOf = (element: XmlElement): string =>
  element.children.length > 0 ? element.innerHtml : withoutSection(element.text);

/** A text without the CDATA section around it. Some programs write one, and then escape it. */
const withoutSection = (text: string): string => /^\s*<!\[CDATA\[(.*)\]\]>\s*$/s.exec(text)?.[1] ?? text;

/** A text construct or the content of Atom. */
interface AtomText {
  readonly html?: string;
  /** Set for content that is not text. */
  readonly note?: string;
}

/** A text construct as HTML in one line (RFC 4287 §3.1.1). Its text is escaped unless it is HTML. */
export const atomTitle = (element: XmlElement): string | undefined => readAtomText(element, escapeMarkup).html;

/** The content of an entry, or its summary, as HTML (RFC 4287 §4.1.3.3). */
export const atomText = (element: XmlElement): AtomText => readAtomText(element, textAsHtml);

function readAtomText(element: XmlElement, fromText: (text: string) => string): AtomText {
  const mode = element.attribute('mode');
  const type = (element.attribute('type') ?? 'text').trim().toLowerCase().split(';')[0] ?? '';
  if (element.attribute('src') !== undefined) return { note: 'content left out, because it is at another address' };
  if (mode === 'base64') return readBase64(element.text, type, fromText);
  if (/^(?:xhtml|(?:application|text)\/xhtml(?:\+xml)?)$/.test(type)) return { html: xhtmlOf(element) };
  if (/^(?:html|text\/html)$/.test(type)) return { html: htmlOf(element) };
  // Atom 0.3: its `mode` says how the text is written, and `xml` is the default.
  if (element.children.length > 0) return { html: xhtmlOf(element) };
  if (type === '' || type === 'text' || type.startsWith('text/') || /[/+]xml$/.test(type))
    return { html: fromText(element.text) };
  return readBase64(element.text, type, fromText);
}

/** RFC 4287 §3.1.1.3: the `div` is no part of the content. */
function xhtmlOf(element: XmlElement): string {
  const [div, ...others] = element.children;
  const isDiv = div?.writtenName.toLowerCase() === 'div' && others.length === 0;
  if (isDiv) return div.innerHtml;
  return element.children.length > 0 ? element.innerHtml : element.text;
}

/** RFC 4287 §4.1.3.3, rule 6: any other content is base64. */
function readBase64(text: string, type: string, fromText: (text: string) => string): AtomText {
  if (!/^text(?:\/|$)/.test(type) && type !== 'html' && !/xhtml/.test(type))
    return { note: `content left out, because it is no text: ${type}` };
  const decoded = Buffer.from(text, 'base64').toString();
  return { html: /html/.test(type) ? decoded : fromText(decoded) };
}
