import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder } from './folder-harness';

let files: ReturnType<typeof createFolder>;

beforeEach(() => {
  files = createFolder();
});
afterEach(() => files.remove());

const post = (fields = '', text = 'Text.') => `---\ntitle: Title\ndate: 2019-01-15\n${fields}\n---\n${text}`;

async function expectHeld(skipped: Record<string, unknown>): Promise<void> {
  expect(await files.import()).toMatchObject({ stories: [], skipped: [skipped] });
}

test.each([
  'archived: true',
  'deleted: true',
  'unpublished: true',
  'members_only: [x]',
  'subscribers_only: true',
  'premium: true',
  'active: false',
  'render: false',
  'audience: members',
  'categories: [Drafts]',
  'robots: noindex',
  'pwd: x',
  'entwurf: true',
  'status: withdrawn',
  'draft: {{ env }}',
  'params:\n  draft: true',
  'settings: { post: { published: false } }',
  'ghost: { visibility: paid }',
  'base: &base { draft: true }\n<<: *base',
  'published: 2099-01-01',
  'pubDate: 2099-01-01',
  'dates: { published: 2099-01-01 }',
  'published: nope',
  'expiryDate: next week',
  'expiryDate: 1546300800',
  'archiveDate: 2020-01-01',
])('%s holds a post back', async (fields) => {
  files.write('a.md', post(fields));
  await expectHeld({ name: expect.stringMatching(/^a\.md/) });
});

test.each(['cover: { hidden: true }', 'expiryDate: never', 'project: { status: completed }', 'tags: [rivers]'])(
  '%s holds nothing back',
  async (fields) => {
    files.write('a.md', post(fields));
    expect((await files.import()).stories).toHaveLength(1);
  },
);

const NAME = '2019-01-15-a.md';
test.each([
  ['a fence with a comment', NAME, '--- # front\ntitle: T\ndraft: true\n---\nx'],
  ['JavaScript', NAME, '---js\n{title: "T", draft: true}\n---\nx'],
  ['another fence', NAME, '***\ntitle: T\ndraft: true\n***\nx'],
  ['a block of code', NAME, '```yaml\ndraft: true\n```\nx'],
  ['a comment', NAME, '<!--\n.. title: T\n.. status: draft\n-->\nx'],
  ['a header without spaces', NAME, 'Title:T\nStatus:draft\n\nx'],
  ['JSON in single quotes', NAME, "{'title': 'T', 'draft': true}\nx"],
  ['JSON with a comment', NAME, '{ // c\n"title": "T", "draft": true}\nx'],
  ['a module', '2019-01-15-a.mdx', 'export const meta = {\n  published: false,\n}\n\n# T\n\nx'],
  ['another line end', NAME, '---\u0085title: T\u0085draft: true\u0085---\u0085x'],
  ['an unseen character', NAME, '\u00ad---\ntitle: T\ndraft: true\n---\nx'],
  ['a second document', NAME, '---\ntitle: T\n---\ndraft: true\n---\nx'],
  ['a name that stands twice', NAME, '{"title": "T", "draft": true, "draft": false}\nx'],
  ['UTF-16', NAME, Buffer.from('---\ndraft: true\n---\nx', 'utf16le').toString('latin1')],
])('fields in %s are no text', async (_, name, text) => {
  files.write(name, text);
  await expectHeld({ name: expect.stringContaining(name), isFault: true });
});

test('the head of a page says that it is a draft', async () => {
  files.write('2019-01-15-a.html', '<head><title>T</title><meta name="status" content="draft"></head><body><p>x</p>');
  await expectHeld({ kind: 'drafts' });
});

test.each([
  ['.2019-01-15-a.md', 'private posts'],
  ['__MACOSX/a.md', 'private posts'],
  ['hidden/a.md', 'private posts'],
  ['_a.md', 'drafts'],
  ['~a.md', 'drafts'],
  ['a.bak.md', 'drafts'],
  ['my-drafts/a.md', 'drafts'],
])('%s is left out', async (name, kind) => {
  files.write(name, post());
  await expectHeld({ name, kind });
});

test('a folder of drafts is left out when it is named itself', async () => {
  files.write('drafts/a.md', post());
  expect(await files.import({}, 'drafts')).toMatchObject({ stories: [], skipped: [{ kind: 'drafts' }] });
});

