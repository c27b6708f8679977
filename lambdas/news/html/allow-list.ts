import { LIMITS, MAX_NESTING } from '../limits';
import { cleanCharacters } from '../values/clean-characters';
import { webAddress } from '../values/web-address';
import { ALLOWED, DROPPED_WHOLE, EVERYWHERE, INVISIBLE, REPLACED, STANDING_APART } from './allowed-elements';
import { APART } from './arrange';
import type { ChangeLog } from './change-log';
import { EMBEDS, type EmbedLink, embedLink, hostOf, postLink } from './embed-link';
import { annotationOf, formulaNodes, formulaText, isDeeperThan, textOfNodes } from './formula';
import { type Element, element, findElement, isBlank, isElement, type Node } from './fragment';
import { withLatePictures } from './late-pictures';
import { isCounter, isHidden, MEDIA_SCHEMES, mediaAddress } from './media-address';
import { countVisible } from './visible-text';

/** Each element with its attributes and their rules. */
const RULES = new Map(
  Object.entries(ALLOWED).map(([element, own]) => [element, new Map(Object.entries({ ...EVERYWHERE, ...own }))]),
);

/** Elements that may hold a paragraph. */
const HOLDS_P = new Set(['div', 'blockquote', 'figure', 'li', 'dd', 'td', 'th']);

interface Context {
  readonly base: string;
  readonly log: ChangeLog;
  /** The name of the element around, in the result. */
  readonly parent: string;
  /** Inside a link or code, where an address is a text. */
  readonly inLink?: boolean;
  /** The address of the first `source` of the `picture` around that has one. */
  readonly sourceOfPicture?: string;
}

/**
 * A parsed tree with only what ALLOWED has, every address absolute. An embed becomes a link, a task box a sign, a formula its
 * text. `id` and links to a fragment stay for `linkNotes`.
 */
export const applyAllowList = (nodes: readonly Node[], base: string, log: ChangeLog): Node[] =>
  keepAll(nodes, { base, log, parent: 'div' });

function keepAll(nodes: readonly Node[], context: Context): Node[] {
  const kept: Node[] = [];
  for (const node of withLatePictures(nodes, context.base)) {
    if (!isElement(node)) kept.push(...keepText(node, nodes, context));
    // One push each: a spread of 100,000 arguments would overflow the stack.
    else for (const one of keepElement(node, context)) kept.push(one);
  }
  return kept;
}

/** Elements that a script fills with a post. */
const HOLDS_POST = new Set(['div', 'blockquote', 'figure', 'p']);

const hasAnyLink = (nodes: readonly Node[]): boolean =>
  findElement(nodes, ({ name, attributes }) => name === 'a' && attributes.href !== undefined) !== undefined;

/** An address alone in a block is an embed of WordPress, or a link that somebody pasted. */
const LONE_ADDRESS = /^\s*(https?:\/\/[^\s<>]+)\s*$/;

function keepText(text: string, siblings: readonly Node[], context: Context): readonly Node[] {
  const clean = cleanText(text, context);
  const [, address] = context.inLink || clean.length > LIMITS.url ? [] : (LONE_ADDRESS.exec(clean) ?? []);
  if (address === undefined || siblings.some((node) => node !== text && !isBlank(node))) return [clean];
  return [element('a', { href: webAddress(address, context.base, MEDIA_SCHEMES)?.href ?? address }, [address])];
}

