import { bodyNodes } from '../../../lambdas/news/html/body-nodes';
import { element, findElement, writeFragment } from '../../../lambdas/news/html/fragment';
import { parseHtml } from '../../../lambdas/news/html/parse-html';
import { sanitise } from '../../../lambdas/news/html/sanitise';

const BASE = 'https://news.example/story';
const clean = (html: string): string => sanitise(parseHtml(html), BASE).html;
const changes = (html: string): string[] => sanitise(parseHtml(html), BASE).changes.map(({ detail }) => detail);

const YOUTUBE = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ';

describe('an embed becomes a link with its title', () => {
  test.each([
    ['<iframe src="https://www.youtube.com/embed/x" title="V"></iframe>', 'https://www.youtube.com/embed/x', 'V'],
    ['<iframe src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ" title="V"></iframe>', YOUTUBE, 'V'],
    ['<iframe src="//www.youtube.com/embed/dQw4w9WgXcQ?start=43"></iframe>', `${YOUTUBE}&amp;t=43s`, 'youtube.com'],
    [
      '<iframe src="https://www.youtube.com/embed/videoseries?list=x"></iframe>',
      'https://www.youtube.com/embed/videoseries?list=x',
      'youtube.com',
    ],
    [
      '<iframe src="about:blank" data-src="https://a.example/map" aria-label="M"></iframe>',
      'https://a.example/map',
      'M',
    ],
    ['<iframe data-cookieblock-src="https://a.example/v"></iframe>', 'https://a.example/v', 'a.example'],
    ['<amp-iframe src="https://a.example/x"></amp-iframe>', 'https://a.example/x', 'a.example'],
    ['<amp-youtube data-videoid="dQw4w9WgXcQ"></amp-youtube>', YOUTUBE, 'youtube.com'],
    ['<lite-youtube videoid="dQw4w9WgXcQ" title="L"></lite-youtube>', YOUTUBE, 'L'],
    ['<object data="/a.pdf" title="The report"></object>', 'https://news.example/a.pdf', 'The report'],
    ['<object><param name="movie" value="/a.swf"></object>', 'https://news.example/a.swf', 'news.example'],
    ['<embed src="/sound.mid">', 'https://news.example/sound.mid', 'news.example'],
    ['<oembed url="https://a.example/v"></oembed>', 'https://a.example/v', 'a.example'],
    ['<div data-oembed-url="https://a.example/v"></div>', 'https://a.example/v', 'a.example'],
    ['<script src="https://gist.github.com/a/1.js"></script>', 'https://gist.github.com/a/1', 'gist.github.com'],
    [
      '<div class="fb-post" data-href="https://www.facebook.com/a"></div>',
      'https://www.facebook.com/a',
      'facebook.com',
    ],
    ['<noscript><iframe src="https://a.example/v" title="V"></iframe></noscript>', 'https://a.example/v', 'V'],
  ])('%s', (html, href, title) => {
    expect(clean(html)).toBe(`<p><a href="${href}">${title}</a></p>`);
    expect(clean(`<p>a${html}b</p>`)).toContain(`<a href="${href}">${title}</a>`);
  });

  test('and a quote that a script turns into a post has one too', () => {
    const quote = (attributes: string, inside: string) => `<blockquote ${attributes}>${inside}</blockquote>`;
    expect(clean(quote('class="instagram-media" data-instgrm-permalink="https://a.example/p/1"', '<svg></svg>'))).toBe(
      '<blockquote><p><a href="https://a.example/p/1">a.example</a></p></blockquote>',
    );
    expect(clean(quote('class="tiktok-embed" cite="https://a.example/v/1"', '<section>@a</section>'))).toBe(
      '<blockquote cite="https://a.example/v/1"><div>@a</div><p><a href="https://a.example/v/1">a.example</a></p></blockquote>',
    );
    const withLink = '<p>Words <a href="https://a.example/status/1">May 1</a></p>';
    expect(clean(quote('class="twitter-tweet"', withLink))).toBe(quote('', withLink).replace(' >', '>'));
  });

  test('of an object with a link to a note in its content', () => {
    expect(clean('<object data="/a.pdf"><a href="#n">1</a></object><p id="n">Note</p>')).toContain('>news.example</a>');
  });

  test('but an ordinary quote has none', () => {
    const quote = '<blockquote cite="https://a.example/"><p>Words</p></blockquote>';
    expect(clean(quote)).toBe(quote);
  });

  test('but a frame that counts readers has none', () => {
    expect(
      clean('<p>a</p><noscript><iframe src="https://a.example/ns" height="0" width="0"></iframe></noscript>'),
    ).toBe('<p>a</p>');
    expect(clean('<p>a</p><iframe src="https://a.example/ns" style="display:none"></iframe>')).toBe('<p>a</p>');
    expect(clean('<p>a</p><img src="https://a.example/pixel" width="1" height="1">')).toBe('<p>a</p>');
  });

  test('of an object only where its content has no link', () => {
    expect(clean('<object data="/a.pdf">Get the <a href="/a.pdf">report</a></object>')).toBe(
      '<p>Get the <a href="https://news.example/a.pdf">report</a></p>',
    );
    expect(clean('<object data="/a.pdf">A report</object>')).toBe(
      '<p><a href="https://news.example/a.pdf">news.example</a></p>A report',
    );
  });

  test('and the warning names it', () => {
    expect(changes('<iframe src="https://a.example/x"></iframe>')).toEqual(['embeds replaced by a link: iframe']);
    expect(changes('<iframe src="javascript:x"></iframe>')).toEqual(['elements removed: iframe']);
  });
});

