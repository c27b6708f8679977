/** Elements on lines of their own. Words beside them become paragraphs. */
const BLOCKS = new Set(
  (
    'address article aside audio blockquote center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 ' +
    'h5 h6 header hr iframe legend li main nav object ol p pre section summary table tbody td tfoot th thead tr ul video caption ' +
    'colgroup script style textarea svg math noscript select'
  ).split(' '),
);

/** Elements whose text stays to the letter. */
const VERBATIM = /^<(pre|script|style|textarea|svg|math|object|select|iframe|audio|video)\b[\s\S]*?(?:<\/\1\s*>|$)/i;

/** A tag with its attributes. A longer one is a picture with its data, which is no block. */
const TAG = /^<(\/?)([a-z][a-z0-9]*)\b(?:[^<>"']|"[^"]*"|'[^']*')*>/i;
const MAX_TAG = 4_000;

/** Elements whose words always are paragraphs. */
const HOLDS_PARAGRAPHS = new Set(['', 'blockquote']);

/** Elements in which words become paragraphs where a blank line separates them. */
const MAY_HOLD_PARAGRAPHS = new Set(
  'div section article aside main header footer li td th dd details center form fieldset'.split(' '),
);

/** Elements with blocks only: white space in them means nothing. */
const NO_WORDS = new Set('ul ol dl table thead tbody tfoot tr colgroup figure'.split(' '));

const BLANK_LINE = /\n[\t ]*\n\s*/;
const ANY_BLANK_LINE = new RegExp(BLANK_LINE, 'g');

/**
 * The paragraphs of WordPress's classic editor: a blank line ends a paragraph, and a line break is a `<br>`. Blocks stay as they
 * are. WordPress does this whenever it shows a post (`wpautop`), so an export lacks the elements.
 */
export function classicParagraphs(html: string): string {
  const text = html.replace(/\r\n?/g, '\n');
  const open: string[] = [];
  let [result, words, at] = ['', '', 0];
  const endWords = () => {
    result += formatWords(words, open.at(-1) ?? '');
    words = '';
  };
  while (at < text.length) {
    const tag = text.indexOf('<', at);
    if (tag < 0) break;
    words += text.slice(at, tag);
    const rest = TAG.exec(text.slice(tag, tag + MAX_TAG));
    const name = rest?.[2]?.toLowerCase() ?? '';
    if (!rest || !BLOCKS.has(name)) {
      const token = rest?.[0] ?? '<';
      // A tag may go on after a line break.
      words += token === '<' ? token : token.replace(/\n/g, ' ');
      at = tag + token.length;
      continue;
    }
    endWords();
    // A block ends the paragraph before it, whose end tag may be missing (HTML §13.1.2.4).
    if (open.at(-1) === 'p' && rest[1] === '') open.pop();
    const verbatim = VERBATIM.exec(text.slice(tag));
    const token = verbatim?.[0] ?? rest[0];
    result += token;
    at = tag + token.length;
    if (verbatim || name === 'hr') continue;
    if (rest[1] === '') open.push(name);
    else if (open.includes(name)) open.length = open.lastIndexOf(name);
  }
  words += text.slice(at);
  endWords();
  return result;
}

function formatWords(words: string, parent: string): string {
  if (words.trim() === '' || NO_WORDS.has(parent)) return words.replace(ANY_BLANK_LINE, '\n');
  const isParted = HOLDS_PARAGRAPHS.has(parent) || (MAY_HOLD_PARAGRAPHS.has(parent) && BLANK_LINE.test(words.trim()));
  if (!isParted) return withBreaks(words.replace(ANY_BLANK_LINE, '\n\n'));
  const paragraphs = words
    .split(BLANK_LINE)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
  return `\n${paragraphs.map((paragraph) => `<p>${withBreaks(paragraph)}</p>`).join('\n')}\n`;
}

/** Line breaks inside of words as `<br>`, unless one is there. */
const withBreaks = (words: string): string =>
  words.replace(/(?<=\S)[\t ]*\n(?=[\s\S]*\S)/g, (lineEnd, index: number) =>
    /<br\s*\/?>$/i.test(words.slice(Math.max(0, index - 10), index)) ? lineEnd : '<br>\n',
  );