function keepElement(node: Element, context: Context): readonly Node[] {
  const { name, attributes, children } = node;
  const special = SPECIAL.get(name) ?? (name.startsWith('math:') ? keepFormulaPart : undefined);
  if (special) return special(node, context);
  if (INVISIBLE.has(name) || DROPPED_WHOLE.has(name) || isCopyOfFormula(node)) return drop(node, context);
  if (name === 'span' && attributes.style !== undefined) return keepElement(withElementsOfStyle(node), context);
  if (isHidden(node)) context.log.shownHidden();
  const allowed = isNotBold(node) ? 'span' : (REPLACED.get(name) ?? name);
  const isKept = RULES.has(allowed);
  const inside = keepAll(children, contextIn(isKept ? allowed : context.parent, context));
  const link = HOLDS_POST.has(allowed) ? postLink(node, context.base) : undefined;
  if (link && !hasAnyLink(inside)) {
    context.log.linkedEmbed(name);
    inside.push(...linkNodes(link, { ...context, parent: allowed }));
  }
  if (!isKept) {
    context.log.removedElement(name);
    return STANDING_APART.has(name) ? [APART, ...inside, APART] : inside;
  }
  if (allowed !== name) context.log.replaced(name, allowed);
  return [{ name: allowed, attributes: keepAttributes(attributes, allowed, context), children: inside }];
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

/** MathJax reads a formula from a script. */
function keepScript(node: Element, context: Context): readonly Node[] {
  const formula = /^math\/(?:tex|asciimath)/i.test(node.attributes.type ?? '') ? textOfNodes(node.children).trim() : '';
  if (formula === '') return keepEmbed(node, context);
  context.log.replacedFormula(0);
  return [element('code', {}, [cleanText(formula, context)])];
}

function keepSourcesOfPicture({ attributes, children }: Element, context: Context): readonly Node[] {
  const sources = children.filter((child): child is Element => isElement(child) && child.name === 'source');
  const others = children.filter((child) => !isElement(child) || child.name !== 'source');
  const sourceOfPicture = sources
    .slice(0, MAX_SOURCES)
    .map((source) => mediaAddress(source, context.base)?.text)
    .find((address) => address !== undefined);
  const hasPicture = findElement(others, ({ name }) => name === 'img') !== undefined;
  return keepAll(hasPicture ? others : [...others, element('img', attributes)], { ...context, sourceOfPicture });
}

/** A picture has a source for each width and format. */
const MAX_SOURCES = 50;

/** Elements that say what a style shows. Google Docs writes bold, italic, struck-out and raised words as styles. */
const ELEMENTS_OF_STYLES = [
  ['strong', /font-weight\s*:\s*(?:bold|[6-9]00)/i],
  ['em', /font-style\s*:\s*italic/i],
  ['s', /text-decoration(?:-line)?\s*:[^;]*line-through/i],
  ['sup', /vertical-align\s*:\s*super/i],
  ['sub', /vertical-align\s*:\s*sub(?!\w)/i],
] as const;

function withElementsOfStyle({ name, attributes: { style = '', ...attributes }, children }: Element): Element {
  const inside = ELEMENTS_OF_STYLES.reduceRight<readonly Node[]>(
    (nodes, [elementName, pattern]) => (pattern.test(style) ? [element(elementName, {}, nodes)] : nodes),
    children,
  );
  return element(name, attributes, inside);
}

/** Google Docs puts a whole text in a `b` that is not bold. */
const isNotBold = ({ name, attributes: { style = '' } }: Element): boolean =>
  name === 'b' && /font-weight\s*:\s*(?:normal|400)/i.test(style);

function drop(node: Element, { log }: Context): readonly Node[] {
  log.removedElement(node.name, countVisible([node]));
  return STANDING_APART.has(node.name) ? [APART] : [];
}

/** Pictures that WordPress and others put in place of an emoji, which is their `alt`. */
const EMOJI_CLASS = /(?:^|\s)(?:emoji|wp-smiley)(?:\s|$)/;

function keepPicture(node: Element, context: Context): readonly Node[] {
  // An `amp-img` has content, which is the rest of the story if a page writes it like `<img />`.
  const content = node.children.filter((child) => !isElement(child) || child.name !== 'noscript');
  return [...pictureNodes(node, context), ...(content.length > 0 ? keepAll(content, context) : [])];
}

function pictureNodes(node: Element, context: Context): readonly Node[] {
  if (isCounter(node)) {
    context.log.removedElement(node.name);
    return [];
  }
  const { alt = '', class: classes = '' } = node.attributes;
  if (alt !== '' && EMOJI_CLASS.test(classes)) return [cleanText(alt, context)];
  const { sourceOfPicture } = context;
  const address =
    mediaAddress(node, context.base) ??
    (sourceOfPicture === undefined ? undefined : { text: sourceOfPicture, late: true });
  if (address?.late) context.log.foundPicture();
  if (address === undefined) {
    context.log.removedPicture(alt);
    return context.parent === 'a' && alt !== '' ? [cleanText(alt, context)] : [];
  }
  return [element('img', keepAttributes(withAddress(node, address.text), 'img', context))];
}

/** Sound or a film. Without controls a reader can neither start nor stop a player. */
function keepPlayer(node: Element, context: Context): readonly Node[] {
  const { name, children } = node;
  const attributes = keepAttributes(withAddress(node, mediaAddress(node, context.base)?.text), name, context);
  if (name === 'source') return [element(name, attributes)];
  const inside = keepAll(children, { ...context, parent: name });
  const hasAddress = attributes.src !== undefined || findElement(inside, isPlayable) !== undefined;
  if (!hasAddress) context.log.removedElement(name);
  return [element(name, { controls: '', ...attributes }, inside)];
}

const isPlayable = ({ name, attributes }: Element): boolean => name === 'source' && attributes.src !== undefined;

/** The attributes of an element with its real address, without those that loading late needs. */
function withAddress({ attributes }: Element, address: string | undefined): Element['attributes'] {
  const others = Object.entries(attributes).filter(
    ([name]) => !name.startsWith('data-') && !LOADING.has(name) && (name !== 'src' || address === undefined),
  );
  return { ...(address !== undefined && { src: address }), ...Object.fromEntries(others) };
}

/** Attributes that only say how a browser loads and shows a picture or player. */
const LOADING = new Set(
  'srcset sizes loading decoding fetchpriority preload autoplay loop muted playsinline crossorigin referrerpolicy'.split(
    ' ',
  ),
);

/** GitHub's task lists and others. A box stands before its text, with a space between. */
function keepTaskBox(node: Element, context: Context): readonly Node[] {
  const { type = '', checked } = node.attributes;
  if (type.toLowerCase() !== 'checkbox') return drop(node, context);
  return [checked === undefined ? '☐' : '☑', APART];
}

/** A frame and a script never show their content. Other embeds do, and a page may write them without an end tag. */
const HIDES_CONTENT = new Set(['iframe', 'script']);

function keepEmbed(node: Element, context: Context): readonly Node[] {
  const { log } = context;
  const hidesContent = HIDES_CONTENT.has(node.name);
  const link = embedLink(node, context.base);
  const content = hidesContent ? [] : keepAll(node.children, context);
  const text = hidesContent ? countVisible([node]) : 0;
  const apart = STANDING_APART.has(node.name) ? [APART] : [];
  if (!link || hasLinkTo(content, hostOf(link.href))) {
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

const hasLinkTo = (nodes: readonly Node[], host: string): boolean =>
  findElement(nodes, ({ name, attributes: { href = '' } }) => name === 'a' && href.includes(`//${host}`)) !==
    undefined ||
  findElement(nodes, ({ name, attributes: { href = '' } }) => name === 'a' && href.includes(`//www.${host}`)) !==
    undefined;

function keepFormula(node: Element, context: Context): readonly Node[] {
  // Each level copies all that is in it.
  if (isDeeperThan(MAX_NESTING, node)) return drop(node, context);
  const text = formulaText(node);
  const annotation = annotationOf(node);
  const apart = node.attributes.display === 'block' ? [APART] : [];
  if (text === undefined) {
    context.log.removedElement(node.name);
    return [...apart, ...keepAll(node.children, context), ...apart];
  }
  context.log.replacedFormula(countVisible([node]) - countVisible(annotation ? [annotation] : []));
  return [...apart, element('code', {}, [cleanText(text, context)]), ...apart];
}

function keepFormulaPart(node: Element, context: Context): readonly Node[] {
  // Content MathML says the same a second time, for programs.
  if (node.name === 'math:annotation-xml') return drop(node, context);
  const children = node.children.filter((child) => isElement(child) || child.trim() !== '');
  return formulaNodes(
    node,
    children.map((child) => keepAll([child], context)),
  );
}

/** KaTeX writes each formula twice: once for machines, with its annotation, and once for the eye. */
const isCopyOfFormula = ({ name, attributes }: Element): boolean =>
  name === 'span' && /(?:^|\s)katex-html(?:\s|$)/.test(attributes.class ?? '') && attributes['aria-hidden'] === 'true';

function keepAttributes(all: Element['attributes'], name: string, context: Context): Element['attributes'] {
  const { base, log } = context;
  const attributes: Record<string, string> = {};
  for (const [attribute, given] of Object.entries(all)) {
    const value = cleanText(given, context);
    const rule = RULES.get(name)?.get(attribute);
    if (attribute === 'id' || (name === 'a' && isFragmentLink(attribute, value))) attributes[attribute] = value;
    else if (name === 'a' && attribute === 'name') attributes.id ??= value;
    else if (rule === undefined || (rule instanceof RegExp && !rule.test(value))) log.removedAttribute(attribute);
    else if (rule instanceof RegExp) attributes[attribute] = value;
    else {
      const address = webAddress(value, base, rule);
      if (address) attributes[attribute] = address.href;
      else log.removedAddress();
      if (address?.relative) log.madeAbsolute();
    }
  }
  return attributes;
}

const isFragmentLink = (attribute: string, value: string): boolean => attribute === 'href' && /^\s*#/.test(value);

/** A text or value. Numeric references can name characters that no document may have. */
function cleanText(text: string, { log }: Context): string {
  const clean = cleanCharacters(text);
  log.cleaned(clean);
  return clean.text.replace(/\r\n?/g, '\n');
}