describe('a picture that a page loads late has its real address', () => {
  const PICTURE = '<img src="https://a.example/a.jpg" alt="A">';
  test.each([
    ['<img src="data:image/gif;base64,R0" data-src="https://a.example/a.jpg" alt="A">'],
    ['<img src="https://a.example/tiny.jpg" data-lazy-src="https://a.example/a.jpg" alt="A">'],
    ['<img style="display:none" data-src="https://a.example/a.jpg" alt="A">'],
    ['<img data-original="https://a.example/a.jpg" alt="A" loading="lazy">'],
    [
      '<img srcset="https://a.example/s.jpg 320w, https://a.example/a.jpg 1024w, https://a.example/l.jpg 4000w" alt="A">',
    ],
    ['<img srcset="https://a.example/s.jpg, https://a.example/a.jpg 2x" alt="A">'],
    ['<img src="/blank.gif" data-srcset="https://a.example/a.jpg 800w" alt="A">'],
    ['<picture><source srcset="https://a.example/a.jpg 800w"><img src="data:x" alt="A"></picture>'],
    ['<noscript><img src="https://a.example/a.jpg" alt="A"></noscript>'],
    ['<img class="lazy" src="data:x" alt="A"> <noscript><img src="https://a.example/a.jpg" alt="A"></noscript>'],
    [
      '<img data-src="https://a.example/a.jpg" alt="A"><noscript><img src="https://a.example/b.jpg" alt="A"></noscript>',
    ],
    ['<noscript><img src="https://a.example/a.jpg" alt="A"></noscript><img src="data:x" alt="A">'],
    [
      '<amp-img src="https://a.example/a.jpg" alt="A"><noscript><img src="https://a.example/a.jpg"></noscript></amp-img>',
    ],
    ['<picture><source srcset="https://a.example/b.webp"><img src="https://a.example/a.jpg" alt="A"></picture>'],
  ])('%s', (html) => {
    expect(clean(html).trim()).toBe(PICTURE);
    expect(clean(`<figure>${html}</figure>`).replace('> <', '><')).toBe(`<figure>${PICTURE}</figure>`);
  });

  test('also where its name looks like a placeholder, if it has no other', () => {
    expect(clean('<img src="https://a.example/pixel-8.jpg">')).toBe('<img src="https://a.example/pixel-8.jpg">');
  });

  test('and addresses with commas stay whole', () => {
    expect(
      clean('<img srcset="https://a.example/w_100,h_50/a.jpg 100w,https://a.example/w_900,h_50/a.jpg 900w">'),
    ).toBe('<img src="https://a.example/w_900,h_50/a.jpg">');
  });

  test('also a player of a library', () => {
    expect(clean('<video-js><source src="https://a.example/v.mp4" type="video/mp4"></video-js>')).toBe(
      '<video controls=""><source src="https://a.example/v.mp4" type="video/mp4"></video>',
    );
  });

  test('also a player', () => {
    expect(clean('<video><source data-src="https://a.example/v.mp4" type="video/mp4"></video>')).toBe(
      '<video controls=""><source src="https://a.example/v.mp4" type="video/mp4"></video>',
    );
  });

  test('and without any, no empty figure stays', () => {
    expect(clean('<p>a</p><figure><a href="/x"><img src="data:x"></a></figure>')).toBe('<p>a</p>');
    expect(clean('<figure><img src="data:x"><figcaption>The river</figcaption></figure>')).toBe(
      '<figure><figcaption>The river</figcaption></figure>',
    );
  });
});

