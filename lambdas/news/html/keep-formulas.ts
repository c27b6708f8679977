import { MAX_NESTING } from '../limits';
import { APART } from './arrange';
import { type Element, element, findElement, isElement, type Node } from './fragment';
import { type Context, cleanText, drop } from './keep-attributes';
import { keepEmbed } from './keep-embeds';
import { countVisible } from './visible-text';

/** The text of nodes as it stands, without any space between them. */
const textOfNodes = (nodes: readonly Node[]): string =>
  nodes.map((node) => (isElement(node) ? textOfNodes(node.children) : node)).join('');

/** Whether a formula has elements more than `levels` deep. */
const isDeeperThan = (levels: number, { children }: Element): boolean =>
  levels === 0 || children.some((child) => isElement(child) && isDeeperThan(levels - 1, child));

/** The annotation of a formula that is text, TeX first (MathML Core §6.2); undefined for none. */
function annotationOf(math: Element): Element | undefined {
  const isAnnotation = ({ name }: Element) => name === 'math:annotation';
  return (
    findElement([math], (node) => isAnnotation(node) && /tex/i.test(node.attributes.encoding ?? '')) ??
    findElement([math], (node) => isAnnotation(node) && textOfNodes(node.children).trim() !== '')
  );
}

/** A formula as text: its annotation, else its `alttext`; undefined for neither. */
function formulaText(math: Element): string | undefined {
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
function formulaNodes({ name }: Element, children: readonly (readonly Node[])[]): Node[] {
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

/** A formula as its annotation or `alttext`, else as its parts. */
export function keepFormula(node: Element, context: Context): readonly Node[] {
  // Each level copies all that is in it.
  if (isDeeperThan(MAX_NESTING, node)) return drop(node, context);
  const text = formulaText(node);
  const annotation = annotationOf(node);
  const apart = node.attributes.display === 'block' ? [APART] : [];
  if (text === undefined) {
    context.log.removedElement(node.name);
    return [...apart, ...context.keepAll(node.children, context), ...apart];
  }
  context.log.replacedFormula(countVisible([node]) - countVisible(annotation ? [annotation] : []));
  return [...apart, element('code', {}, [cleanText(text, context)]), ...apart];
}

/** An element inside a formula without annotation. */
export function keepFormulaPart(node: Element, context: Context): readonly Node[] {
  // Content MathML says the same a second time, for programs.
  if (node.name === 'math:annotation-xml') return drop(node, context);
  const children = node.children.filter((child) => isElement(child) || child.trim() !== '');
  return formulaNodes(
    node,
    children.map((child) => context.keepAll([child], context)),
  );
}

/** KaTeX writes each formula twice: once for machines, with its annotation, and once for the eye. */
export const isCopyOfFormula = ({ name, attributes }: Element): boolean =>
  name === 'span' && /(?:^|\s)katex-html(?:\s|$)/.test(attributes.class ?? '') && attributes['aria-hidden'] === 'true';

/** MathJax reads a formula from a script. */
export function keepScript(node: Element, context: Context): readonly Node[] {
  const formula = /^math\/(?:tex|asciimath)/i.test(node.attributes.type ?? '') ? textOfNodes(node.children).trim() : '';
  if (formula === '') return keepEmbed(node, context);
  context.log.replacedFormula(0);
  return [element('code', {}, [cleanText(formula, context)])];
}
