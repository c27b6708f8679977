import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import type { HtmlChange } from '../../lambdas/news/html/change-log';
import { isElement, type Node } from '../../lambdas/news/html/fragment';
import { parseHtml } from '../../lambdas/news/html/parse-html';
import { sanitise } from '../../lambdas/news/html/sanitise';
import { cleanCharacters } from '../../lambdas/news/values/clean-characters';
import { hostileHtml, hostileHtmlOf } from '../news/html/hostile-html';
import { dangersOf } from '../news/html/judge';
import { REAL_PAGES } from '../news/html/real-pages';
import { XSS_VECTORS } from '../news/html/xss-vectors';
import { launchChromium } from './browser';
import { parseInChromium, readyChromium, startHtml5lib, type Tree } from './html-parsers';

let browser: Browser;
let page: Page;
let html5lib: ReturnType<typeof startHtml5lib>;
beforeAll(async () => {
  html5lib = startHtml5lib();
  browser = await launchChromium();
  page = await browser.newPage();
  await readyChromium(page);
});
afterAll(async () => {
  html5lib?.stop();
  await browser?.close();
});
jest.setTimeout(120_000);

const INVISIBLE = new Set('script style template noscript title option svg:title svg:style svg:script'.split(' '));

const textOf = (tree: readonly Tree[]): string =>
  tree.map((node) => (typeof node === 'string' ? node : INVISIBLE.has(node[0]) ? '' : textOf(node[2]))).join('');

/** The visible characters of a tree, as a body keeps them. White space goes first, because two characters may compose over it. */
const visibleIn = (tree: readonly Tree[]): string =>
  cleanCharacters(textOf(tree))
    .text.replace(/[\s\p{Cc}]/gu, '')
    .normalize('NFC');

const dangersIn = (tree: readonly Tree[]): string[] =>
  tree.flatMap((node) => (typeof node === 'string' ? [] : [...dangersOf(node[0], node[1]), ...dangersIn(node[2])]));

const ourTree = (nodes: readonly Node[]): Tree[] =>
  nodes.map((node) => (isElement(node) ? [node.name, Object.entries(node.attributes), ourTree(node.children)] : node));

/** A tree with its attributes in order and neighbouring texts joined: html5lib writes a text in pieces. */
function comparable(tree: readonly Tree[]): unknown[] {
  const joined: unknown[] = [];
  for (const node of tree) {
    if (typeof node !== 'string') joined.push([node[0], [...node[1]].sort(), comparable(node[2])]);
    else if (typeof joined.at(-1) === 'string') joined.push(`${joined.pop()}${node}`);
    else joined.push(node);
  }
  return joined;
}

/** Whether a body gets a text of ours: the title of an embed or post, a task box. */
const getsText = (html: string, stored: string, changes: readonly HtmlChange[]): boolean =>
  changes.some(({ detail }) => /^embeds replaced by a link|without a web address removed/.test(detail)) ||
  /[☑☐]/.test(stored) ||
  /<blockquote[^>]*cite|data-(?:href|oembed-url|instgrm-permalink)/i.test(html);

/** Where a parser builds another tree from HTML than parse5, and may be right by another version of the standard. */
const DIFFERENCES = {
  chromium: [
    // Since 2025 a select may hold any element (whatwg/html#10548). In parse5 8 it holds options only.
    /<select[\s\S]*<(?!\/?(?:option|optgroup|hr)\b)/i,
  ],
  html5lib: [
    // Removed from HTML in 2016: it stood for a form with a text.
    /<isindex/i,
    // Since 2017 the end tags of p and br end SVG and MathML, as their start tags do.
    /<(?:svg|math)[\s\S]*<\/(?:p|br)\b/i,
    // It has no insertion mode for templates: a tag in one may end it early, and its text shows. A plain one is compared.
    /<template\b[^>]*>(?![^<]*<\/template\b)/i,
  ],
};

/** HTML §13.3 writes no second line break after `<pre>`, and so changes the text. We write it. */
const asBrowsersWrite = (html: string): string => html.replace(/(<pre(?: [^>]*)?>\n)\n/g, '$1');

/** Checks one body with both parsers: no danger, one tree, and every visible character is there or counted. */
async function judge(raw: string): Promise<void> {
  const html = cleanCharacters(raw).text;
  const { html: stored, changes } = sanitise(parseHtml(html), 'https://news.example/');
  const removed = changes.reduce((sum, change) => sum + (change.removed ?? 0), 0);
  const own = comparable(ourTree(parseHtml(stored)));
  const [[given, kept], [theirs, theirsKept]] = await Promise.all([
    parseInChromium(page, html, stored),
    html5lib.parse(html, stored),
  ]);
  expect(kept.html).toBe(asBrowsersWrite(stored));
  for (const [name, before, after] of [
    ['chromium', given.tree, kept.tree],
    ['html5lib', theirs, theirsKept],
  ] as const) {
    expect([name, dangersIn(after)]).toEqual([name, []]);
    expect([name, comparable(after)]).toEqual([name, own]);
    if (getsText(html, stored, changes) || DIFFERENCES[name].some((pattern) => pattern.test(html))) continue;
    const [all, left] = [visibleIn(before), visibleIn(after)];
    if (removed === 0) expect([name, left]).toEqual([name, all]);
    // Marks of neighbouring elements may compose with each other, and then the length of all is not the sum of its parts.
    else if (!/\p{M}/u.test(all.normalize('NFD'))) expect([name, left.length + removed]).toEqual([name, all.length]);
  }
}

test('two parsers agree about the known ways to get a script past a filter', async () => {
  for (const vector of XSS_VECTORS) await judge(vector);
});

test.each(Object.entries(REAL_PAGES))('two parsers agree about a body of %s', (_, body) => judge(body));

const RANDOM_SEED = Math.floor(Math.random() * 2 ** 31);

describe.each([1, RANDOM_SEED])('seed %d', (seed) => {
  test.each([
    ['hostile', hostileHtml],
    ['of one word', hostileHtmlOf('λόγος')],
  ])('two parsers agree about 700 bodies that are %s', async (_, bodies) => {
    await fc.assert(fc.asyncProperty(bodies, judge), { seed, numRuns: 700 });
  });
});

test('the judges find a danger, another tree and a lost text', async () => {
  const [[danger], [theirs]] = await Promise.all([
    parseInChromium(page, '<a href="javascript:x">x</a><svg><style>'),
    html5lib.parse('<a href="javascript:x">x</a><svg><style>'),
  ]);
  for (const tree of [danger.tree, theirs])
    expect(dangersIn(tree)).toEqual(['a href=javascript:x', '<svg:svg>', '<svg:style>']);
  const [[{ tree }], [other]] = await Promise.all([
    parseInChromium(page, '<p>a<p>b<noscript>c</noscript><template>d</template><script>e</script>'),
    html5lib.parse('<p>a<p>b<noscript>c</noscript><template>d</template><script>e</script>'),
  ]);
  for (const one of [tree, other]) expect(visibleIn(one)).toBe('ab');
  expect(comparable(tree)).toEqual(comparable(other));
});
