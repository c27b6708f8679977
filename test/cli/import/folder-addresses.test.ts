import { createFolder } from './folder-harness';

let files: ReturnType<typeof createFolder>;
const base = 'https://old.example/';

beforeEach(() => {
  files = createFolder();
});
afterEach(() => files.remove());

const post = (fields = '', text = 'Text.') =>
  `---\ntitle: The Old Bridge\ndate: 2019-01-05 08:30:00\n${fields}\n---\n${text}`;

test.each(['[a](/o/)', '![p](img/p.png)', '<img src="p.png">', '<img srcset="p.png 2x">', '[a](../x.md)'])(
  '%s needs --base, and the import stops with the file and the remedy',
  async (text) => {
    files.write('2019-01-15-a.md', post('permalink: /r/', text));
    await expect(files.import()).rejects.toThrow(
      /^2019-01-15-a.md: has relative links or pictures, such as \S+, .*: give the address of the old site, such as --base https:\/\/old.example\/$/,
    );
  },
);

test('the remedy names the address of the configuration', async () => {
  files.write('_config.yml', 'url: https://river.example\n');
  files.write('_posts/2019-01-15-a.md', post('', '[a](/o/)'));
  await expect(files.import()).rejects.toThrow(/--base https:\/\/river.example$/);
});

test('without relative addresses no --base is needed, and no old address is known', async () => {
  files.write(
    '2019-01-15-a.md',
    post('', '[a](https://x.example/) [b](#c) [d](mailto:a@b.example) <img src="//cdn.example/p.png">'),
  );
  const [story] = (await files.import()).stories;
  expect(story?.value.canonicalUrl).toBeUndefined();
  expect(story?.value.body).toContain('src="//cdn.example/p.png"');
});

test('links and pictures are relative to the old page', async () => {
  const text = 'See [other](/o/) and ![p](img/p.png) and [up](../x.html) and <img srcset="a.png 1x, /b.png 2x">.';
  files.write('2019-01-15-a.md', post('permalink: /r/', text));
  const [story] = (await files.import({ base })).stories;
  expect(story?.value.canonicalUrl).toBe('https://old.example/r/');
  expect(story?.value.body).toBe(
    '<p>See <a href="https://old.example/o/">other</a> and <img src="https://old.example/r/img/p.png" alt="p"> and ' +
      '<a href="https://old.example/x.html">up</a> and <img srcset="https://old.example/r/a.png 1x, https://old.example/b.png 2x">.</p>\n',
  );
});

test('a page of unknown address with a relative picture needs --permalink', async () => {
  files.write('2019-01-15-a.md', post('', '![p](img/p.png)'));
  await expect(files.import({ base })).rejects.toThrow(/^2019-01-15-a.md: .* img\/p.png, .* --permalink/);
  const [story] = (await files.import({ base, permalink: '/:year/:title/' })).stories;
  expect(story?.value.body).toContain('https://old.example/2019/a/img/p.png');
});

test('the picture of front matter is a path from the root', async () => {
  files.write('2019-01-15-a.md', post('cover: /img/cover.jpg'));
  expect((await files.import()).stories[0]).toMatchObject({
    value: { image: undefined },
    notes: [/image: left out/].map(expect.stringMatching),
  });
  expect((await files.import({ base })).stories[0]).toMatchObject({
    value: { image: { url: 'https://old.example/img/cover.jpg' } },
    notes: [],
  });
});

const YAML = (text: string) => ['_config.yml', text] as const;
const HUGO = (text: string) => ['hugo.toml', `baseURL = "https://old.example/"\n${text}`] as const;

