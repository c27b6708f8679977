import { createFolder } from './folder-harness';

let files: ReturnType<typeof createFolder>;

beforeEach(() => {
  files = createFolder();
});
afterEach(() => files.remove());

/** The body of a file with a text, and the template code that is removed. */
async function read(text: string, { name = '2019-01-15-a.md', base = 'https://old.example/' } = {}) {
  files.write(name, `---\ntitle: Title\nseries: Rivers\n---\n${text}`);
  const { stories } = await files.import({ base });
  const story = stories.find((one) => one.name === name);
  const removed = story?.notes.flatMap((note) => /^template code removed: (.*)/.exec(note)?.[1] ?? []);
  return { body: String(story?.value.body).trim(), removed };
}

const video = '<p><a href="https://www.youtube.com/watch?v=abc">https://www.youtube.com/watch?v=abc</a></p>';
const linkTo = (address: string) => `<p><a href="${address}">${address}</a></p>`;
const code = '<pre><code>puts 1 &lt; {{ 2 }}\n</code></pre>';
const figure = '<figure><img src="https://old.example/a.png" alt="B"><figcaption>A &amp; C</figcaption></figure>';

test.each([
  ['Hugo', '{{< youtube abc >}}', video],
  ['Hugo, named', '{{< youtube id="abc" autoplay="true" >}}', video],
  ['Hugo, with %', '{{% youtube "abc" %}}', video],
  ['Jekyll, include', '{% include youtube.html id="abc" %}', video],
  ['Jekyll, include in a folder', "{% include embeds/youtube.html id='abc' %}", video],
  ['Hexo', '{% youtube abc %}', video],
  ['an address', '{{< youtube https://www.youtube.com/embed/abc >}}', video],
  ['vimeo', '{{< vimeo 123 >}}', linkTo('https://vimeo.com/123')],
  ['gist', '{{< gist ann 5d9 >}}', linkTo('https://gist.github.com/ann/5d9')],
  ['gist of Jekyll', '{% gist ann/5d9 %}', linkTo('https://gist.github.com/ann/5d9')],
  ['tweet', '{{< tweet user="ann" id="77" >}}', linkTo('https://twitter.com/ann/status/77')],
  ['x', '{{< x 77 >}}', linkTo('https://twitter.com/i/status/77')],
  ['instagram', '{{< instagram Bxyz >}}', linkTo('https://www.instagram.com/p/Bxyz/'.replace(/\/$/, ''))],
  ['figure', '{{< figure src="/a.png" alt="B" caption="A & C" >}}', figure],
  ['figure of Jekyll', '{% include figure.html src="/a.png" alt="B" caption="A & C" %}', figure],
  ['highlight', '{% highlight ruby linenos %}\nputs 1 < {{ 2 }}\n{% endhighlight %}', code],
  ['highlight of Hugo', '{{< highlight ruby "linenos=true" >}}\nputs 1 < {{ 2 }}\n{{< /highlight >}}', code],
  ['codeblock of Hexo', '{% codeblock lang:ruby %}\nputs 1 < {{ 2 }}\n{% endcodeblock %}', code],
  [
    'quote of Hexo',
    '{% blockquote Ann Li %}\nIt rose.\n{% endblockquote %}',
    '<blockquote>\n<p>It rose.</p>\n<p>— Ann Li</p>\n</blockquote>',
  ],
  ['img of Hexo', '{% img left /a.png 10 20 "T" %}', '<img src="https://old.example/a.png" alt="T">'],
])('%s: a shortcode becomes what it means', async (_, text, expected) => {
  expect(await read(text)).toEqual({ body: expected, removed: [] });
});

test.each([
  ['{{ site.baseurl }}/b', 'https://old.example/b'],
  ['{{ site.url }}{{ site.baseurl }}/b', 'https://old.example/b'],
  ["{{ '/b' | relative_url }}", 'https://old.example/b'],
  ['{{ "/b" | prepend: site.baseurl }}', 'https://old.example/b'],
  ['{% link b/c.pdf %}', 'https://old.example/b/c.pdf'],
  ['{% post_url 2018-02-03-old %}', 'https://old.example/old/'],
  ['{{< ref "old.md" >}}', 'https://old.example/old/'],
  ['{{< relref "/posts/2018-02-03-old#part" >}}', 'https://old.example/old/#part'],
  ['posts/2018-02-03-old.md', 'https://old.example/old/'],
])('the address %s', async (address, expected) => {
  files.write('posts/2018-02-03-old.md', '---\ntitle: Old\npermalink: /old/\n---\nText.');
  expect(await read(`[a](${address})`)).toEqual({ body: `<p><a href="${expected}">a</a></p>`, removed: [] });
});

