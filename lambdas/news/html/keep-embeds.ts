import { STANDING_APART } from './allowed-elements';
import { APART } from './arrange';
import { type EmbedLink, embedLink, hostOf, postLink } from './embed-link';
import { type Element, element, findElement, type Node } from './fragment';
import { type Context, cleanText } from './keep-attributes';
import { countVisible } from './visible-text';

/** Elements that may hold a paragraph. */
const HOLDS_P = new Set(['div', 'blockquote', 'figure', 'li', 'dd', 'td', 'th']);

/** A frame and a script never show their content. Other embeds do, and a page may write them without an end tag. */
const HIDES_CONTENT = new Set(['iframe', 'script']);

/** The link to what an element embeds, and what it shows. */
export function keepEmbed(node: Element, context: Context): readonly Node[] {
  const { log } = context;
  const hidesContent = HIDES_CONTENT.has(node.name);
  const link = embedLink(node, context.base);
  const content = hidesContent ? [] : context.keepAll(node.children, context);
  const text = hidesContent ? countVisible([node]) : 0;
  const apart = STANDING_APART.has(node.name) ? [APART] : [];
  if (!link || hasLink(content, (href) => hostOf(href) === hostOf(link.href))) {
    log.removedElement(node.name, text);
    return [...apart, ...content, ...apart];
  }
  if (text > 0) log.removedElement(node.name, text);
  log.linkedEmbed(node.name);
  return [...linkNodes(link, context), ...content];
}

function linkNodes({ href, title }: EmbedLink, context: Context): readonly Node[] {
  const link = element('a', { href }, [cleanText(title, context)]);
  return HOLDS_P.has(context.parent) ? [element('p', {}, [link])] : [APART, link, APART];
}

/** Elements that a script fills with a post. */
const HOLDS_POST = new Set(['div', 'blockquote', 'figure', 'p']);

/** The link to the post that a script puts into an allowed element, unless a link is in it. */
export function keepPost(node: Element, inside: readonly Node[], context: Context): readonly Node[] {
  const link = HOLDS_POST.has(context.parent) ? postLink(node, context.base) : undefined;
  if (!link || hasLink(inside)) return [];
  context.log.linkedEmbed(node.name);
  return linkNodes(link, context);
}

const hasLink = (nodes: readonly Node[], test = (_href: string): boolean => true): boolean =>
  findElement(nodes, ({ name, attributes: { href } }) => name === 'a' && href !== undefined && test(href)) !==
  undefined;