describe('signs and structure stay', () => {
  test.each([
    [
      '<ul><li><input type="checkbox" checked disabled> done</li><li><input type=checkbox>todo</li></ul>',
      '<ul><li>☑ done</li><li>☐ todo</li></ul>',
    ],
    ['<ol><li value="5">five</li></ol>', '<ol><li value="5">five</li></ol>'],
    ['<p><kbd>Ctrl</kbd> <samp>x</samp> <var>n</var> <dfn>d</dfn> long<wbr>word</p>', undefined],
    ['<menu><li>a</li></menu>', '<ul><li>a</li></ul>'],
    ['<p><acronym title="t">a</acronym></p>', '<p><abbr title="t">a</abbr></p>'],
    ['<xmp><b>x</b></xmp>', '<pre>&lt;b&gt;x&lt;/b&gt;</pre>'],
    [
      '<p><ruby>\u6F22<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> <bdi>x</bdi> <time datetime="2020">y</time></p>',
      undefined,
    ],
  ])('%s', (html, stored = html) => {
    expect(clean(html)).toBe(stored);
  });
});

describe('a formula is text', () => {
  const annotated =
    '<math><semantics><msup><mi>c</mi><mn>2</mn></msup><annotation encoding="application/x-tex">c^2</annotation></semantics></math>';
  test.each([
    [`<p>a ${annotated}, b</p>`, '<p>a <code>c^2</code>, b</p>'],
    [
      `<p><span class="katex"><span class="katex-mathml">${annotated}</span><span class="katex-html" aria-hidden="true">c2</span></span></p>`,
      '<p><code>c^2</code></p>',
    ],
    ['<p><math alttext="x^2"><mi>x</mi></math></p>', '<p><code>x^2</code></p>'],
    [
      '<p><math><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><msub><mi>a</mi><mn>1</mn></msub></math></p>',
      '<p>x<sup>2</sup>+a<sub>1</sub></p>',
    ],
    ['<p>a<math display="block"><mi>x</mi></math>b</p>', '<p>a x b</p>'],
  ])('%s', (html, stored) => {
    expect(clean(html)).toBe(stored);
  });
});

test('a formula of more than 50 levels goes, with the number of its characters', () => {
  const formula = (levels: number) => `<p>a</p><math>${'<mrow>'.repeat(levels)}<mi>xy</mi>`;
  expect(clean(formula(48))).toContain('xy');
  expect(sanitise(parseHtml(formula(60)), BASE)).toMatchObject({ html: '<p>a</p>', changes: [{ removed: 2 }] });
});

test('a search looks at 1,000 elements', () => {
  const [last, others] = [element('i'), (count: number) => Array.from({ length: count }, () => element('b'))];
  expect(findElement([...others(999), last], ({ name }) => name === 'i')).toBe(last);
  expect(findElement([...others(1_000), last], ({ name }) => name === 'i')).toBeUndefined();
});

describe('links inside one story', () => {
  test('lead to their notes and back', () => {
    const html =
      '<p>a<sup id="fnref:1"><a href="#fn:1">1</a></sup></p><ol><li id="fn:1">Note <a href="#fnref:1">back</a></li></ol>';
    const stored =
      '<p>a<sup id="note-fnref-1"><a href="#note-fn-1">1</a></sup></p><ol><li id="note-fn-1">Note <a href="#note-fnref-1">back</a></li></ol>';
    expect(clean(html)).toBe(stored);
    expect(clean(stored)).toBe(stored);
    expect(changes(stored)).toEqual([]);
  });

  test.each([
    [
      'by the name of a link',
      '<a href="#n">1</a> <a name="n">Note</a>',
      '<a href="#note-n">1</a> <a id="note-n">Note</a>',
    ],
    [
      "by the story's own address",
      `<a href="${BASE}#n">1</a> <b id="n">Note</b>`,
      '<a href="#note-n">1</a> <b id="note-n">Note</b>',
    ],
    [
      'by an escaped id',
      '<a href="#%C3%BC">1</a> <b id="\u00FC">Note</b>',
      '<a href="#note--">1</a> <b id="note--">Note</b>',
    ],
    [
      'of an empty element',
      '<a href="#n">1</a> <span id="n"></span>',
      '<a href="#note-n">1</a> <span id="note-n"></span>',
    ],
    [
      'of two ids that become one',
      '<a href="#a">1</a><a href="#note-a">2</a><b id="a">x</b><b id="note-a">y</b>',
      '<a href="#note-a-2">1</a><a href="#note-a">2</a><b id="note-a-2">x</b><b id="note-a">y</b>',
    ],
  ])('%s', (_, html, stored) => {
    expect(clean(html)).toBe(stored);
    expect(clean(stored)).toBe(stored);
  });

  test('are text where the story has no such place, and other ids go', () => {
    expect(clean('<p id="x">a <a href="#top">up</a></p>')).toBe('<p>a up</p>');
    expect(changes('<p id="x">a <a href="#top">up</a></p>')).toEqual([
      'attributes removed: id',
      expect.stringMatching(/^1 address removed/),
    ]);
    expect(clean('<a href="#a">1</a><b id="a">x</b><b id="a">y</b>')).toBe(
      '<a href="#note-a">1</a><b id="note-a">x</b><b>y</b>',
    );
  });
});

