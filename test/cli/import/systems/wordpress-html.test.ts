import fc from 'fast-check';
import { classicParagraphs } from '../../../../bin/cli/import/systems/classic-paragraphs';
import { expandShortcodes } from '../../../../bin/cli/import/systems/shortcodes';
import { type PostContext, postHtml } from '../../../../bin/cli/import/systems/wordpress-html';

const FILES = new Map([
  ['1', { url: 'https://old.example/1.jpg', alt: 'One & all', caption: '' }],
  ['2', { url: 'https://old.example/2.jpg', alt: '', caption: 'The <b>second</b>' }],
]);
const context = (more: Partial<PostContext> = {}): PostContext => ({
  ...{ fileOf: (id) => FILES.get(id), ownFiles: ['2'], patternOf: () => undefined, footnotes: undefined, notes: [] },
  ...more,
});
/** HTML without line breaks, and the notes. */
const read = (text: string, more: Partial<PostContext> = {}) => {
  const surroundings = context(more);
  return [postHtml(text, surroundings).replace(/\n+/g, ''), ...surroundings.notes];
};
const html = (text: string, more: Partial<PostContext> = {}) => read(text, more)[0];

test.each([
  ['One.\n\nTwo.', '<p>One.</p><p>Two.</p>'],
  ['One.\r\n\r\n\r\nTwo.\r\n', '<p>One.</p><p>Two.</p>'],
  ['One\ntwo', '<p>One<br>two</p>'],
  ['One<br />\ntwo', '<p>One<br />two</p>'],
  ['<em>One</em>\n\n<a href="x">two</a> three', '<p><em>One</em></p><p><a href="x">two</a> three</p>'],
  ['<p>One</p>\nTwo', '<p>One</p><p>Two</p>'],
  ['<p>One\ntwo</p>', '<p>One<br>two</p>'],
  ['<h2>Title</h2>\nText\n<hr />\nmore', '<h2>Title</h2><p>Text</p><hr /><p>more</p>'],
  ['<blockquote>One\n\nTwo</blockquote>', '<blockquote><p>One</p><p>Two</p></blockquote>'],
  ['<ul>\n\n<li>One</li>\n<li>Two</li>\n\n</ul>', '<ul><li>One</li><li>Two</li></ul>'],
  ['<ul><li>One\n\nTwo</li></ul>', '<ul><li><p>One</p><p>Two</p></li></ul>'],
  ['<div>One</div>', '<div>One</div>'],
  ['<table>\n<tr>\n<td>One</td>\n</tr>\n</table>', '<table><tr><td>One</td></tr></table>'],
  ['<p>One\n<p>Two\n\n<div>x</div>', '<p>One<p>Two<div>x</div>'],
  ['a < b\n\n5 > 4', '<p>a < b</p><p>5 > 4</p>'],
  ['<a\nhref="x">y</a>', '<p><a href="x">y</a></p>'],
  ['<!-- a\n\nb -->Text<!--more-->', '<p>Text</p>'],
  ['<IMG src="x">\n\nText', '<p><IMG src="x"></p><p>Text</p>'],
])('the classic editor shows %j as paragraphs', (text, expected) => expect(html(text)).toBe(expected));

test('preformatted text and scripts stay to the letter', () => {
  for (const text of ['<pre>a\n\nb\n  c [x y="1"] https://z.example\n</pre>', '<script>\n\nif (a < b) {}\n</script>'])
    expect(postHtml(text, context())).toBe(text);
});

test('blocks keep their HTML without their comments, and get no further paragraphs', () => {
  const text =
    '<!-- wp:paragraph {"align":"left","style":{"a":{"b":1}}} -->\n<p>One\ntwo</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:my-plugin/card -->\n<p>Three</p>\n<!-- /wp:my-plugin/card -->\n<!-- wp:latest-posts {"x":1} /-->';
  expect(read(text)).toEqual([
    '<p>Onetwo</p><p>Three</p>',
    'block left out, because the site makes it anew for each page: latest-posts',
  ]);
});

test('a synced pattern comes from its own item', () => {
  const patternOf = (id: string) =>
    ({
      '5': '<!-- wp:paragraph --><p>Pattern</p><!-- /wp:paragraph --><!-- wp:block {"ref":6} /-->',
      '6': '<p>Inner</p>',
    })[id];
  expect(read('<!-- wp:block {"ref":5} /-->', { patternOf })).toEqual(['<p>Pattern</p><p>Inner</p>']);
  expect(read('<!-- wp:block {"ref":7} /-->', { patternOf })).toEqual([
    '',
    'synced pattern left out, because the export lacks it: 7',
  ]);
  // A pattern that holds itself ends.
  expect(html('<!-- wp:block {"ref":5} /-->', { patternOf: () => '<p>x</p><!-- wp:block {"ref":5} /-->' })).toBe(
    '<p>x</p>'.repeat(5),
  );
});

