import { type Element, element, findElement, isElement, type Node } from './fragment';
import { type Context, cleanText, keepAttributes } from './keep-attributes';
import { isCounter, mediaAddress } from './media-address';

/** The picture in a `picture`, with the address of a source if it has none of its own. */
export function keepSourcesOfPicture({ attributes, children }: Element, context: Context): readonly Node[] {
  const sources = children.filter((child): child is Element => isElement(child) && child.name === 'source');
  const others = children.filter((child) => !isElement(child) || child.name !== 'source');
  const sourceOfPicture = sources
    .slice(0, MAX_SOURCES)
    .map((source) => mediaAddress(source, context.base)?.text)
    .find((address) => address !== undefined);
  const hasPicture = findElement(others, ({ name }) => name === 'img') !== undefined;
  return context.keepAll(hasPicture ? others : [...others, element('img', attributes)], {
    ...context,
    sourceOfPicture,
  });
}

/** A picture has a source for each width and format. */
const MAX_SOURCES = 50;

/** Pictures that WordPress and others put in place of an emoji, which is their `alt`. */
const EMOJI_CLASS = /(?:^|\s)(?:emoji|wp-smiley)(?:\s|$)/;

/** A picture with its real address; an emoji as its text. */
export function keepPicture(node: Element, context: Context): readonly Node[] {
  // An `amp-img` has content, which is the rest of the story if a page writes it like `<img />`.
  const content = node.children.filter((child) => !isElement(child) || child.name !== 'noscript');
  return [...pictureNodes(node, context), ...(content.length > 0 ? context.keepAll(content, context) : [])];
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
export function keepPlayer(node: Element, context: Context): readonly Node[] {
  const { name, children } = node;
  const attributes = keepAttributes(withAddress(node, mediaAddress(node, context.base)?.text), name, context);
  if (name === 'source') return [element(name, attributes)];
  const inside = context.keepAll(children, { ...context, parent: name });
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