describe('an element of AMP without an end tag keeps the rest of the story', () => {
  test.each([
    [
      '<p>A</p><amp-img src="https://x.example/a.jpg" width=4 height=3 layout="responsive" /><p>B</p>',
      '<p>A</p><img src="https://x.example/a.jpg" width="4" height="3"><p>B</p>',
    ],
    [
      '<p>A</p><amp-youtube data-videoid="dQw4w9WgXcQ" /><p>B <a href="https://a.example/">c</a></p>',
      `<p>A</p><p><a href="${YOUTUBE}">youtube.com</a></p><p>B <a href="https://a.example/">c</a></p>`,
    ],
  ])('%s', (html, stored) => {
    expect(clean(html)).toBe(stored);
  });
});

describe('an address that a page loads late does not replace a good one', () => {
  test.each([
    ['<img src="https://a.example/a.jpg" data-fallback-src="https://a.example/none.png">', 'https://a.example/a.jpg'],
    [
      '<img src="https://a.example/a.jpg" data-thumb-src="https://a.example/s.jpg" data-url="https://a.example/page">',
      'https://a.example/a.jpg',
    ],
    ['<img width="1" height="1" data-src="https://a.example/a.jpg">', 'https://a.example/a.jpg'],
    ['<img style="visibility:hidden" data-src="https://a.example/a.jpg">', 'https://a.example/a.jpg'],
  ])('%s', (html, src) => {
    expect(clean(html)).toContain(`<img src="${src}"`);
  });
});

test('a post is a link in blocks only', () => {
  const row = '<table><tbody><tr><td>1</td></tr></tbody></table>';
  expect(clean('<table><tr class="media" data-href="https://x.example/m"><td>1</td></tr></table>')).toBe(row);
  expect(changes('<div class="fb-post" data-href="https://www.facebook.com/a"></div>')[0]).toBe(
    'embeds replaced by a link: div',
  );
});

test('a link to a place that goes is text', () => {
  expect(clean('<p><a href="#s">hear</a></p><audio id="s"></audio>')).toBe('<p>hear</p>');
  expect(clean(`<p><a href="#${'a'.repeat(98)}">1</a> <b id="${'a'.repeat(98)}">x</b></p>`)).toBe(
    `<p><a href="#note-${'a'.repeat(90)}">1</a> <b id="note-${'a'.repeat(90)}">x</b></p>`,
  );
  expect(clean('<p><a href="#fn%201">1</a> <b id="fn%201">x</b></p>')).toBe(
    '<p><a href="#note-fn-201">1</a> <b id="note-fn-201">x</b></p>',
  );
  const frontPage = '<p><a href="https://news.example/#x">1</a> <b id="x">x</b></p>';
  expect(sanitise(parseHtml(frontPage), 'https://news.example/').html).toContain('href="https://news.example/#x"');
});

test('words of a late player, hidden words and lost pictures are named or kept', () => {
  expect(
    clean('<video>Lost words</video><noscript><video src="https://x.example/v.mp4"></video></noscript>'),
  ).toContain('Lost words');
  expect(changes('<p hidden>a</p><span style="display:none">b</span><dialog>c</dialog>')).toContain(
    '3 hidden elements shown: remove what readers must not see',
  );
  expect(changes('<p>a<img src="file:///x.png" alt="Votes"></p>')).toEqual([
    '1 picture without a web address removed: Votes',
  ]);
  expect(clean('<p><a href="https://x.example/big.jpg"><img src="" alt="nine"></a></p>')).toBe(
    '<p><a href="https://x.example/big.jpg">nine</a></p>',
  );
  expect(changes('<p>a</p><video-js data-video-id="2"></video-js>')).toContain('elements removed: video');
});

