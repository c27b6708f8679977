import fc from 'fast-check';
import { bodyNodes } from '../../../lambdas/news/html/body-nodes';
import { isElement, type Node } from '../../../lambdas/news/html/fragment';
import { HtmlTooComplex, parseHtml } from '../../../lambdas/news/html/parse-html';
import { sanitise as sanitiseNodes } from '../../../lambdas/news/html/sanitise';
import { cleanCharacters } from '../../../lambdas/news/values/clean-characters';
import { processorTime } from '../../harness/processor-time';
import { hostileHtml } from './hostile-html';
import { dangersIn, theirTree } from './judge';
import { XSS_VECTORS } from './xss-vectors';

const BASE = 'https://news.example/';

/** The stored form of some HTML, and the sentences about what changed. */
function sanitise(text: string, base: string) {
  const { html, changes } = sanitiseNodes(parseHtml(cleanCharacters(text).text), base);
  return { html, changes: changes.map(({ detail }) => detail) };
}

const clean = (html: string): string => sanitise(html, BASE).html;

/** Our tree in the form of theirTree(). */
function ourTree(html: string): string[] {
  const lines: string[] = [];
  const walk = (node: Node, depth: number) => {
    if (!isElement(node)) lines.push(`${depth} ${JSON.stringify(node)}`);
    else {
      const wrapped = node.name === 'tbody';
      if (!wrapped) lines.push(`${depth} ${node.name} ${JSON.stringify(Object.entries(node.attributes))}`);
      for (const child of node.children) walk(child, wrapped ? depth : depth + 1);
    }
  };
  for (const node of parseHtml(html)) walk(node, 0);
  return lines;
}

const changes = (html: string): string[] => sanitise(html, BASE).changes;

const RUNS = { numRuns: 1_000 };

test('another parser finds no script, handler, style, dangerous address or relative address', () => {
  fc.assert(
    fc.property(hostileHtml, (html) => {
      expect(dangersIn(clean(html))).toEqual([]);
    }),
    RUNS,
  );
});

test('another parser builds the tree that we wrote', () => {
  fc.assert(
    fc.property(hostileHtml, (html) => {
      const stored = clean(html);
      expect(theirTree(stored)).toEqual(ourTree(stored));
    }),
    RUNS,
  );
});

test('sanitised HTML is sanitised again without a change or a warning', () => {
  fc.assert(
    fc.property(hostileHtml, (html) => {
      const stored = clean(html);
      expect(sanitise(stored, BASE)).toEqual({ html: stored, changes: [] });
    }),
    RUNS,
  );
});

describe('nothing dangerous is left of', () => {
  test.each(XSS_VECTORS.map((vector) => [vector]))('%j', (vector) => {
    expect(dangersIn(clean(vector))).toEqual([]);
    expect(dangersIn(clean(`<p>before ${vector} after</p><table><tr><td>${vector}`))).toEqual([]);
    expect(dangersIn(clean(clean(vector)))).toEqual([]);
  });
});

test('the judge of these tests finds the danger in the raw vectors', () => {
  const dangerous = XSS_VECTORS.filter((vector) => dangersIn(vector).length > 0);
  expect(dangerous.length).toBeGreaterThan(85);
});

describe('the HTML of a news story does not change', () => {
  test.each([
    '<p>Text with <strong>strong</strong>, <b>b</b>, <em>em</em>, <i>i</i>, <u>u</u>, <s>s</s> and <mark>mark</mark>.</p>',
    '<p>H<sub>2</sub>O, x<sup>2</sup>, <small>small</small>, <code>a &lt; b &amp;&amp; c</code>, <abbr title="United Nations">UN</abbr></p>',
    '<h2>Two</h2>\n<h3>Three</h3>\n<h4>Four</h4><h5>Five</h5><h6>Six</h6><hr><p>a<br>b</p>',
    '<p><q cite="https://a.example/1">quoted</q> <cite>The Times</cite> <time datetime="2013-06-03">Monday</time></p>',
    '<blockquote cite="https://a.example/"><p>Said</p></blockquote><pre>  kept\n  lines</pre>',
    '<ul><li>one<ul><li>inner</li></ul></li></ul><ol start="3" type="a" reversed=""><li>three</li></ol>',
    '<dl><dt>term</dt><dd>description</dd></dl><dl><div><dt>t</dt><dd>d</dd></div></dl>',
    '<p><a href="https://a.example/x?y=1&amp;z=2#f" title="t" hreflang="fr" rel="nofollow noopener">a link</a></p>',
    '<p><a href="mailto:desk@a.example">mail</a> <a href="tel:+4420">call</a></p>',
    '<figure><img src="https://a.example/i.jpg" alt="A river" width="640" height="480"><figcaption>The river</figcaption></figure>',
    '<p><img src="https://a.example/i.jpg" alt=""></p>',
    '<audio controls="" src="https://a.example/a.mp3"></audio>',
    '<video controls="" width="640"><source src="https://a.example/v.mp4" type="video/mp4">No video</video>',
    '<table><caption>Votes</caption><colgroup><col span="2"></colgroup><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td colspan="2" rowspan="1">1</td></tr></tbody></table>',
    '<p lang="ar" dir="rtl">مرحبا <bdi>x</bdi> <bdo dir="ltr">y</bdo> <span lang="fr">fr</span></p><div dir="ltr"><p>d</p></div>',
    '<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> <ins datetime="2013-06-03">in</ins><del>out</del></p>',
    '<p>a &lt;script&gt; in text, &amp;lt; and "&nbsp;"</p>',
  ])('%s', (html) => {
    expect(sanitise(html, BASE)).toEqual({ html, changes: [] });
  });

  test('any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const escapeText = (plain: string) =>
          plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
        // NFC composes the text before the escape: `<` and a slash over it become one character.
        const composed = escapeText(`-${text}`.normalize('NFC')).replaceAll('\u00A0', '&nbsp;');
        expect(sanitise(`<p>${escapeText(`-${text}`)}</p>`, BASE)).toEqual({ html: `<p>${composed}</p>`, changes: [] });
      }),
    );
  });
});

