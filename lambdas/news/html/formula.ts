import { APART } from './arrange';
import { type Element, element, findElement, isElement, type Node } from './fragment';

/** The text of nodes as it stands, without any space between them. */
export const textOfNodes = (nodes: readonly Node[]): string =>
  nodes.map((node) => (isElement(node) ? textOfNodes(node.children) : node)).join('');

/** Whether a formula has elements more than `levels` deep. */
export const isDeeperThan = (levels: number, { children }: Element): boolean =>
  levels === 0 || children.some((child) => isElement(child) && isDeeperThan(levels - 1, child));

/** The annotation of a formula that is text, TeX first (MathML Core §6.2); undefined for none. */
export function annotationOf(math: Element): Element | undefined {
  const isAnnotation = ({ name }: Element) => name === 'math:annotation';
  return (
    findElement([math], (node) => isAnnotation(node) && /tex/i.test(node.attributes.encoding ?? '')) ??
    findElement([math], (node) => isAnnotation(node) && textOfNodes(node.children).trim() !== '')
  );
}

/** A formula as text: its annotation, else its `alttext`; undefined for neither. */
export function formulaText(math: Element): string | undefined {
  const annotation = annotationOf(math);
  return (annotation ? textOfNodes(annotation.children) : math.attributes.alttext)?.trim() || undefined;
}

/** Elements of MathML by the elements of HTML around their children, in order. */
const SCRIPTS: Readonly<Record<string, readonly (string | undefined)[]>> = {
  'math:msup': [undefined, 'sup'],
  'math:msub': [undefined, 'sub'],
  'math:msubsup': [undefined, 'sub', 'sup'],
};

/** One part of a fraction or root: in brackets unless it is a number or a name. */
const operand = (nodes: readonly Node[]): readonly Node[] =>
  nodes.every((node) => !isElement(node) && /^[\p{L}\p{N}.,]*$/u.test(node)) ? nodes : ['(', ...nodes, ')'];

/** An element of a formula without annotation, with its children in HTML: powers, indices, fractions and roots stay. */
export function formulaNodes({ name }: Element, children: readonly (readonly Node[])[]): Node[] {
  // A space before it: 3½ is not 31/2.
  if (name === 'math:mfrac') return children.flatMap((child, i) => [i === 0 ? APART : '/', ...operand(child)]);
  if (name === 'math:msqrt') return ['√', ...operand(children.flat())];
  const wrappers = SCRIPTS[name];
  const nodes = children.flatMap((child, i) => {
    const wrapper = wrappers?.[i];
    return wrapper ? [element(wrapper, {}, child)] : [...child];
  });
  return name === 'math:mtd' || name === 'math:mtr' ? [' ', ...nodes, ' '] : nodes;
}