test.each([
  ['a {{< chart id=1 >}} b', 'a  b', ['chart']],
  ['a {{< box >}}inner{{< /box >}} b', 'a inner b', ['box']],
  ['a {% if x %}inner{% endif %} b', 'a inner b', ['if']],
  ['a {{ site.data.x }} b', 'a  b', ['site.data.x']],
  ['a {% include toc.html %} b', 'a  b', ['toc.html']],
  ['a {% chart 1 %} {% chart 2 %} b', 'a   b', ['chart']],
  ['a [x]({% post_url 2001-01-01-gone %}) b', 'a <a href="#">x</a> b', ['link to 2001-01-01-gone']],
  ['a {% comment %} secret {% endcomment %}{# secret #} b', 'a  b', []],
  ['a {{ page.series }} b', 'a Rivers b', []],
])('%s: other code goes and is counted by name', async (text, body, removed) => {
  const result = await read(text);
  expect([result.body.replace(/ +/g, ' '), result.removed]).toEqual([`<p>${body}</p>`.replace(/ +/g, ' '), removed]);
});

test.each([
  ['{% raw %}{{ a }} {% b %}{% endraw %}', '<p>{{ a }} {% b %}</p>'],
  ['`{{ a }}` and ``{% b %}``', '<p><code>{{ a }}</code> and <code>{% b %}</code></p>'],
  ['```\n{{< youtube abc >}}\n```', '<pre><code>{{&lt; youtube abc &gt;}}\n</code></pre>'],
  ['~~~~\n~~~\n{{ a }}\n~~~~', '<pre><code>~~~\n{{ a }}\n</code></pre>'],
  ['```\n{% raw %}\n{{ a }}\n{% endraw %}\n```', '<pre><code>\n{{ a }}\n\n</code></pre>'],
  ['{{</* youtube abc */>}}', '<p>{{&lt; youtube abc &gt;}}</p>'],
  ['a {b} {c: d}', '<p>a {b} {c: d}</p>'],
])('%j is no template code', async (text, expected) => {
  expect(await read(text)).toEqual({ body: expected, removed: [] });
});

test('kramdown: attribute lists and the table of contents go', async () => {
  const text =
    '* TOC\n{:toc}\n\nA [b](https://b.example/){:target="_blank"}.\n{: .lead}\n\n{::options x="1" /}\n\n# C {#c}\n\n[to c](#c)';
  expect(await read(text)).toEqual({
    body: '<p>A <a href="https://b.example/">b</a>.</p>\n<h1 id="c">C</h1>\n<p><a href="#c">to c</a></p>',
    removed: [],
  });
});

describe('MDX', () => {
  const mdx = (text: string) => read(text, { name: '2019-01-15-a.mdx' });

  test('text stays, and statements and components go', async () => {
    const text =
      'import X from "./x"\nimport {\n  Y,\n} from "y";\n\nexport const z = {\n  a: 1,\n};\n\n<X/>\n\n<Y a={1} b="2">\nText *of* Y with a {1 + 1} and {"text"}.{/* secret */}\n</Y>\n\nAn apostrophe\'s {frontmatter.series}.';
    const { body, removed } = await mdx(text);
    expect(body).toBe("<p>Text <em>of</em> Y with a  and text.</p>\n<p>An apostrophe's Rivers.</p>");
    expect(removed).toEqual(['import', 'export', 'X', 'Y', 'expression']);
  });

  test.each([
    ['<YouTube id="abc" />', video],
    ['<Tweet id="77" />', linkTo('https://twitter.com/i/status/77')],
    ['<Figure src="/a.png" alt="B" caption="A & C" />', figure],
    ['import pic from "/a.png"\n\n<Image src={pic} alt="B" caption="A & C" />', figure],
    ['<img src={require("/a.png").default} alt="B" />', '<img src="https://old.example/a.png" alt="B">'],
  ])('%s', async (text, expected) => {
    const { body } = await mdx(text);
    expect(body.replace(/ \/>/g, '>').replace(/" +>/g, '">')).toBe(expected);
  });

  test('code blocks stay', async () => {
    expect((await mdx('```jsx\nimport a from "b"\n<X/>\n```')).body).toBe(
      '<pre><code>import a from &quot;b&quot;\n&lt;X/&gt;\n</code></pre>',
    );
  });
});
