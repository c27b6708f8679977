import { attrs } from '@mdit/plugin-attrs';
import { dl } from '@mdit/plugin-dl';
import { footnote } from '@mdit/plugin-footnote';
import { tasklist } from '@mdit/plugin-tasklist';
import MarkdownIt from 'markdown-it';
import { escapeMarkup } from '../../../lambdas/formats/xml/xml-text';
import { isMarkup } from '../../../lambdas/news/html/html-elements';
import { addCallouts } from './markdown-callouts';

/** More levels of blocks than any text has. The stack of a process is full before, and that error is reported. */
const MAX_LEVELS = 100_000;

/**
 * The one reader of Markdown: CommonMark with GitHub's tables, task lists, deleted text and addresses, with footnotes, definition
 * lists, callouts, and kramdown's and Hugo's attribute lists.
 */
let reader: MarkdownIt | undefined;

/** Compiling the patterns takes longer than reading a story, and 500 posts need one reader. */
function markdownReader(): MarkdownIt {
  reader ??= createMarkdown();
  return reader;
}

/** The blocks of a Markdown text. */
export const parseMarkdown = (text: string): Token[] => markdownReader().parse(text, { text });

/** A Markdown text as HTML. */
export const renderMarkdown = (text: string): string => markdownReader().render(text, { text });

/** A piece of parsed Markdown as HTML. `text` is the text around it. */
export const renderTokens = (tokens: Token[], text: string): string => {
  const { renderer, options } = markdownReader();
  return renderer.render(tokens, options, { text });
};

type Token = ReturnType<MarkdownIt['parse']>[number];

/** Tags that are no HTML, or that would hide the text after them, are text, as in a body that an upload sends. */
function createMarkdown(): MarkdownIt {
  const markdown = new MarkdownIt({ html: true, linkify: true });
  markdown.set({ maxNesting: MAX_LEVELS } as object);
  linkAddresses(markdown);
  // The server checks all addresses, and reports those that it removes.
  markdown.validateLink = () => true;
  markdown.use(footnote).use(dl).use(tasklist, { label: false });
  addCallouts(markdown);
  addAttributeLists(markdown);
  addMarks(markdown);
  dropStyles(markdown);
  markdown.renderer.rules.html_block = (tokens, index, _options, env) => {
    const piece = tokens[index]?.content ?? '';
    return isMarkup(piece, textOf(env)) ? piece : `<p>${escapeMarkup(piece.trim())}</p>\n`;
  };
  markdown.renderer.rules.html_inline = (tokens, index, _options, env) => {
    const piece = tokens[index]?.content ?? '';
    return isMarkup(piece, textOf(env)) ? piece : escapeMarkup(piece);
  };
  return markdown;
}

const textOf = (env: unknown): string => (Object(env) as { text?: string }).text ?? '';

/** GitHub makes links of addresses with a scheme, of those that begin with `www.`, and of e-mail addresses. */
function linkAddresses({ linkify }: MarkdownIt): void {
  linkify.set({ fuzzyLink: false, fuzzyEmail: true });
  linkify.tlds('[a-z]{2,24}', true);
  linkify.add('www.', {
    validate: (text: string, position: number) =>
      /^[^\s<>"]*[^\s<>"'.,:;!?)\]*_~]/.exec(text.slice(position))?.[0].length ?? 0,
    normalize: (match: { url: string }) => {
      match.url = `http://${match.url}`;
    },
  });
}

/** Task lists and footnotes in elements that a story keeps: without classes, forms and empty anchors. */
function addMarks({ renderer: { rules } }: MarkdownIt): void {
  rules.checkbox_input = (tokens, index) => (tokens[index]?.attrGet('checked') ? '☑' : '☐');
  const numbers = (meta: unknown) => {
    const { id = 0, subId = 0 } = Object(meta) as { id?: number; subId?: number };
    return { note: id + 1, place: subId > 0 ? `${id + 1}-${subId + 1}` : `${id + 1}` };
  };
  rules.footnote_ref = (tokens, index) => {
    const { note, place } = numbers(tokens[index]?.meta);
    return `<sup><a href="#fn${note}" id="fnref${place}">[${note}]</a></sup>`;
  };
  rules.footnote_open = (tokens, index) => `<li id="fn${numbers(tokens[index]?.meta).note}">`;
  rules.footnote_anchor = (tokens, index) => ` <a href="#fnref${numbers(tokens[index]?.meta).place}">↩</a>`;
  rules.footnote_block_open = () => '<hr>\n<ol>\n';
  rules.footnote_block_close = () => '</ol>\n';
}

/** Classes and styles go at the server, with a warning that tells an editor nothing. */
function dropStyles(markdown: MarkdownIt): void {
  markdown.core.ruler.push('styles', ({ tokens }) => {
    for (const token of tokens)
      token.attrs = token.attrs?.filter(([name]) => name !== 'class' && name !== 'style') ?? null;
  });
  markdown.renderer.rules.fence = (tokens, index) =>
    `<pre><code>${escapeMarkup(tokens[index]?.content ?? '')}</code></pre>\n`;
}

/** Stands for a brace that begins no attribute list while the plugin looks for such lists. */
const BRACE = '\uE000';
const ATTRIBUTE = String.raw`(?:[#.][\w-]+|[\w-]+=(?:"[^"{}]*"|'[^'{}]*'|[^\s"'{}]+))`;
/** kramdown: `{: .class #id}`; Pandoc and Hugo: `{#id .class}`. */
const LIST = new RegExp(String.raw`\{(:?)[ ]*(${ATTRIBUTE}(?:[ ]+${ATTRIBUTE})*)[ ]*\}|\{`, 'g');

/**
 * Reads `{: #id .class}` anywhere, and `{#id .class}` behind headings. All other braces are text: nobody who writes "{a}" means
 * an attribute. Ids stay for the links to them.
 */
function addAttributeLists(markdown: MarkdownIt): void {
  markdown.use(attrs, { allowed: ['id'] });
  markdown.core.ruler.before('attrs', 'braces', ({ tokens }) => {
    tokens.forEach((token, index) => {
      if (token.type !== 'inline') return;
      const isHeading = tokens[index - 1]?.type === 'heading_open';
      const mark = (content: string) =>
        content.replace(LIST, (whole, colon: string, list?: string) =>
          list !== undefined && (colon === ':' || isHeading) ? `{${list}}` : BRACE + whole.slice(1),
        );
      token.content = mark(token.content);
      for (const child of token.children ?? []) if (child.type === 'text') child.content = mark(child.content);
    });
  });
  // A list of attributes alone in its paragraph belongs to no block.
  markdown.core.ruler.after('attrs', 'lone-lists', ({ tokens }) => {
    for (let i = tokens.length - 2; i > 0; i--)
      if (tokens[i - 1]?.type === 'paragraph_open' && /^\{[^{}\uE000]*\}$/.test(tokens[i]?.content ?? ''))
        tokens.splice(i - 1, 3);
  });
  markdown.core.ruler.push('braces-again', ({ tokens }) => {
    const unmark = (content: string) => content.replaceAll(BRACE, '{');
    for (const token of tokens.filter(({ type }) => type === 'inline')) {
      token.content = unmark(token.content);
      for (const child of token.children ?? []) child.content = unmark(child.content);
    }
  });
}
