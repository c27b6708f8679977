import { atom, entry, item, readStories, rss } from './read';

const first = async (text: string, address?: string) => (await readStories(text, { address })).values[0];

test.each([
  ['<title>Using the &lt;canvas&gt; element</title>', 'Using the <canvas> element'],
  ['<title type="text">When a&lt;b fails</title>', 'When a<b fails'],
  ['<title type="html">Tom &amp;amp; &lt;b&gt;Jerry&lt;/b&gt;</title>', 'Tom & Jerry'],
  ['<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a <b>c</b> &lt;</div></title>', 'a c <'],
])('RFC 4287 §3.1.1: %s is a title', async (title, headline) => {
  expect(await first(atom(entry(1, `${title}<content>x</content>`)))).toMatchObject({ headline });
});

test.each([
  [
    '<content type="text">Write &lt;canvas&gt; if a &lt;b&gt;\n\nSecond.</content>',
    '<p>Write &lt;canvas&gt; if a &lt;b&gt;</p>\n<p>Second.</p>',
  ],
  ['<summary>List&lt;String&gt; &amp; Map&lt;K,V&gt;.</summary>', '<p>List&lt;String&gt; &amp; Map&lt;K,V&gt;.</p>'],
  ['<content type="html">&lt;p&gt;It &amp;amp; they&lt;/p&gt;</content>', '<p>It &amp; they</p>'],
  [
    '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It<br/>rained</p></div></content>',
    '<p>It<br>rained</p>',
  ],
  ['<content type="text/plain">1 &lt; 2</content>', '<p>1 &lt; 2</p>'],
])('RFC 4287 §4.1.3.3: the body of %s', async (content, body) => {
  expect(await first(atom(entry(1, `<title>T</title>${content}`)))).toMatchObject({ body });
});

test('base64 and content at another address are left out, with a note, and the summary is the body', async () => {
  for (const content of ['<content type="image/png">iVBORw0KGgo=</content>', '<content type="text/html" src="/x"/>']) {
    const { values, stories } = await readStories(atom(entry(1, `<title>T</title>${content}<summary>S</summary>`)));
    expect(values).toMatchObject([{ body: '<p>S</p>' }]);
    expect(stories[0]?.notes).toEqual([expect.stringMatching(/^content left out/)]);
  }
});

test('Atom 0.3 names the mode of its texts', async () => {
  const feed = (content: string) =>
    `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title><entry><title>E</title><id>urn:x:1</id>
    <issued>2004-01-01T00:00:00Z</issued><modified>2004-01-02T00:00:00Z</modified>${content}</entry></feed>`;
  expect(await first(feed('<content type="text/html" mode="escaped">&lt;b&gt;x&lt;/b&gt;</content>'))).toMatchObject({
    ...{ body: '<b>x</b>', publishedAt: '2004-01-01T00:00:00Z', updatedAt: '2004-01-02T00:00:00Z' },
  });
  expect(await first(feed('<content type="text/html" mode="base64">PGI+eDwvYj4=</content>'))).toMatchObject({
    body: '<b>x</b>',
  });
});

test.each([
  ['The &lt;dialog&gt; element explained', 'The <dialog> element explained'],
  ['Why x&lt;y is slow', 'Why x<y is slow'],
  ['Tom &amp;amp; Jerry &amp;lt;3', 'Tom & Jerry <3'],
  ['&lt;dialog&gt;', '<dialog>'],
  ['The &lt;b&gt; element', 'The <b> element'],
  ['A &lt;em class="x"&gt;great&lt;/em&gt; day', 'A great day'],
  ['Big news&lt;br&gt;for all', 'Big news for all'],
  ['AT&T &nbsp; &eacute;', 'AT&T \u00a0 é'],
])('the title %s of RSS', async (title, headline) => {
  expect(await first(rss(item(1, `<title>${title}</title><description>x</description>`)))).toMatchObject({ headline });
});

test('titles and texts of JSON Feed are plain text', async () => {
  const items = [{ id: '1', title: 'x<b>y</b>', content_text: 'a <b>\n\nc', date_published: '2024-01-01T00:00:00Z' }];
  expect(await first(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'T', items }))).toMatchObject(
    { headline: 'x<b>y</b>', body: '<p>a &lt;b&gt;</p>\n<p>c</p>' },
  );
});

test.each([
  ['content:encoded', '<content:encoded>&lt;p&gt;a&lt;/p&gt;</content:encoded>'],
  ['atom:content', '<atom:content type="html">&lt;p&gt;a&lt;/p&gt;</atom:content>'],
  ['xhtml:body', '<xhtml:body><xhtml:p>a</xhtml:p></xhtml:body>'],
])('the body of %s comes before the description, which is the summary', async (_, content) => {
  const more = `<title>T</title><description>Short</description>${content}`;
  expect(await first(rss(item(1, more)))).toMatchObject({ body: '<p>a</p>', summary: 'Short' });
});

test('an item of RSS takes its text, title, date and author from Dublin Core and Atom too', async () => {
  const other =
    '<dc:title>In dc</dc:title><dc:description>Whole.</dc:description><dcterms:issued>2004-01-03T10:00:00Z</dcterms:issued>' +
    '<atom:author><atom:name>Bo Berg</atom:name></atom:author>';
  expect(await first(rss(`<item><guid>https://old.example/1</guid>${other}</item>`))).toMatchObject({
    ...{ headline: 'In dc', body: 'Whole.', publishedAt: '2004-01-03T10:00:00Z', authors: [{ name: 'Bo Berg' }] },
  });
});

