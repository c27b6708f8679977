import { MAX_NESTING } from '../limits';
import { applyAllowList } from './allow-list';
import { arrange } from './arrange';
import { type ChangeLog, changeLog, type HtmlChange } from './change-log';
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
  // The address of the front page is no address of a story.
  const storyAddress = new URL(base).pathname === '/' ? '' : base;
  const kept = linkNotes(applyAllowList(parsed, base, log), storyAddress, log).nodes;
  const nodes = withParagraphs(arrangeAndLink(kept, storyAddress, log));
  if (depthOf(nodes) > MAX_NESTING) throw new HtmlTooComplex();
  return { html: writeFragment(nodes), nodes, changes: log.warnings() };
}

/** Arranging can remove a place to which a link leads, and a link without an address goes. */
function arrangeAndLink(kept: readonly Node[], storyAddress: string, log: ChangeLog): readonly Node[] {
  let nodes = kept;
  for (let n = 0; n < MAX_ROUNDS; n++) {
    const { nodes: arranged, moved } = arrange(nodes);
    for (const name of moved) log.moved(name);
    const linked = linkNotes(arranged, storyAddress, log);
    if (!linked.isChanged) return arranged;
    nodes = linked.nodes;
  }
  throw new HtmlTooComplex();
}

/** Each round removes all links that lead nowhere, so that no story needs a third one. */
const MAX_ROUNDS = 10;

const depthOf = (nodes: readonly Node[]): number =>
  nodes.reduce((deepest, node) => (isElement(node) ? Math.max(deepest, 1 + depthOf(node.children)) : deepest), 0);
