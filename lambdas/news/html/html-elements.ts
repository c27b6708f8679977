import { DROPPED_WHOLE, INVISIBLE } from './allowed-elements';
import { EMBEDS } from './embed-link';
import { type Element, isElement, type Node } from './fragment';
import { parseHtml } from './parse-html';

/** Elements of AMP and of players that pages write by these names. */
const WEB_COMPONENTS = new Set(['amp-img', 'amp-audio', 'amp-video', 'video-js', ...EMBEDS]);

/** Every element of HTML (HTML §4, and the obsolete ones of §16.2), with the roots of SVG and MathML. */
const HTML_ELEMENTS = new Set(
  (
    'a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br button ' +
    'canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset ' +
    'figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins ' +
    'kbd keygen label legend li link listing main map mark marquee math menu menuitem meta meter nav nobr noembed noframes ' +
    'noscript object ol optgroup option output p param picture plaintext pre progress q rb rp rt rtc ruby s samp script search ' +
    'section select slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th ' +
    'thead time title tr track tt u ul var video wbr xmp'
  ).split(' '),
);

export const isHtmlElement = (name: string): boolean => HTML_ELEMENTS.has(name) || WEB_COMPONENTS.has(name);

/**
 * Elements that hide or replace what they hold, and names of types. A plain text names them (`Result<Option>`, "put it into the <title>"), and
 * would lose all that follows.
 */
const HIDING = new Set([
  ...INVISIBLE,
  ...DROPPED_WHOLE,
  'iframe',
  'object',
  'plaintext',
  'xmp',
  'data',
  'map',
  'canvas',
]);

/**
 * Whether a text is HTML, by its parsed nodes: it holds an element that HTML has. An element that hides what it holds counts
 * only with an end tag or the value of an attribute.
 */
export function isHtml(text: string, parsed: readonly Node[]): boolean {
  const lower = text.toLowerCase();
  const isMeant = ({ name, attributes }: Element) =>
    lower.includes(`</${name}`) || Object.values(attributes).some((value) => value !== '');
  const shows = (node: Node): boolean => {
    if (!isElement(node)) return false;
    return (isHtmlElement(node.name) && (!HIDING.has(node.name) || isMeant(node))) || node.children.some(shows);
  };
  return parsed.some(shows) || OUTSIDE_OF_BODY.test(text);
}

/** Tags of elements that the body of a page ignores, but that show that a text is HTML. */
const OUTSIDE_OF_BODY =
  /<!doctype\s+html|<\/?(?:html|head|body|frameset|caption|col|colgroup|tbody|td|tfoot|th|thead|tr)(?:\s[^<>]*)?\/?>/i;

/** Whether a piece of raw HTML in a text, such as Markdown, is markup: a comment, or tags of HTML that hide no text. */
export function isMarkup(piece: string, text: string): boolean {
  const [, name = ''] = /^\s*<\/?([a-z][^\s/>]*)/i.exec(piece.toLowerCase()) ?? [];
  if (name === '') return true;
  if (!HIDING.has(name)) return isHtmlElement(name) || isHtml(piece, parseHtml(piece));
  return text.toLowerCase().includes(`</${name}`) || /=\s*["'\w]/.test(piece);
}
