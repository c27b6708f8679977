import fc from 'fast-check';
import { isElement, type Node } from '../../../lambdas/news/html/fragment';
import { parseHtml } from '../../../lambdas/news/html/parse-html';
import { sanitise } from '../../../lambdas/news/html/sanitise';
import { hostileHtmlOf } from './hostile-html';

const BASE = 'https://news.example/';

const NOT_VISIBLE = new Set([
  ...['script', 'style', 'template', 'noscript', 'title', 'option'],
  // SVG 2 calls them never-rendered elements.
  ...['svg:title', 'svg:script', 'svg:style'],
]);

/** The visible characters of a tree, without white space. */
const visibleIn = (nodes: readonly Node[]): number =>
  nodes.reduce((sum, node) => {
    if (!isElement(node)) return sum + node.replace(/[\s\p{Cc}]/gu, '').length;
    return NOT_VISIBLE.has(node.name) ? sum : sum + visibleIn(node.children);
  }, 0);

/** Elements that become a text of ours: a link with a title, or a box. The tests below have them. */
const GETS_TEXT = /<(?:iframe|embed|object|input|blockquote|amp-youtube|oembed|math|m[a-z]+)|data-href|alt=/i;

test('visible text in is visible text out and what the warnings count', () => {
  fc.assert(
    fc.property(hostileHtmlOf('λόγος'), (html) => {
      fc.pre(!GETS_TEXT.test(html));
      const parsed = parseHtml(html);
      const { html: stored, changes } = sanitise(parsed, BASE);
      const removed = changes.reduce((sum, change) => sum + (change.removed ?? 0), 0);
      expect(visibleIn(parseHtml(stored)) + removed).toBe(visibleIn(parsed));
    }),
    { numRuns: 1_500 },
  );
});

test.each([
  ['<p>a</p><svg><text>λογοσ</text></svg>', 5],
  ['<select><option>λογοσ</option></select><textarea>λο</textarea>', 2],
  ['<iframe src="https://a.example/x">λογοσ</iframe>', 5],
  ['<noembed>λο</noembed><noframes>γο</noframes>', 4],
  ['<math><mi>λ</mi><annotation>x</annotation></math>', 1],
  ['<script>λογοσ</script><title>λο</title><style>γ</style>', undefined],
  ['<noscript><video src="https://a.example/v.mp4">λογοσ</video><iframe src="/x">λο</iframe></noscript>', undefined],
  ['<button>λογοσ</button><canvas>λο</canvas><object data="/x">γ</object>', undefined],
])('%s: %s', (html, removed) => {
  const { changes } = sanitise(parseHtml(html), BASE);
  expect(changes.map((change) => change.removed).find((count) => count !== undefined)).toBe(removed);
});
