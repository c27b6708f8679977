import { EMBEDS } from './embed-link';
import { isElement, type Node } from './fragment';
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

/** Whether some parsed nodes hold an element that HTML has. If not, the text that they come from is plain text. */
export const holdsHtml = (nodes: readonly Node[]): boolean =>
  nodes.some((node) => isElement(node) && (isHtmlElement(node.name) || holdsHtml(node.children)));

/** Whether a piece of Markdown's raw HTML is markup: a tag of HTML, a comment, or several of them. */
export const isMarkup = (text: string): boolean => {
  const [, name] = /^\s*<\/?([a-z][^\s/>]*)/i.exec(text) ?? [];
  return name === undefined || isHtmlElement(name.toLowerCase()) || holdsHtml(parseHtml(text));
};
