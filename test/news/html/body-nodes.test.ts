import fc from 'fast-check';
import { bodyNodes } from '../../../lambdas/news/html/body-nodes';
import { isElement, type Node, writeFragment } from '../../../lambdas/news/html/fragment';

const textIn = (nodes: readonly Node[]): string =>
  nodes.map((node) => (isElement(node) ? textIn(node.children) : node)).join('');
const written = (text: string): string => writeFragment(bodyNodes(text).nodes);

describe('plain text', () => {
  test.each([
    [
      'Contact the desk <desk@news.example> or see <https://news.example/a>.\n\nSecond paragraph.',
      '<p>Contact the desk <a href="mailto:desk@news.example">desk@news.example</a> or see <a href="https://news.example/a">https://news.example/a</a>.</p>\n<p>Second paragraph.</p>',
    ],
    [
      'See https://a.example/x_(y), (https://b.example/) and "http://c.example/?d=e&f".',
      '<p>See <a href="https://a.example/x_(y)">https://a.example/x_(y)</a>, (<a href="https://b.example/">https://b.example/</a>) and "<a href="http://c.example/?d=e&amp;f">http://c.example/?d=e&amp;f</a>".</p>',
    ],
    ['xhttps://a.example javascript:x <javascript:x>', '<p>xhttps://a.example javascript:x &lt;javascript:x&gt;</p>'],
    [
      'Put the <title> first. Result<Option> is fine, Map<Object> and List<Data>.',
      '<p>Put the &lt;title&gt; first. Result&lt;Option&gt; is fine, Map&lt;Object&gt; and List&lt;Data&gt;.</p>',
    ],
    ['a <!--> b --> c <!---> d', '<p>a  b --&gt; c  d</p>'],
    ['见：https://a.example/a。第二句。', '<p>见：<a href="https://a.example/a">https://a.example/a</a>。第二句。</p>'],
    ['if x<y then\nstop', '<p>if x&lt;y then\nstop</p>'],
    ['Ask <Name Surname>, <3', '<p>Ask &lt;Name Surname&gt;, &lt;3</p>'],
    ['One\r\n\r\nTwo\r\n \t\r\n\r\nThree', '<p>One</p>\n<p>Two</p>\n<p>Three</p>'],
    ['AT&amp;T &copy;', '<p>AT&amp;amp;T &amp;copy;</p>'],
    ['A <!-- note to the desk -->text<!--more--!>', '<p>A text</p>'],
    ['<x-box>a</x-box>', '<p>&lt;x-box&gt;a&lt;/x-box&gt;</p>'],
  ])('%j', (text, html) => {
    expect(bodyNodes(text).isPlainText).toBe(true);
    expect(written(text)).toBe(html);
  });
});

describe('HTML', () => {
  test.each([
    ['x <b>y', 'x <b>y</b>'],
    ['Ask <Name Surname><br>now', 'Ask <name surname=""><br>now</name>'],
    ['<html><body>Hello &amp; all</body></html>', 'Hello &amp; all'],
    ['<!DOCTYPE html>Hello', 'Hello'],
    ['<tr><td>a</td></tr>', 'a'],
    ['<svg><path/></svg>', undefined],
    ['<title>T</title>Words', '<title>T</title>Words'],
    ['<iframe src="https://a.example/">', undefined],
    [
      '<p>Mail <desk@news.example>, see <https://a.example/b></p>',
      '<p>Mail &lt;desk@news.example&gt;, see &lt;https://a.example/b&gt;</p>',
    ],
    ['<lite-youtube videoid="x"></lite-youtube>', undefined],
  ])('%j', (text, html) => {
    expect(bodyNodes(text).isPlainText).toBe(false);
    if (html !== undefined) expect(written(text)).toBe(html);
  });
});

test('the text of a plain text arrives, whatever it is', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('<', '>', '&', 'a@b', 'x', ' ', '"', '&lt;', '/', '!', '=', 'é')), (parts) => {
      const text = parts.join('').trim();
      const { nodes, isPlainText } = bodyNodes(text);
      fc.pre(isPlainText);
      // Only the brackets around an address go.
      const withoutBrackets = (plain: string) => plain.replace(/[<>]/g, '');
      expect(withoutBrackets(textIn(nodes))).toBe(withoutBrackets(text));
      if (!text.includes('@')) expect(textIn(nodes)).toBe(text);
    }),
  );
});
