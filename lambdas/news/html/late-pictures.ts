import { type Element, findElement, findElements, isElement, type Node } from './fragment';
import { isCounter, mediaAddress } from './media-address';

const MEDIA = new Set(['img', 'iframe', 'video', 'audio']);

/**
 * Some siblings with the pictures, players and frames of `noscript` elements in their place. A page that loads a picture late
 * repeats it in a `noscript` beside a placeholder: a placeholder without an address gives way, and a picture with its own
 * address stays alone. The text of a `noscript` is for browsers without scripts, and stays out.
 */
export function withLatePictures(siblings: readonly Node[], base: string): readonly Node[] {
  if (!siblings.some((node) => isElement(node) && node.name === 'noscript')) return siblings;
  const placeholders = new Set<Node>();
  const media = siblings.map((node, i): readonly Node[] => {
    const hidden = isElement(node) && node.name === 'noscript' ? mediaIn(node) : [];
    const [first] = hidden;
    if (!first) return [node];
    const shown = [neighbourOf(siblings, i, -1), neighbourOf(siblings, i, 1)]
      .map((neighbour) => neighbour && findMedia(neighbour, first.name))
      .find((one) => one !== undefined);
    if (shown && mediaAddress(shown, base)) return [node];
    if (shown) placeholders.add(shown);
    return hidden;
  });
  return media.flat().flatMap((node) => (isElement(node) && placeholders.has(node) ? node.children : [node]));
}

const findMedia = (node: Element, name: string): Element | undefined => findElement([node], (one) => one.name === name);

const mediaIn = ({ children }: Element): Element[] =>
  findElements(children, ({ name }) => MEDIA.has(name))
    .filter((one) => !isCounter(one))
    .map((one) => ({ ...one, children: one.children.filter((child) => isElement(child) && child.name === 'source') }));

/** The nearest element on one side; text between them ends the search. */
function neighbourOf(siblings: readonly Node[], from: number, step: -1 | 1): Element | undefined {
  for (let i = from + step; i >= 0 && i < siblings.length; i += step) {
    const node = siblings[i];
    if (node === undefined) return undefined;
    if (isElement(node)) return node.name === 'noscript' ? undefined : node;
    if (node.trim() !== '') return undefined;
  }
  return undefined;
}
