import { type DefaultTreeAdapterMap, defaultTreeAdapter, parse, serialize } from 'parse5';

type HtmlNode = DefaultTreeAdapterMap['node'];
export type HtmlElement = DefaultTreeAdapterMap['element'];

/** A page or a piece of HTML as a tree. */
export const parsePage = (html: string): HtmlNode => parse(html);

/** The elements of a tree for which `test` holds, in the order of the document, those inside of others too. */
export function elementsIn(node: HtmlNode, test: (element: HtmlElement) => boolean): HtmlElement[] {
  const children = 'childNodes' in node ? node.childNodes.flatMap((child) => elementsIn(child, test)) : [];
  return 'tagName' in node && test(node) ? [node, ...children] : children;
}

export const attributeOf = ({ attrs }: HtmlElement, name: string): string | undefined =>
  attrs.find((one) => one.name === name)?.value;

export const hasClass = (element: HtmlElement, name: string): boolean =>
  (attributeOf(element, 'class') ?? '').split(/\s+/).includes(name);

/** The first element with a class. */
export const firstOfClass = (node: HtmlNode, name: string): HtmlElement | undefined =>
  elementsIn(node, (element) => hasClass(element, name))[0];

export const removeElement = (element: HtmlElement): void => defaultTreeAdapter.detachNode(element);

/** The HTML inside of an element. */
export const innerHtml = (element: HtmlElement): string => serialize(element);
