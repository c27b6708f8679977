import { classicParagraphs } from './classic-paragraphs';
import { replaceComments } from './replace-enclosed';
import { expandShortcodes, linkTo, outsideVerbatim, type ShortcodeContext } from './shortcodes';

/** The parts of an export that the text of a post refers to. */
export interface PostContext extends ShortcodeContext {
  /** The HTML of a synced pattern. */
  patternOf(id: string): string | undefined;
  /** The footnotes of the post: the custom field `footnotes`. */
  readonly footnotes: string | undefined;
}

/** The text of a post as the site shows it: without block comments, and with paragraphs, footnotes and shortcodes. */
export function postHtml(written: string, context: PostContext): string {
  const text = written.replace(/\r\n?/g, '\n');
  const isBlocks = /<!--\s+wp:/.test(text);
  const plain = isBlocks ? withoutBlockComments(text, context) : withoutComments(text);
  const expanded = linkBareAddresses(expandShortcodes(plain, context));
  return (isBlocks ? expanded : classicParagraphs(expanded)).trim();
}

/** The inside of a block's comment: `wp:name {…} /`. WordPress escapes hyphens in the attributes. */
const BLOCK = /^\s+(\/?)wp:([a-z][\w-]*(?:\/[a-z][\w-]*)?)\s+(\{[\s\S]*\}\s+)?(\/?)$/;

/** Patterns may hold patterns, and one could hold itself. */
const MAX_PATTERN_DEPTH = 5;

/** Blocks without end hold no HTML: the site makes it for each visitor. */
function withoutBlockComments(html: string, context: PostContext, depth = 0): string {
  const notes = footnoteList(context);
  let hasNotes = false;
  const text = replaceComments(html, (inside) => {
    const [, , name = '', attributes = '', slash = ''] = BLOCK.exec(inside) ?? [];
    if (slash === '') return '';
    if (name === 'footnotes') {
      hasNotes = true;
      return notes;
    }
    if (name === 'block') return pattern(attributes);
    context.notes.push(`block left out, because the site makes it anew for each page: ${name}`);
    return '';
  });
  return depth === 0 && !hasNotes && /\bdata-fn=/.test(text) ? text + notes : text;

  function pattern(attributes: string): string {
    const id = /"ref"\s*:\s*(\d+)/.exec(attributes)?.[1] ?? '';
    const inner = depth < MAX_PATTERN_DEPTH ? context.patternOf(id) : undefined;
    if (inner === undefined) context.notes.push(`synced pattern left out, because the export lacks it: ${id}`);
    return inner === undefined ? '' : withoutBlockComments(inner, context, depth + 1);
  }
}

/** `<!--more-->`, `<!--nextpage-->` and others. */
const withoutComments = (html: string): string => outsideVerbatim(html, (text) => replaceComments(text, () => ''));

/** The list under a post with footnotes of the block editor. */
function footnoteList({ footnotes }: PostContext): string {
  const notes: unknown = footnotes === undefined ? undefined : parseJsonOrNone(footnotes);
  if (!Array.isArray(notes) || notes.length === 0) return '';
  const items = notes.map((note) => {
    const { id, content } = Object(note);
    return `<li id="${id}">${content} <a href="#${id}-link">↩︎</a></li>`;
  });
  return `\n<ol>${items.join('\n')}</ol>\n`;
}

function parseJsonOrNone(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An address alone on its line is an embed of WordPress. */
const linkBareAddresses = (html: string): string =>
  outsideVerbatim(html, (text) =>
    text.replace(
      /(^|\n|<p>)[\t ]*(https?:\/\/[^\s<>"']+)[\t ]*(?=\n|$|<\/p>)/g,
      (_, before: string, address: string) =>
        before === '<p>' ? `<p>${linkTo(address).replace(/\s*<\/?p>\s*/g, '')}` : before + linkTo(address),
    ),
  );