test.each([
  ['ann@old.example (Ann Li)', { name: 'Ann Li', email: 'ann@old.example' }],
  ['Ann Li <ann@old.example>', { name: 'Ann Li', email: 'ann@old.example' }],
  ['ann@old.example', { name: 'ann@old.example', email: 'ann@old.example' }],
  ['Ann Li', { name: 'Ann Li' }],
])('the author %s of RSS', async (author, expected) => {
  const text = author.replace('<', '&lt;').replace('>', '&gt;');
  expect(await first(rss(item(1, `<title>T</title><author>${text}</author>`)))).toMatchObject({ authors: [expected] });
});

test('an escaped CDATA section around a text goes', async () => {
  const description = '<description>&lt;![CDATA[&lt;p&gt;Wrapped twice&lt;/p&gt;]]&gt;</description>';
  expect(await first(rss(item(1, `<title>T</title>${description}`)))).toMatchObject({ body: '<p>Wrapped twice</p>' });
});

describe('relative addresses', () => {
  const html = '&lt;img src="pic.png" srcset="a.png 1x, b.png 2x"&gt;&lt;a href="/x"&gt;x&lt;/a&gt;';

  test('resolve against each xml:base around them (XML Base §4.2)', async () => {
    const feed = atom(
      `${entry(1, `<title>A</title><content type="html">${html}</content>`)}` +
        `<entry xml:base="2024/"><id>urn:x:2</id><title>B</title><link href="two"/><updated>2023-01-01T00:00:00Z</updated>` +
        `<content type="xhtml" xml:base="img/"><div xmlns="http://www.w3.org/1999/xhtml" xml:base="deep/"><img src="pic.png"/></div></content></entry>`,
      'xml:base="https://base.example/blog/"',
    );
    const { values } = await readStories(feed, { address: 'https://feeds.example/' });
    expect(values.map(({ body }) => body)).toEqual([
      '<img src="https://base.example/blog/2024/img/deep/pic.png">',
      '<img src="https://base.example/blog/pic.png" srcset="https://base.example/blog/a.png 1x, https://base.example/blog/b.png 2x">' +
        '<a href="https://base.example/x">x</a>',
    ]);
    expect(values[0]?.canonicalUrl).toBe('https://base.example/blog/2024/two');
  });

  test('in RSS resolve against xml:base, else the page of the item, else the site', async () => {
    const withBase = `<title>T</title><link>https://old.example/a/1</link><description xml:base="https://b.example/">${html}</description>`;
    expect((await first(rss(item(1, withBase))))?.body).toContain('"https://b.example/pic.png"');
    const withLink = `<title>T</title><link>https://old.example/a/1</link><description>${html}</description>`;
    expect((await first(rss(item(1, withLink))))?.body).toContain('"https://old.example/a/pic.png"');
    expect((await first(rss(item(1, `<description>${html}</description>`))))?.body).toContain(
      '"https://old.example/pic.png"',
    );
  });

  test('are left out with a note where nothing gives their base, and --base gives it', async () => {
    const feed = atom(entry(1, `<title>A</title><content type="html">&lt;p&gt;y&lt;/p&gt;${html}</content>`));
    const { values, stories } = await readStories(feed);
    expect(values[0]?.body).not.toMatch(/pic\.png|href/);
    expect(stories[0]?.notes).toEqual([expect.stringMatching(/^relative addresses left out.*: 3; give --base$/)]);
    const { values: based } = await readStories(feed, { base: 'https://old.example/' });
    expect(based[0]?.body).toContain('"https://old.example/pic.png"');
  });
});

test('the last paragraph of WordPress goes, in any language, and no other paragraph', async () => {
  const advert = (own: string, site: string) =>
    `&lt;p&gt;Der Beitrag &lt;a href="${own}"&gt;T&lt;/a&gt; erschien zuerst auf &lt;a href="${site}"&gt;Alt&lt;/a&gt;.&lt;/p&gt;`;
  const bodyWith = async (last: string) =>
    (
      await first(
        rss(
          item(
            1,
            `<title>T</title><link>https://old.example/blog/t/</link><description>&lt;p&gt;A&lt;/p&gt;\n${last}\n</description>`,
          ),
        ),
      )
    )?.body;
  expect(await bodyWith(advert('https://old.example/blog/t/', 'https://old.example/blog'))).toBe('<p>A</p>');
  expect(await bodyWith(advert('http://old.example/blog/t', 'https://old.example'))).toBe('<p>A</p>');
  expect(await bodyWith(advert('https://old.example/blog/other/', 'https://old.example'))).toContain('Beitrag');
  expect(await bodyWith(advert('https://old.example/blog/t/', 'https://else.example'))).toContain('Beitrag');
});

test('the first category becomes the section if the user wants it', async () => {
  const categories = '<category>Rivers</category><category>Floods</category>';
  const feed = rss(item(1, `<title>T</title>${categories}`) + item(2, '<title>U</title>'));
  const { values } = await readStories(feed, { sectionsFrom: 'category', section: 'News' });
  expect(values.find(({ guid }) => guid === '1')).toMatchObject({ section: 'Rivers', tags: ['Floods'] });
  expect(values.find(({ guid }) => guid === '2')).toMatchObject({ section: 'News', tags: [] });
});