describe('an address alone in a block is a link', () => {
  test.each([
    [
      '<figure><div>\nhttps://a.example/v?x=1&amp;y=2\n</div></figure>',
      '<a href="https://a.example/v?x=1&amp;y=2">https://a.example/v?x=1&amp;y=2</a>',
    ],
    ['<p>https://a.example/v</p>', '<p><a href="https://a.example/v">https://a.example/v</a></p>'],
    ['<p><code>https://a.example/v</code></p>', '<p><code>https://a.example/v</code></p>'],
    [
      '<p><a href="https://b.example/"><b>https://a.example/v</b></a></p>',
      '<p><a href="https://b.example/"><b>https://a.example/v</b></a></p>',
    ],
    ['<p>https://me:secret@a.example/v</p>', '<p>https://me:secret@a.example/v</p>'],
    ['<p>See https://a.example/v</p>', '<p>See https://a.example/v</p>'],
  ])('%s', (html, stored) => {
    expect(clean(html)).toContain(stored);
    expect(clean(clean(html))).toBe(clean(html));
  });
});

test('styles of struck-out and raised words stay, and formulas of MathJax', () => {
  expect(
    clean('<p><span style="text-decoration:line-through">a</span> <span style="vertical-align:super">b</span></p>'),
  ).toBe('<p><s>a</s> <sup>b</sup></p>');
  expect(clean('<p>a <script type="math/tex">x^2</script> b</p>')).toBe('<p>a <code>x^2</code> b</p>');
  expect(
    clean('<p><math><semantics><mi>a</mi><annotation-xml><ci>a</ci></annotation-xml></semantics></math></p>'),
  ).toBe('<p>a</p>');
});

describe('words without a block become paragraphs', () => {
  test.each([
    ['One <b>two</b>.\n\nThree\nfour.\n', '<p>One <b>two</b>.</p>\n<p>Three\nfour.</p>'],
    ['<font>&amp;amp; &lt;b&gt;</font>', '<p>&amp;amp; &lt;b&gt;</p>'],
    ['<a href="https://a.example/">alone</a>', '<a href="https://a.example/">alone</a>'],
    ['One\n\n<br>', '<p>One</p>'],
    [
      'One\n\ntwo\n\n<ul><li>a</li></ul>\nthree\n\nfour',
      '<p>One</p>\n<p>two</p><ul><li>a</li></ul><p>three</p>\n<p>four</p>',
    ],
    ['First\n\n<br>\n\nsecond', '<p>First</p>\n<p>second</p>'],
    ['One<ul><li>two</li></ul>\n\nthree', 'One<ul><li>two</li></ul>\n\nthree'],
  ])('%j', (html, stored) => {
    expect(clean(html)).toBe(stored);
    expect(writeFragment(bodyNodes(stored).nodes)).toBe(stored);
  });
});

test('words that a page makes bold or italic by a style are so', () => {
  expect(clean('<p><span style="font-weight:700;font-style:italic" lang="de">a</span></p>')).toBe(
    '<p><span lang="de"><strong><em>a</em></strong></span></p>',
  );
});

describe('words stay apart', () => {
  test.each([
    [
      '<p>Intro.</p><details><summary>Spoiler</summary>Hidden</details>',
      '<p>Intro.</p><div><div>Spoiler</div>Hidden</div>',
    ],
    ['<nav>one</nav><nav>two</nav>', '<div>one</div><div>two</div>'],
    ['<form>one<fieldset><legend>two</legend>three</fieldset></form>', '<div>one<div><div>two</div>three</div></div>'],
    ['<p>one<button>two</button>three</p>', '<p>one two three</p>'],
    ['<p>one<svg></svg>two</p>', '<p>one two</p>'],
    ['<p>one <svg></svg> two<svg></svg></p>', '<p>one  two</p>'],
    ['<p>one<script>x</script>two<font>three</font></p>', '<p>onetwothree</p>'],
    ['<h2>one<font><h3>two</h3></font></h2>', '<h2>one<div>two</div></h2>'],
    ['<p>one<button><p>two</p></button>three</p>', '<div>one<p>two</p>three</div>'],
    ['<div>one<rt>two</rt>three</div>', '<div>one two three</div>'],
  ])('%s', (html, stored) => {
    expect(clean(html)).toBe(stored);
  });
});
