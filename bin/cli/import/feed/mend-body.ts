import { type DefaultTreeAdapterMap, parseFragment } from 'parse5';
import { escapeMarkup } from '../../../../lambdas/formats/xml/xml-text';
import { HtmlTooComplex, parseHtml } from '../../../../lambdas/news/html/parse-html';
import { urlIn } from '../../../../lambdas/news/values/uri';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

/** Attributes of HTML with one address, those for late loading included. */
const ADDRESS = /^(?:href|src|poster|cite|longdesc)$|^data-(?:[a-z]+-){0,3}(?:src|original|lazy)$/;
const SETS = /^(?:data-(?:[a-z]+-){0,3})?srcset$/;

/** Whether HTML may hold a relative address, or the last paragraph of WordPress. Most bodies hold neither. */
const MAY_CHANGE =
  /(?:href|src|srcset|poster|cite|longdesc|original|lazy)\s*=\s*["']?\s*(?!https?:|mailto:|tel:|data:|#|\/\/)|<\/a>[^<>]{0,20}<\/p>\s*$/i;

/** The surroundings of a body. */
interface BodyContext {
  /** The base of relative addresses; undefined if nothing gives one. */
  readonly base?: string;
  /** The item's own page. */
  readonly link?: string;
}

interface MendedBody {
  readonly html: string;
  /** How many relative addresses were left out, because nothing gives their base. */
  readonly baseless: number;
}

interface Change {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * The HTML of an item with absolute addresses, and without the paragraph "The post … appeared first on …" that WordPress adds
 * to feeds. All else stays to the letter.
 */
export function mendBody(html: string, { base, link }: BodyContext): MendedBody {
  if (!MAY_CHANGE.test(html)) return { html, baseless: 0 };
  if (isTooComplex(html)) return { html, baseless: 0 };
  const { childNodes } = parseFragment(html, { sourceCodeLocationInfo: true, scriptingEnabled: false });
  const changes: Change[] = [];
  const advert = lastAdvert(childNodes, link);
  let baseless = 0;
  const open: Node[] = [...childNodes];
  for (let node = open.pop(); node; node = open.pop()) {
    const inside = 'content' in node ? node.content.childNodes : 'childNodes' in node ? node.childNodes : [];
    if (node !== advert) for (const child of inside) open.push(child);
    if (!('attrs' in node) || node === advert) continue;
    for (const { name, value } of node.attrs) {
      const at = node.sourceCodeLocation?.attrs?.[name];
      const absolute = at && absoluteValue(name, value, base);
      if (!at || absolute === value || absolute === undefined) continue;
      if (base === undefined) baseless += 1;
      const text = base === undefined ? '' : `${name}="${escapeMarkup(absolute)}"`;
      changes.push({ from: at.startOffset, to: at.endOffset, text });
    }
  }
  const place = advert?.sourceCodeLocation;
  if (place) changes.push({ from: place.startOffset, to: place.endOffset, text: '' });
  return { html: replaceParts(html, changes), baseless };
}

/** The server refuses such HTML. It would cost the parser too much here. */
function isTooComplex(html: string): boolean {
  try {
    parseHtml(html);
    return false;
  } catch (error) {
    if (error instanceof HtmlTooComplex) return true;
    throw error;
  }
}

function replaceParts(text: string, changes: readonly Change[]): string {
  let [result, from] = ['', 0];
  for (const change of [...changes].sort((a, b) => a.from - b.from)) {
    if (change.from < from) continue;
    result += text.slice(from, change.from) + change.text;
    from = change.to;
  }
  return (result + text.slice(from)).trimEnd();
}

/** The value of an attribute with absolute addresses; without a base, an empty one for a relative address. */
function absoluteValue(name: string, value: string, base: string | undefined): string | undefined {
  if (ADDRESS.test(name)) return absoluteAddress(value, base);
  if (!SETS.test(name)) return undefined;
  const candidates = value.split(/,\s+/).map((one) => one.trim().split(/\s+/));
  return candidates
    .map(([address = '', ...descriptors]) => [absoluteAddress(address, base), ...descriptors].join(' '))
    .join(', ');
}

function absoluteAddress(text: string, base: string | undefined): string {
  const address = text.trim();
  // `//host` has a host already, and `#note` stays inside of the story.
  if (address === '' || /^(?:#|\/\/|[a-z][a-z\d+.-]*:)/i.test(address)) return text;
  return base === undefined ? '' : (urlIn(address, base)?.href ?? text);
}

/** The last paragraph, if its two links lead to the item and to the front page above it. */
function lastAdvert(nodes: readonly Node[], link: string | undefined): Element | undefined {
  const last = nodes.findLast((node) => !('value' in node) || node.value.trim() !== '');
  if (!last || !('tagName' in last) || last.tagName !== 'p' || link === undefined) return undefined;
  const links = last.childNodes.filter((node) => 'tagName' in node);
  const [own, site] = links.map((node) => (node.tagName === 'a' ? addressOf(node) : ''));
  if (links.length !== 2 || !own || !site) return undefined;
  const page = pageOf(link);
  return pageOf(own) === page && page !== pageOf(site) && page.startsWith(pageOf(site)) ? last : undefined;
}

const addressOf = (node: Element): string => node.attrs.find(({ name }) => name === 'href')?.value.trim() ?? '';

/** An address without its scheme, the end of its path, and what counts its readers. */
const pageOf = (address: string): string =>
  address
    .replace(/^https?:\/\/(?:www\.)?/i, '')
    .replace(/[?&]utm_.*$|#.*$/i, '')
    .replace(/\/$/, '');
