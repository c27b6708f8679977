import { holdsBlock, isEmptyLine } from './arrange';
import { element, isBlank, isElement, type Node } from './fragment';

const WHITE_SPACE = new Set('\t\n\r ');
const BLANK_LINES = /\n[\t \r]*\n\s*/;

/** Nodes without blocks as paragraphs, where blank lines in their texts separate them. */
export function splitParagraphs(nodes: readonly Node[]): Node[] {
  const paragraphs: Node[][] = [[]];
  for (const node of nodes) {
    const [first = '', ...others] = isElement(node) ? [node] : node.split(BLANK_LINES);
    paragraphs.at(-1)?.push(first);
    for (const other of others) paragraphs.push([other]);
  }
  return paragraphs
    .filter((paragraph) => !paragraph.every(isEmptyLine))
    .flatMap((paragraph, i) => [...(i === 0 ? [] : ['\n']), element('p', {}, trimEnds(paragraph))]);
}

/** A line without the white space of HTML at its ends. Wider spaces, as at the beginning of a Chinese paragraph, stay. */
const trimEnds = (nodes: readonly Node[]): Node[] =>
  nodes
    .map((node, i) => {
      if (isElement(node)) return node;
      let [start, end] = [0, node.length];
      while (i === 0 && start < end && WHITE_SPACE.has(node.charAt(start))) start += 1;
      while (i === nodes.length - 1 && end > start && WHITE_SPACE.has(node.charAt(end - 1))) end -= 1;
      return node.slice(start, end);
    })
    .filter((node) => node !== '');

/**
 * A body with its loose words in paragraphs, if it has no block or if blank lines separate its words, as in WordPress's classic
 * editor. Without an element its HTML would be plain text when it comes again, and its escapes words. A picture or link alone
 * stays as it is.
 */
export function withParagraphs(nodes: readonly Node[]): readonly Node[] {
  const hasBlankLine = nodes.some((node) => !isElement(node) && BLANK_LINES.test(node.trim()));
  if (nodes.some(holdsBlock) && !hasBlankLine) return nodes;
  const runs: Node[][] = [[]];
  for (const node of nodes) {
    if (holdsBlock(node)) runs.push([node], []);
    else runs.at(-1)?.push(node);
  }
  return runs.flatMap((run) => {
    const hasWords = run.some((node) => !isElement(node) && !isBlank(node));
    return hasWords ? splitParagraphs(run) : run;
  });
}
