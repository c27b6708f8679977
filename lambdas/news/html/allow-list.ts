import { LIMITS } from '../limits';
import { webAddress } from '../values/web-address';
import { DROPPED_WHOLE, INVISIBLE, REPLACED, STANDING_APART } from './allowed-elements';
import { APART } from './arrange';
import type { ChangeLog } from './change-log';
import { isNotBold, withElementsOfStyle } from './element-of-style';
import { EMBEDS } from './embed-link';
import { type Element, element, isBlank, isElement, type Node } from './fragment';
import { type Context, cleanText, drop, isAllowed, keepAttributes } from './keep-attributes';
import { keepEmbed, keepPost } from './keep-embeds';
import { isCopyOfFormula, keepFormula, keepFormulaPart, keepScript } from './keep-formulas';
import { keepPicture, keepPlayer, keepSourcesOfPicture } from './keep-media';
import { withLatePictures } from './late-pictures';
import { isHidden, MEDIA_SCHEMES } from './media-address';

/**
 * A parsed tree with only what ALLOWED has, every address absolute. An embed becomes a link, a task box a sign, a formula its
 * text. `id` and links to a fragment stay for `linkNotes`.
 */
export const applyAllowList = (nodes: readonly Node[], base: string, log: ChangeLog): Node[] =>
  keepAll(nodes, { base, log, parent: 'div', keepAll });

function keepAll(nodes: readonly Node[], context: Context): Node[] {
  const kept: Node[] = [];
  for (const node of withLatePictures(nodes, context.base)) {
    if (!isElement(node)) kept.push(...keepText(node, nodes, context));
    // One push each: a spread of 100,000 arguments would overflow the stack.
    else for (const one of keepElement(node, context)) kept.push(one);
  }
  return kept;
}

/** An address alone in a block is an embed of WordPress, or a link that somebody pasted. */
const LONE_ADDRESS = /^\s*(https?:\/\/[^\s<>]+)\s*$/;

function keepText(text: string, siblings: readonly Node[], context: Context): readonly Node[] {
  const clean = cleanText(text, context);
  const [, address = ''] = context.inLink || clean.length > LIMITS.url ? [] : (LONE_ADDRESS.exec(clean) ?? []);
  const href = webAddress(address, context.base, MEDIA_SCHEMES)?.href;
  if (href === undefined || siblings.some((node) => node !== text && !isBlank(node))) return [clean];
  return [element('a', { href }, [address])];
}

function keepElement(node: Element, context: Context): readonly Node[] {
  const { name, attributes, children } = node;
  const special = SPECIAL.get(name) ?? (name.startsWith('math:') ? keepFormulaPart : undefined);
  if (special) return special(node, context);
  if (INVISIBLE.has(name) || DROPPED_WHOLE.has(name) || isCopyOfFormula(node)) return drop(node, context);
  if (isHidden(node)) context.log.shownHidden();
  if (name === 'span' && attributes.style !== undefined) return keepElement(withElementsOfStyle(node), context);
  const allowed = isNotBold(node) ? 'span' : (REPLACED.get(name) ?? name);
  const isKept = isAllowed(allowed);
  const within = contextIn(isKept ? allowed : context.parent, context);
  const inside = keepAll(children, within);
  if (!isKept) {
    context.log.removedElement(name);
    return STANDING_APART.has(name) ? [APART, ...inside, APART] : inside;
  }
  if (allowed !== name) context.log.replaced(name, allowed);
  const post = keepPost(node, inside, within);
  return [
    {
      name: allowed,
      attributes: keepAttributes(attributes, allowed, context),
      children: post.length > 0 ? [...inside, ...post] : inside,
    },
  ];
}

const HOLDS_LINK_OR_CODE = new Set(['a', 'pre', 'code', 'kbd', 'samp']);

const contextIn = (parent: string, context: Context): Context =>
  parent === context.parent
    ? context
    : { ...context, parent, inLink: context.inLink || HOLDS_LINK_OR_CODE.has(parent) };

/** Elements that become something else. A Map, because a page may name an element `constructor`. */
const SPECIAL = new Map<string, (node: Element, context: Context) => readonly Node[]>([
  ['img', keepPicture],
  ['amp-img', keepPicture],
  ['picture', keepSourcesOfPicture],
  ['audio', keepPlayer],
  ['video', keepPlayer],
  ['source', keepPlayer],
  ['amp-audio', (node, context) => keepPlayer({ ...node, name: 'audio' }, context)],
  ['amp-video', (node, context) => keepPlayer({ ...node, name: 'video' }, context)],
  ['video-js', (node, context) => keepPlayer({ ...node, name: 'video' }, context)],
  ['input', keepTaskBox],
  ['math', keepFormula],
  ...EMBEDS.map((name) => [name, keepEmbed] as const),
  ['script', keepScript],
]);

/** GitHub's task lists and others. A box stands before its text, with a space between. */
function keepTaskBox(node: Element, context: Context): readonly Node[] {
  const { type = '', checked } = node.attributes;
  if (type.toLowerCase() !== 'checkbox') return drop(node, context);
  return [checked === undefined ? '☐' : '☑', APART];
}
