import { type DefaultTreeAdapterMap, defaultTreeAdapter, html as dom, parseFragment } from 'parse5';
import { MAX_ELEMENTS, MAX_PARSED_NESTING } from '../limits';
import type { Node } from './fragment';

type ParsedNode = DefaultTreeAdapterMap['node'];

/** HTML with more than MAX_PARSED_NESTING open elements or MAX_ELEMENTS elements. */
export class HtmlTooComplex extends Error {}

const ROOTS = new Set(['svg', 'math']);

/** Elements inside of SVG and MathML have a name with a prefix, because an SVG `title` is not an HTML `title`. */
const PREFIXES: Readonly<Record<string, string>> = { [dom.NS.SVG]: 'svg:', [dom.NS.MATHML]: 'math:' };

/**
 * The tree that browsers build from some HTML in the body of a page (HTML §13.4), without comments and templates. Scripts are
 * off, so a `noscript` has elements. Throws HtmlTooComplex: broken HTML can repeat its open elements without end.
 */
export function parseHtml(html: string): Node[] {
  let [elements, depth] = [0, 0];
  const treeAdapter = {
    ...defaultTreeAdapter,
    createElement(...parameters: Parameters<typeof defaultTreeAdapter.createElement>) {
      if (++elements > MAX_ELEMENTS) throw new HtmlTooComplex();
      return defaultTreeAdapter.createElement(...parameters);
    },
    onItemPush() {
      if (++depth > MAX_PARSED_NESTING) throw new HtmlTooComplex();
    },
    onItemPop() {
      depth -= 1;
    },
  };
  const context = defaultTreeAdapter.createElement('div', dom.NS.HTML, []);
  return toNodes(parseFragment(context, html, { scriptingEnabled: false, treeAdapter }).childNodes);
}

const NO_ATTRIBUTES = Object.freeze({});

function toNodes(parsed: readonly ParsedNode[]): Node[] {
  const nodes: Node[] = [];
  for (const node of parsed) {
    if ('value' in node) nodes.push(node.value);
    if (!('tagName' in node)) continue;
    const prefix = ROOTS.has(node.tagName) ? '' : (PREFIXES[node.namespaceURI] ?? '');
    const attributes =
      node.attrs.length === 0 ? NO_ATTRIBUTES : Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
    nodes.push({ name: prefix + node.tagName, attributes, children: toNodes(node.childNodes) });
  }
  return nodes;
}