describe('a correction with a warning', () => {
  test.each<[html: string, stored: string, warning: RegExp]>([
    ['<p>a<script>alert(1)</script>b</p>', '<p>ab</p>', /^elements removed: script$/],
    [
      '<p>a<iframe src="https://x.example"></iframe><object>o</object></p>',
      '<p>a <a href="https://x.example/">x.example</a> o</p>',
      /^(?:elements removed: object|embeds replaced by a link: iframe)$/,
    ],
    ['<p>a <blink>b</blink></p>', '<p>a b</p>', /^elements removed: blink$/],
    ['<p onclick="x" class="y" id="z" style="w">a</p>', '<p>a</p>', /^attributes removed: onclick, class, style, id$/],
    ['<p><a href="javascript:x">a</a></p>', '<p>a</p>', /^1 address removed/],
    ['<p><a href="#note">a</a></p>', '<p>a</p>', /^1 address removed/],
    ['<p><a href="https://me:secret@a.example/">a</a></p>', '<p>a</p>', /^1 address removed/],
    [
      '<p>a<img src="data:image/png;base64,AAAA" alt="x"></p>',
      '<p>a</p>',
      /^1 picture without a web address removed: x$/,
    ],
    [
      '<p><img src="mailto:x@y.example" alt=""><img src="tel:1" alt="">a</p>',
      '<p>a</p>',
      /^2 pictures without a web address removed$/,
    ],
    [
      '<p><a href="/x">a</a></p>',
      '<p><a href="https://news.example/x">a</a></p>',
      /^1 relative address made absolute$/,
    ],
    [
      '<p><a href="//h.example/x">a</a></p>',
      '<p><a href="https://h.example/x">a</a></p>',
      /^1 relative address made absolute$/,
    ],
    ['<h1>Title</h1><p>a</p>', '<h2>Title</h2><p>a</p>', /^elements replaced: h1 by h2$/],
    ['<section>a</section><section>b</section>', '<div>a</div><div>b</div>', /^elements replaced: section by div$/],
    ['<p>a&#3;b&#x80;&#7;</p>', '<p>ab€</p>', /^2 control characters removed$/],
    [
      '<a href="https://a.example/">a<table><tr><td><a href="https://b.example/">b</a></table></a>',
      '<a href="https://a.example/">a<table><tbody><tr><td>b</td></tr></tbody></table></a>',
      /^elements moved.*: a$/,
    ],
    ['<li>a</li><li>b</li>', '<div>a</div><div>b</div>', /^elements moved.*: li$/],
  ])('%s', (html, stored, warning) => {
    expect(clean(html)).toBe(stored);
    expect(changes(html).length).toBeGreaterThan(0);
    for (const change of changes(html)) expect(change).toMatch(warning);
  });
});

describe('a correction without a warning, because nothing is lost', () => {
  test.each<[html: string, stored: string]>([
    ['<P>a<BR/>b</P>', '<p>a<br>b</p>'],
    ['<p>a<p>b', '<p>a</p><p>b</p>'],
    ['<p>caf\u0065\u0301</p>', '<p>caf\u00E9</p>'],
    ['<p>a\r\nb\rc&#13;d</p>', '<p>a\nb\nc\nd</p>'],
    ['<p></p><p>a</p><p><span></span></p>', '<p>a</p>'],
    ['<p>a<!-- b --></p>', '<p>a</p>'],
    ['<p>a<!-- b --!>c</p>', '<p>ac</p>'],
    ['<p>a</p><![CDATA[<p>b</p>]]><p>c</p>', '<p>a</p>b ]]&gt;<p>c</p>'],
    ['<p><b><ul><li>a</li></ul></b></p>', '<ul><li><b>a</b></li></ul>'],
    ['<table>a<tr><td>b</td></tr></table>', 'a<table><tbody><tr><td>b</td></tr></tbody></table>'],
    [
      '<p><a href="https://a.example/">a<b><a href="https://b.example/">b</a></b></a></p>',
      '<p><a href="https://a.example/">a</a><b><a href="https://b.example/">b</a></b></p>',
    ],
    ['<pre>\n\na</pre>', '<pre>\n\na</pre>'],
    ['<div><div><p>a</p></div></div>', '<p>a</p>'],
    ['<figure></figure><p>a</p><h2> </h2><ul></ul>', '<p>a</p>'],
    ['<p>a <b></b><i> </i>b</p>', '<p>a  b</p>'],
    ['<p><a>a</a></p>', '<p>a</p>'],
    [
      '<p><a href="https://b\u00FCcher.example/\u00FC x|y">a</a></p>',
      '<p><a href="https://xn--bcher-kva.example/%C3%BC%20x%7Cy">a</a></p>',
    ],
    ['<video src="https://a.example/v.mp4"></video>', '<video controls="" src="https://a.example/v.mp4"></video>'],
  ])('%s', (html, stored) => {
    expect(sanitise(html, BASE)).toEqual({ html: stored, changes: [] });
  });
});