test('footnotes of the block editor have their list where the block is, or else at the end', () => {
  const footnotes = JSON.stringify([{ id: 'a1', content: 'See <em>there</em>.' }]);
  const mark =
    '<!-- wp:paragraph --><p>Text<sup data-fn="a1"><a href="#a1" id="a1-link">1</a></sup></p><!-- /wp:paragraph -->';
  const list = '<ol><li id="a1">See <em>there</em>. <a href="#a1-link">↩︎</a></li></ol>';
  const text = '<p>Text<sup data-fn="a1"><a href="#a1" id="a1-link">1</a></sup></p>';
  expect(html(`${mark}<!-- wp:footnotes /--><p>End</p>`, { footnotes })).toBe(`${text}${list}<p>End</p>`);
  expect(html(mark, { footnotes })).toBe(text + list);
  expect(html(mark, { footnotes: 'broken' })).toBe(text);
});

const LINK = (url: string) => `<p><a href="${url}">${url}</a></p>`;

test.each([
  [
    '[caption id="a" width="300"]<a href="x"><img src="y" /></a> Words <b>here</b>[/caption]',
    '<figure><a href="x"><img src="y" /></a><figcaption>Words <b>here</b></figcaption></figure>',
  ],
  ['[caption caption="Old"]<img src="y">[/caption]', '<figure><img src="y"><figcaption>Old</figcaption></figure>'],
  [
    '[gallery ids="1, 2"]',
    '<figure><img src="https://old.example/1.jpg" alt="One &amp; all"></figure><figure><img src="https://old.example/2.jpg" alt=""><figcaption>The <b>second</b></figcaption></figure>',
  ],
  [
    '[gallery]',
    '<figure><img src="https://old.example/2.jpg" alt=""><figcaption>The <b>second</b></figcaption></figure>',
  ],
  [
    '[embed width="5"]https://v.example/1?a=1&amp;b=2[/embed]',
    '<p><a href="https://v.example/1?a=1&amp;b=2">https://v.example/1?a=1&amp;b=2</a></p>',
  ],
  ['[youtube https://www.youtube.com/watch?v=a_b]', LINK('https://www.youtube.com/watch?v=a_b')],
  ['[youtube=https://www.youtube.com/watch?v=a_b]', LINK('https://www.youtube.com/watch?v=a_b')],
  ['[youtube id="a_b"]', LINK('https://www.youtube.com/watch?v=a_b')],
  ['[vimeo 123]', LINK('https://vimeo.com/123')],
  ['[audio mp3="https://o.example/a.mp3"][/audio]', '<audio controls src="https://o.example/a.mp3"></audio>'],
  ['[audio https://o.example/a.mp3]', '<audio controls src="https://o.example/a.mp3"></audio>'],
  ['[video width="1" mp4="https://o.example/a.mp4"][/video]', '<video controls src="https://o.example/a.mp4"></video>'],
  ['[code lang="js"]\nif (a[i="1"] < b)\n[/code]', '<pre><code>if (a[i=&quot;1&quot;] &lt; b)</code></pre>'],
  ['https://v.example/1', LINK('https://v.example/1')],
  ['One\n\nhttps://v.example/1\n\nTwo', `<p>One</p>${LINK('https://v.example/1')}<p>Two</p>`],
  ['See https://v.example/1', '<p>See https://v.example/1</p>'],
  [
    '[[caption]] is [sic] and [1] and [Video] and [read more]',
    '<p>[caption] is [sic] and [1] and [Video] and [read more]</p>',
  ],
])('%s becomes what it means, without a note', (text, expected) => expect(read(text)).toEqual([expected]));

test('an unknown shortcode goes, its text stays, and a note names it', () => {
  expect(read('[box color="red"]Inside [b_c] text[/box] [contact-form-7 id="1" /] [toc /]')).toEqual([
    '<p>Inside  text  </p>'.replace('  </p>', '</p>'),
    ...['toc', 'contact-form-7', 'b_c', 'box'].map((name) => `shortcode left out: ${name}`),
  ]);
  expect(read('[gallery ids="77"]')).toEqual([
    '',
    'picture of a gallery left out, because the export lacks it: attachment 77',
  ]);
});

test('a text without brackets and tags keeps its words, and any text ends', () => {
  const piece = fc.constantFrom(
    '[',
    ']',
    '"',
    "'",
    '/',
    '=',
    '<p>',
    '</p>',
    '<',
    '>',
    '\n',
    'a',
    '_',
    ' ',
    '<!-- wp:x ',
    '-->',
    '[caption]',
    '[/caption]',
    '<pre>',
    '</pre>',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      expect(typeof postHtml(pieces.join(''), context())).toBe('string');
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z .,\n]{1,80}$/), (text) => {
      const words = (value: string) =>
        value
          .replace(/<[^>]*>/g, ' ')
          .split(/\s+/)
          .filter(Boolean);
      expect(words(classicParagraphs(text))).toEqual(words(text));
    }),
  );
});

test('hostile texts of 300 KB take less than two seconds', () => {
  const texts = [
    '[a ',
    '[a "',
    '[a b="c"]',
    '<p',
    '<pre>',
    '<!-- wp:x {',
    '\n \n',
    '[caption][caption]',
    'https://',
    '<!--',
    '[code]',
    '"',
  ];
  for (const text of texts) {
    const began = performance.now();
    expandShortcodes(text.repeat(300_000 / text.length), context());
    postHtml(text.repeat(300_000 / text.length), context());
    expect([text, performance.now() - began < 2_000]).toEqual([text, true]);
  }
});
