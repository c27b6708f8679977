import { element, type Node } from './fragment';
import { splitParagraphs } from './paragraphs';

/** The paragraphs of a plain text. Blank lines separate them, every word stays, and comments (`<!-- … -->`) are left out. */
export const paragraphsOf = (text: string): Node[] =>
  splitParagraphs(linkAddresses(withoutComments(text.replace(/\r\n?/g, '\n'))));

/**
 * A text without comments: notes that nobody shows. `<!-->` and `<!--->` are whole ones (HTML §13.2.5.43). A search for each end
 * goes on where the last one stopped: a text may open 100,000.
 */
export function withoutComments(text: string): string {
  const end = /--!?>/g;
  let [kept, from] = ['', 0];
  for (let open = text.indexOf('<!--'); open >= 0; open = text.indexOf('<!--', from)) {
    const [empty = ''] = /^<!--(?:>|->)/.exec(text.slice(open, open + 6)) ?? [];
    end.lastIndex = open + '<!--'.length;
    if (empty === '' && !end.test(text)) break;
    kept += text.slice(from, open);
    from = empty === '' ? end.lastIndex : open + empty.length;
  }
  return kept + text.slice(from);
}

// CommonMark §6.5 and RFC 3986 appendix C: an address between angle brackets.
const ANGLED_WEB = '<((?:https?|mailto):[^\\s<>]+)>';
const ANGLED_MAIL = "<([\\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9-]+(?:\\.[a-z0-9-]+)*)>";

/** Punctuation of Chinese and Japanese, which stands next to an address without a space. */
const WIDE = '。，、；：！？（）【】《》「」『』“”';

/** Addresses as Markdown links them: between angle brackets, and bare web addresses (GFM §6.9). */
const ADDRESS = new RegExp(`${ANGLED_WEB}|${ANGLED_MAIL}|(?<![A-Za-z0-9_])(https?:\\/\\/[^\\s<>${WIDE}]+)`, 'giu');
const ANGLED = new RegExp(`${ANGLED_WEB}|${ANGLED_MAIL}`, 'gi');

/** HTML in which addresses between angle brackets are text. A parser takes `<desk@news.example>` for an element. */
export const escapeAngledAddresses = (html: string): string => html.replace(ANGLED, '&lt;$1$2&gt;');

function linkAddresses(text: string): Node[] {
  const nodes: Node[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const [whole, angled, mail, bare] = match;
    const address = bare === undefined ? (angled ?? mail ?? '') : withoutPunctuation(bare);
    if (match.index > from) nodes.push(text.slice(from, match.index));
    nodes.push(element('a', { href: mail === undefined ? address : `mailto:${mail}` }, [address]));
    from = match.index + (bare === undefined ? whole.length : address.length);
  }
  return from < text.length ? [...nodes, text.slice(from)] : nodes;
}

/** A bare address without the punctuation of its sentence, and without a bracket that it does not open. */
function withoutPunctuation(address: string): string {
  let end = address.length;
  let open = address.split('(').length - address.split(')').length;
  for (; end > 0; end--) {
    const last = address.charAt(end - 1);
    if (last === ')' && open < 0) open += 1;
    else if (!/[?!.,:;*_~'"]/.test(last)) break;
  }
  return address.slice(0, end);
}