test.each([
  [
    'Jekyll: defaults',
    '_config.yml',
    'defaults: [{ scope: { path: _posts/x }, values: { published: false } }]',
    '_posts/x/2019-01-15-a.md',
  ],
  ['Jekyll: exclude', '_config.yml', 'exclude: [_posts/x]', '_posts/x/2019-01-15-a.md'],
  ['Hugo: cascade', 'hugo.toml', 'title = "T"\n[[cascade]]\n[cascade.build]\nrender = "never"', 'content/s/a.md'],
  ['Hugo: ignoreFiles', 'hugo.toml', 'title = "T"\nignoreFiles = ["/s/"]', 'content/s/a.md'],
  ['Astro', 'astro.config.mjs', 'export default {}', 'src/content/_x/a.md'],
])('%s holds a post back', async (_, config, text, name) => {
  files.write(config, text);
  files.write(name, post());
  await expectHeld({ name });
});

test('the section of Hugo holds its posts back, and a bundle is one page', async () => {
  files.write('hugo.toml', 'title = "T"');
  files.write('content/s/_index.md', '---\ncascade:\n  build:\n    render: never\n---');
  files.write('content/s/a.md', post());
  files.write('content/b/index.md', post('draft: true'));
  files.write('content/b/part.md', post());
  const { stories, skipped } = await files.import();
  expect([stories, skipped.map(({ kind }) => kind).sort()]).toEqual([
    [],
    ['drafts', 'pages', 'pages', 'private posts'],
  ]);
});

test.each([
  ['posts/posts.json', '{ "draft": true }'],
  ['posts/posts.11tydata.js', 'module.exports = { permalink: false };'],
  ['posts/a.json', '{ "draft": true }'],
])('data of Eleventy holds a post back: %s', async (name, text) => {
  files.write('.eleventy.js', '');
  files.write(name, text);
  files.write('posts/a.md', post());
  await expectHeld({ name: 'posts/a.md' });
});

test('a link out of the folder, a pipe, and a huge file are told', async () => {
  files.write('site/a.md', post());
  files.write('secret.md', post());
  symlinkSync(join(files.folder, 'secret.md'), join(files.folder, 'site/link.md'));
  execFileSync('mkfifo', [join(files.folder, 'site/pipe.md')]);
  writeFileSync(join(files.folder, 'site/huge.md'), '');
  truncateSync(join(files.folder, 'site/huge.md'), 3e9);
  const { stories, skipped } = await files.import({}, 'site');
  expect(stories.map(({ name }) => name)).toEqual(['a.md']);
  expect(skipped.map(({ name }) => name).sort()).toEqual(['huge.md:1', 'link.md', 'pipe.md']);
});

test('two files with one guid are two stories', async () => {
  files.write('a.md', post('guid: g1'));
  files.write('b.md', post('guid: g1'));
  const { stories } = await files.import();
  expect(new Set(stories.map(({ value }) => value.guid)).size).toBe(2);
});

test('texts for some visitors, and comments, do not leak', async () => {
  const text = '{{< comment >}}SECRET{{< /comment >}}{{< private >}}SECRET{{< /private >}} %%SECRET%% open, 5%% off';
  files.write('a.md', post('', text));
  const [story] = (await files.import()).stories;
  expect(story?.value.body).not.toContain('SECRET');
  expect(story?.value.body).toContain('open, 5%% off');
});

test.each([
  { base: 'old.example' },
  { base: 'ftp://old.example/' },
  { permalink: '/:nope/' },
  { oldFeed: '/nope.xml' },
])('an option that no story can use is refused: %j', async (options) => {
  mkdirSync(join(files.folder, 'x'));
  await expect(files.import(options)).rejects.toThrow(/--(?:base|permalink|old-feed)/);
});

test('an export of MDX goes with its blank lines, and the text below stays', async () => {
  const code =
    'export function A() {\n  const a = 1;\n\n  return <p>CODE</p>;\n}\n\nText below.\n\nexport const open = (\n\nLast.';
  files.write('a.mdx', post('', code));
  const [story] = (await files.import()).stories;
  expect(story?.value.body).not.toContain('CODE');
  expect(story?.value.body).toMatch(/Text below.*Last/s);
});

test('a story of Medium in a folder within the folder is no file of the folder', async () => {
  const html =
    '<article class="h-entry"><h1 class="p-name">T</h1><section class="e-content"><p>x</p></section><p>Exported from <a href="https://medium.com">Medium</a></p></article>';
  files.write('export/posts/2019-01-02_T-abcdef.html', html);
  await expectHeld({ isFault: true });
});