test('a combining mark after a tag does not compose with it', () => {
  expect(clean('<p>\u0338a &lt;\u0338</p>')).toBe('<p>\u0338a \u226E</p>');
});

test('50 levels of elements are accepted, 51 are not', () => {
  const nest = (depth: number) => `${'<em>'.repeat(depth)}a${'</em>'.repeat(depth)}`;
  expect(clean(nest(50))).toBe(nest(50));
  expect(() => sanitise(nest(51), BASE)).toThrow(HtmlTooComplex);
  expect(clean(`${'<div>'.repeat(500)}a`)).toBe('<div>a</div>');
  expect(() => clean('<div>'.repeat(600))).toThrow(HtmlTooComplex);
});

test('broken HTML that repeats its open elements is refused, before it fills the memory', () => {
  const open = Array.from({ length: 300 }, (_, i) => `<font a${i}>`).join('');
  expect(() => clean(`<p>${open}</p>${'<p>x</p>'.repeat(100_000)}`)).toThrow(HtmlTooComplex);
});

test('a warning lists at most ten names, and no strange name', () => {
  const html = Array.from({ length: 30 }, (_, index) => `<e${index}></e${index}>`).join('');
  expect(changes(html)).toEqual(['elements removed: e0, e1, e2, e3, e4, e5, e6, e7, e8, e9, 20 more']);
  expect(changes(`<p ${'x'.repeat(1000)}>a</p>`)).toEqual(['attributes removed: 1 more']);
});

test('a megabyte of neighbouring elements moves in front of its table', () => {
  expect(clean(`<table><span>${'<i>x</i>'.repeat(120_000)}`)).toHaveLength(8 * 120_000 + '<table></table>'.length);
});

describe('the time for HTML that makes each level search all inside stays small', () => {
  const nest = (name: string, depth: number, inside: string) => `<${name}>`.repeat(depth) + inside;
  test.each<[string, string]>([
    ['objects', nest('object', 480, '<b>x</b>'.repeat(20_000))],
    ['pictures', nest('picture', 480, '<b>x</b>'.repeat(20_000))],
    ['sources of one picture', `<picture>${'<source srcset="/a 1w">'.repeat(4_000)}${'<img>'.repeat(8_000)}`],
    ['a srcset', `<img srcset="${'a 1w,'.repeat(100_000)}">`],
    [
      'ids of one name',
      Array.from(
        { length: 20_000 },
        (_, i) => `<a id=${String.fromCodePoint(0x4e00 + i)} href=#${String.fromCodePoint(0x4e00 + i)}>x</a>`,
      ).join(''),
    ],
    ['fractions', `<math>${nest('mfrac', 400, '<mi>x</mi>'.repeat(20_000))}`],
    ['semantics', nest('math><semantics', 200, '<mi>x</mi>'.repeat(20_000))],
  ])('%s', (_, html) => {
    const parsing = processorTime();
    parseHtml(html);
    const begun = processorTime();
    sanitise(html, BASE);
    // At most five times the time of the parser; twelve times and more before each search had a bound (2026-11-28).
    expect(processorTime() - begun).toBeLessThan(25 * Math.max(begun - parsing, 20));
  });
});

describe('the time for hostile HTML grows in proportion to its size', () => {
  test.each([
    '<b>x</b>',
    '<p>',
    '<a href="x">y</a>',
    '<table><td>x</table>',
    '&#3;',
    '<',
    '</p>',
    '<li>',
    '<!--',
    '<!-- x -->',
    '<http:',
    '\n ',
    'https://',
    '<img srcset=",,,">',
    '&amp;',
    '<q>x</q>',
  ])('%s', (piece) => {
    const time = (length: number) => {
      const html = piece.repeat(length / piece.length);
      const begun = processorTime();
      sanitiseNodes(bodyNodes(html).nodes, BASE);
      return processorTime() - begun;
    };
    time(15_000);
    const [small, large] = [time(15_000), time(120_000)];
    // Eight times the size. Quadratic time would be 64 times as long.
    expect(large).toBeLessThan(32 * Math.max(small, 5));
  });
});
