import fc from 'fast-check';
import { bodyNodes } from '../../../lambdas/news/html/body-nodes';
import { writeFragment } from '../../../lambdas/news/html/fragment';

const written = (text: string): string => writeFragment(bodyNodes(text).nodes);

describe('plain text', () => {
  test.each([
    [
      'Contact the desk <desk@news.example> or see <https://news.example/a>.\n\nSecond paragraph.',
      '<p>Contact the desk &lt;desk@news.example&gt; or see &lt;https://news.example/a&gt;.</p>\n<p>Second paragraph.</p>',
    ],
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
      expect(nodes).toEqual([expect.objectContaining({ name: 'p', children: [text] })]);
    }),
  );
});
