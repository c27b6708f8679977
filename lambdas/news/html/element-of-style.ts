import { type Element, element, type Node } from './fragment';

/** Elements that say what a style shows. Google Docs writes bold, italic, struck-out and raised words as styles. */
const ELEMENTS_OF_STYLES = [
  ['strong', /font-weight\s*:\s*(?:bold|[6-9]00)/i],
  ['em', /font-style\s*:\s*italic/i],
  ['s', /text-decoration(?:-line)?\s*:[^;]*line-through/i],
  ['sup', /vertical-align\s*:\s*super/i],
  ['sub', /vertical-align\s*:\s*sub(?!\w)/i],
] as const;

/** A `span` with an element around its words for each thing that its style shows, and without the style. */
export function withElementsOfStyle({ name, attributes: { style = '', ...attributes }, children }: Element): Element {
  const inside = ELEMENTS_OF_STYLES.reduceRight<readonly Node[]>(
    (nodes, [elementName, pattern]) => (pattern.test(style) ? [element(elementName, {}, nodes)] : nodes),
    children,
  );
  return element(name, attributes, inside);
}

/** Google Docs puts a whole text in a `b` that is not bold. */
export const isNotBold = ({ name, attributes: { style = '' } }: Element): boolean =>
  name === 'b' && /font-weight\s*:\s*(?:normal|400)/i.test(style);
