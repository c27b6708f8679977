import { MAX_NESTING } from '../limits';
import { applyAllowList } from './allow-list';
import { arrange } from './arrange';
import { changeLog, type HtmlChange } from './change-log';
import { isElement, type Node, writeFragment } from './fragment';
import { linkNotes } from './note-links';
import { withParagraphs } from './paragraphs';
import { HtmlTooComplex } from './parse-html';

/** HTML as it is stored, its tree, and one sentence for each kind of change. */
export interface SanitisedHtml {
  readonly html: string;
  readonly nodes: readonly Node[];
  readonly changes: HtmlChange[];
}

/**
 * A parsed tree reduced to the elements that a news story needs (ALLOWED), and its HTML in the form that browsers write. It
 * contains no code, no dangerous or relative address (`base` resolves those) and no character that XML forbids. Its HTML
 * parsed and sanitised again is the HTML itself. Throws HtmlTooComplex for a result with more than MAX_NESTING levels.
 */
export function sanitise(parsed: readonly Node[], base: string): SanitisedHtml {
  const log = changeLog();
  const kept = linkNotes(applyAllowList(parsed, base, log), base, log);
  const { nodes: arranged, moved } = arrange(kept);
  const nodes = withParagraphs(arranged);
  for (const name of moved) log.moved(name);
  if (depthOf(nodes) > MAX_NESTING) throw new HtmlTooComplex();
  return { html: writeFragment(nodes), nodes, changes: log.warnings() };
}

const depthOf = (nodes: readonly Node[]): number =>
  nodes.reduce((deepest, node) => (isElement(node) ? Math.max(deepest, 1 + depthOf(node.children)) : deepest), 0);