test.each([
  ['Jekyll', YAML('title: x'), '_posts/2019-01-15-Old_bridge.md', '', '/2019/01/05/Old_bridge.html'],
  [
    'Jekyll',
    YAML('title: x'),
    'news/_posts/2019-01-15-a.md',
    'categories: [Rivers, Two Words]',
    '/news/rivers/two%20words/2019/01/05/a.html',
  ],
  ['Jekyll', YAML('permalink: pretty'), '_posts/2019-01-15-a.md', 'categories: b c', '/b/c/2019/01/05/a/'],
  ['Jekyll', YAML('permalink: ordinal'), '_posts/2019-01-15-a.md', '', '/2019/005/a.html'],
  ['Jekyll', YAML('permalink: /:i_month-:short_year/:title'), '_posts/2019-01-15-a.md', 'slug: s', '/1-19/s'],
  ['Jekyll', YAML('baseurl: /blog'), '_posts/2019-01-15-a.md', '', '/blog/2019/01/05/a.html'],
  [
    'Jekyll',
    YAML('title: x'),
    '_posts/2019-01-15-a.md',
    'permalink: /:categories/own.html\ncategory: n',
    '/n/own.html',
  ],
  [
    'Jekyll',
    YAML('timezone: Asia/Tokyo'),
    '_posts/2019-01-15-a.md',
    'date: 2019-01-05T20:00:00Z',
    '/2019/01/06/a.html',
  ],
  [
    'Jekyll',
    YAML('defaults:\n- scope: {path: "", type: posts}\n  values: {permalink: "/p/:title"}'),
    '_posts/2019-01-15-a.md',
    '',
    '/p/a',
  ],
  ['Jekyll', YAML('collections:\n  rivers: {output: true}'), '_rivers/a.md', '', '/rivers/a.html'],
  ['Hugo', HUGO(''), 'content/posts/Old Bridge.md', '', '/posts/old-bridge/'],
  ['Hugo', HUGO(''), 'content/posts/2019/a/index.md', '', '/posts/2019/a/'],
  ['Hugo', HUGO(''), 'content/posts/a.md', 'slug: s', '/posts/s/'],
  ['Hugo', HUGO(''), 'content/posts/a.md', 'url: /own/', '/own/'],
  ['Hugo', HUGO('uglyURLs = true'), 'content/posts/a.md', '', '/posts/a.html'],
  ['Hugo', HUGO('[permalinks]\nposts = "/:year/:month/:slug/"'), 'content/posts/a.md', '', '/2019/01/the-old-bridge/'],
  ['Hugo', HUGO('[permalinks.page]\nposts = "/:year/:slugorcontentbasename/"'), 'content/posts/a.md', '', '/2019/a/'],
  ['Hugo', ['config/_default/hugo.yaml', 'title: x'], 'content/posts/a.md', '', '/posts/a/'],
  ['Zola', ['config.toml', 'base_url = "https://old.example"'], 'content/posts/2019-01-15-a.md', '', '/posts/a/'],
  ['Hexo', YAML('new_post_name: :title.md'), 'source/_posts/a.md', '', '/2019/01/05/a/'],
  [
    'Hexo',
    YAML('new_post_name: :year-:month-:day-:title.md\npermalink: :category/:title/'),
    'source/_posts/2019-01-15-a.md',
    'categories: News',
    '/news/a/',
  ],
  [
    'Eleventy',
    ['eleventy.config.js', 'return { dir: { input: "src" } }'],
    'src/posts/2019-01-15-a.md',
    '',
    '/posts/a/',
  ],
  ['Eleventy', ['.eleventy.js', ''], 'posts/a.md', 'permalink: "/b/{{ page.fileSlug }}/"', '/b/a/'],
  ['Astro', ['astro.config.mjs', 'export default {}'], 'src/content/blog/a.md', '', '/blog/a/'],
  ['Astro', ['astro.config.mjs', 'export default { base: "/docs" }'], 'src/pages/posts/a.md', '', '/docs/posts/a/'],
  ['Docusaurus', ['docusaurus.config.js', ''], 'blog/2019-01-05-a.md', '', '/blog/2019/01/05/a'],
  ['Docusaurus', ['docusaurus.config.js', ''], 'blog/2019-01-05-a/index.md', 'slug: own', '/blog/own'],
  ['VitePress', ['.vitepress/config.mts', 'export default {}'], 'posts/a.md', '', '/posts/a.html'],
  ['Pelican', ['pelicanconf.py', "ARTICLE_URL = 'p/{date:%Y}/{slug}/'"], 'content/a.md', '', '/p/2019/the-old-bridge/'],
] as const)('the old address of a post of %s', async (generator, [config, text], name, fields, expected) => {
  files.write(config, text);
  files.write(name, fields.startsWith('date:') ? post().replace(/date: .*/, fields) : post(fields));
  const { stories, skipped, remark } = await files.import({ base });
  expect(skipped.filter((one) => one.name === name)).toEqual([]);
  expect(stories.map(({ value }) => value.canonicalUrl)).toEqual([`https://old.example${expected}`]);
  expect(remark).toContain(`Old addresses: those of ${generator}, from ${config}`);
});

