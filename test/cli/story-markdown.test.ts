import { parseMarkdownStory } from '../../bin/cli/story-file/markdown';
import { bodyNodes } from '../../lambdas/news/html/body-nodes';
import { sanitise } from '../../lambdas/news/html/sanitise';

const bodyOf = (text: string) => String(parseMarkdownStory(`# Title\n\n${text}`).value.body).trim();

test.each([
  ['- [x] done\n- [ ] to do', '<ul>\n<li>☑ done</li>\n<li>☐ to do</li>\n</ul>'],
  ['term\n: its definition', '<dl>\n<dt>term</dt>\n<dd>its definition</dd>\n</dl>'],
  ['> [!NOTE]\n> Text.', '<blockquote>\n<p><strong>Note</strong></p>\n<p>Text.</p>\n</blockquote>'],
  [
    '> [!tip]- A *title*\n> - a',
    '<blockquote>\n<p><strong>A title</strong></p>\n<ul>\n<li>a</li>\n</ul>\n</blockquote>',
  ],
  [':::note Title\nText.\n:::', '<blockquote>\n<p><strong>Title</strong></p>\n<p>Text.</p>\n</blockquote>'],
  [
    '::: warning\n- a\n:::\nb',
    '<blockquote>\n<p><strong>Warning</strong></p>\n<ul>\n<li>a</li>\n</ul>\n</blockquote>\n<p>b</p>',
  ],
  ['::: columns\nText.\n:::', '<p>Text.</p>'],
  [':::note\nwithout an end', '<p>:::note\nwithout an end</p>'],
  ['# A {#b .c}\n\n[b](#b)', '<h1 id="b">A</h1>\n<p><a href="#b">b</a></p>'],
  ['*a*{: .b} c\n{: #d}', '<p id="d"><em>a</em> c</p>'],
  ['a\n\n{: .b}\n\nc', '<p>a</p>\n<p>c</p>'],
  ['a {b}, {c: d} {#e} {.f}', '<p>a {b}, {c: d} {#e} {.f}</p>'],
  [
    '~~a~~ www.b.example, c@d.example.',
    '<p><s>a</s> <a href="http://www.b.example">www.b.example</a>, <a href="mailto:c@d.example">c@d.example</a>.</p>',
  ],
  ['a <b>c</b> <Foo> <title>', '<p>a <b>c</b> &lt;Foo&gt; &lt;title&gt;</p>'],
])('%j', (text, expected) => {
  expect(bodyOf(text)).toBe(expected);
});

test('tables, code and task lists have nothing that the server removes', () => {
  const body = bodyOf('| a | b |\n|:--|--:|\n| 1 | 2 |\n\n```js\nx < 1\n```\n\n- [x] done\n');
  expect(sanitise(bodyNodes(body).nodes, 'https://news.example/stories/title').changes).toEqual([]);
  expect(body).toContain('<pre><code>x &lt; 1\n</code></pre>');
});

test('footnotes keep their links through the sanitiser of the server', () => {
  const body = bodyOf('A[^1] b[^1] c[^long].\n\n[^1]: One.\n[^long]: Two.\n\n    Three.\n');
  const { html, changes } = sanitise(bodyNodes(body).nodes, 'https://news.example/stories/title');
  expect(changes).toEqual([]);
  const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  const ids = new Set([...html.matchAll(/id="([^"]+)"/g)].map(([, id]) => id));
  expect(links).toHaveLength(6);
  expect(links.filter((id) => !ids.has(String(id)))).toEqual([]);
  expect(html).toContain('<p>Three. <a href="#note-fnref2">↩</a></p>');
});

test('a footnote below the byline and the headline stays, and links may be defined anywhere', () => {
  const { value } = parseMarkdownStory(
    '# Title\nBy Ann Li\n\nA[^1] [b][c].\n\n[^1]: One.\n\n[c]: https://c.example/\n',
  );
  expect(value).toMatchObject({ headline: 'Title', authors: [{ name: 'Ann Li' }] });
  expect(value.body).toMatch(/^<p>A<sup>.*<a href="https:\/\/c.example\/">b<\/a>/);
});

test.each(['title = "A"\n', "title = 'A'\ntags = ['b']\n"])('front matter in TOML: %j', (fields) => {
  expect(parseMarkdownStory(`+++\n${fields}+++\nText.`).value).toMatchObject({ headline: 'A', body: '<p>Text.</p>\n' });
});

test('a draft in TOML is a draft, and broken TOML names its line', () => {
  expect(parseMarkdownStory('+++\ntitle = "A"\ndraft = true\n+++\nText.').draft).toBe('draft');
  expect(() => parseMarkdownStory('+++\ntitle = "A"\ntags = [\n+++\nText.')).toThrow(/cannot be read as TOML/);
});

test('a text that begins with a brace is a text', () => {
  expect(bodyOf('x')).toBe('<p>x</p>');
  expect(() => parseMarkdownStory('{ "a": 1 }\n\nText.')).toThrow(/there is no headline/);
});