test.each([
  ['_posts', '2019-01-15-a.md', '/2019/01/05/a.html'],
  ['content/posts', 'a.md', '/posts/a/'],
])('the configuration is found above the folder %s', async (under, name, expected) => {
  files.write(under === '_posts' ? '_config.yml' : 'hugo.toml', under === '_posts' ? 'title: x' : 'title = "x"');
  files.write(`${under}/${name}`, post());
  const { stories } = await files.import({ base }, under);
  expect(stories.map((one) => [one.name, one.value.canonicalUrl])).toEqual([[name, `https://old.example${expected}`]]);
});

test('--permalink wins over the configuration, and the path of --base stays', async () => {
  files.write('_config.yml', 'permalink: pretty');
  files.write('_posts/2019-01-15-a.md', post());
  const { stories } = await files.import({ base: 'https://old.example/site/', permalink: '/x/:title' });
  expect(stories[0]?.value.canonicalUrl).toBe('https://old.example/site/x/a');
});

test('aliases and redirect_from are former addresses; names of Obsidian are not', async () => {
  files.write('2019-01-15-a.md', post('aliases: [/b/, "https://old.example/?p=7", A name]\nredirect_from: /c.html'));
  expect((await files.import()).stories[0]?.value.formerUrls).toEqual(['/b/', '/?p=7', '/c.html']);
});

test('more than five former addresses have a note', async () => {
  files.write('2019-01-15-a.md', post('aliases: [/1, /2, /3, /4, /5, /6]'));
  const [story] = (await files.import()).stories;
  expect([story?.value.formerUrls, story?.notes]).toEqual([
    ['/1', '/2', '/3', '/4', '/5'],
    ['former addresses left out: /6'],
  ]);
});

describe('the old feed', () => {
  const item = (guid: string, link: string, title: string, date = 'Sat, 05 Jan 2019 08:30:00 GMT') =>
    `<item><guid isPermaLink="false">${guid}</guid><link>${link}</link><title>${title}</title><pubDate>${date}</pubDate></item>`;
  const feed = (...items: string[]) =>
    `<rss version="2.0"><channel><title>x</title><link>https://old.example/</link>${items.join('')}</channel></rss>`;

  test('a story takes the guid of its item, by its old address or by its title and day', async () => {
    files.write('a.md', post('permalink: /a/'));
    files.write('b.md', '---\ntitle: By its title\ndate: 2019-01-05\n---\nText.');
    files.write('c.md', '---\ntitle: New\ndate: 2019-01-05\n---\nText.');
    const items = [
      item('tag:1', 'http://www.old.example/a/index.html', 'Another title'),
      item('tag:2', 'https://elsewhere.example/2', 'By its title'),
      item('tag:3', 'https://old.example/gone/', 'Gone'),
    ];
    files.write('feed.xml', feed(...items));
    const { stories, remark } = await files.import({ base, oldFeed: `${files.folder}/feed.xml` });
    const guids = new Map(stories.map(({ name, value }) => [name, value.guid]));
    expect([guids.get('a.md'), guids.get('b.md')]).toEqual(['tag:1', 'tag:2']);
    expect(guids.get('c.md')).toMatch(/^urn:sha256:/);
    expect(remark).toContain(
      'Guids of the old feed: 2 of 3 stories have one. Items of the old feed without a file: 1 (https://old.example/gone/).',
    );
  });

  test('two files never take one guid', async () => {
    files.write('a.md', post('permalink: /a/'));
    files.write('b.md', post('permalink: /a/'));
    files.write('feed.xml', feed(item('tag:1', 'https://old.example/a/', 'x')));
    const { stories } = await files.import({ base, oldFeed: `${files.folder}/feed.xml` });
    expect(stories.filter(({ value }) => value.guid === 'tag:1')).toHaveLength(1);
  });

  test('a document that is no feed stops the import', async () => {
    files.write('feed.xml', '<html></html>');
    await expect(files.import({ base, oldFeed: `${files.folder}/feed.xml` })).rejects.toThrow(
      /--old-feed: .* is not a feed/,
    );
  });
});
