import type { Includable } from '../../../bin/cli/import/import-source';
import { createFolder } from './folder-harness';

let files: ReturnType<typeof createFolder>;

beforeEach(() => {
  files = createFolder();
});
afterEach(() => files.remove());

const post = (fields = '') => `---\ntitle: Title\ndate: 2019-01-15\n${fields}\n---\nText.`;

/** Imports one file, without and with an option to include its kind. */
async function importFile(name: string, text: string, included: Includable) {
  files.write(name, text);
  const [without, withIt] = [await files.import(), await files.import({ include: new Set([included]) })];
  return { skipped: without.skipped, stories: without.stories, included: withIt.stories.length };
}

test.each([
  'draft: true',
  'draft: "yes"',
  'draft: later',
  'isDraft: true',
  'wip: true',
  'public: false',
  'published: false',
  'publish: false',
  'dg-publish: false',
  'status: draft',
  'post-status: pending',
  'post_status: draft',
  'permalink: false',
  'draft: true\ndate: TBD',
])('%s makes a draft', async (fields) => {
  const text = post(fields)
    .replace(/date: 2019-01-15\n(?=[\s\S]*date: TBD)/, '')
    .replace('TBD', '2019-01-16');
  const { skipped, stories, included } = await importFile('a.md', text, 'drafts');
  expect([stories, skipped, included]).toMatchObject([[], [{ name: 'a.md', kind: 'drafts' }], 1]);
  expect(skipped[0]?.isFault).toBeUndefined();
});

test.each([
  'private: true',
  'visibility: private',
  'visibility: members',
  'status: private',
  'hidden: yes',
  'unlisted: true',
  'listed: false',
  'password: secret',
  'access: paid',
  'members_only: true',
  'headless: true',
  'build:\n  render: never',
  '_build:\n  list: false',
  'build: { render: link }',
  'eleventyExcludeFromCollections: true',
])('%s makes a private post', async (fields) => {
  const { skipped, stories, included } = await importFile('a.md', post(fields), 'private');
  expect([stories, skipped, included]).toMatchObject([[], [{ name: 'a.md', kind: 'private posts' }], 1]);
});

test.each(['expiryDate: 2021-01-01', 'expires: 2021-01-01', 'unpublishDate: 2021-01-01', 'expiry_date: 2021-01-01'])(
  'a post is over: %s',
  async (fields) => {
    const { skipped, stories, included } = await importFile('a.md', post(fields), 'private');
    expect([stories, skipped, included]).toMatchObject([[], [{ name: 'a.md', kind: 'expired posts' }], 1]);
  },
);

test.each([
  'go_live: 2099-01-01',
  'showFrom: 2099-01-01',
  'workflow: review',
  'state: pending',
  'approved: false',
  'exclude_from_search: true',
  'publishAfter: 2099-01-01',
  'publish: 2099-01-01',
  'offline_until: 2021-01-01',
])('an unknown field stops the story with a question: %s', async (fields) => {
  const { skipped, stories, included } = await importFile('a.md', post(fields), 'private');
  expect([stories, skipped, included]).toMatchObject([[], [{ name: 'a.md', kind: 'unclear posts', isFault: true }], 1]);
  expect(skipped[0]?.why).toMatch(/^\w+: unknown field, which may hold the story back: .* --include private/);
});

test.each([
  'draft: false',
  'published: true',
  'status: published',
  'visibility: public',
  'public: true',
  'hidden: false',
  'noindex: false',
  'approved: true',
  'readingTime: 5 min',
  'showDate: true',
  'event_day: 2018-01-01',
  'comment_status: open',
  'last_modified_at: 2020-01-01',
  'build: { render: always }',
])('%s holds nothing back', async (fields) => {
  files.write('a.md', post(fields));
  expect((await files.import()).stories).toHaveLength(1);
});

test('a date ahead is an embargo', async () => {
  files.write('a.md', post('publishDate: 2099-01-01T00:00:00Z'));
  expect((await files.import()).stories[0]?.value.publishedAt).toBe('2099-01-01T00:00:00Z');
});

test.each(['embargo:', 'status: scheduled'])('%s without a date stops the story', async (fields) => {
  files.write('a.md', `---\ntitle: Title\n${fields}\n---\nText.`);
  const { stories, skipped } = await files.import({ undated: 'now' });
  expect([stories, skipped]).toMatchObject([[], [{ isFault: true }]]);
});

test.each([
  ['_drafts/a.md', 'drafts', 'drafts'],
  ['deep/_drafts/more/a.md', 'drafts', 'drafts'],
  ['drafts/a.md', 'drafts', 'drafts'],
  ['.trash/a.md', 'private posts', 'private'],
  ['.obsidian/a.md', 'private posts', 'private'],
  ['posts/_index.md', 'pages', 'pages'],
  ['404.html', 'pages', 'pages'],
] as const)('%s is one of the %s', async (name, kind, include) => {
  const { skipped, stories, included } = await importFile(name, post(), include);
  expect([stories, skipped, included]).toMatchObject([[], [{ name, kind }], 1]);
});

test.each([
  ['README.md', 'project files'],
  ['docs/CHANGELOG.md', 'project files'],
  ['LICENSE.md', 'project files'],
  ['_layouts/post.html', 'templates'],
  ['archetypes/default.md', 'templates'],
  ['templates/daily.md', 'templates'],
  ['2024-01-01-a.adoc', 'other files'],
  ['a.rst', 'other files'],
  ['notes.org', 'other files'],
  ['2024-01-01-a.txt', 'other files'],
])('%s is skipped: %s', async (name, kind) => {
  const { skipped, stories } = await importFile(name, post(), 'private');
  expect([stories, skipped]).toMatchObject([[], [{ name, kind }]]);
});

test('a page by its layout is no undated file', async () => {
  files.write('about.md', '---\ntitle: About\nlayout: page\n---\nText.');
  expect((await files.import()).skipped).toMatchObject([{ name: 'about.md', kind: 'pages' }]);
});

test('programs and their output are not read, and files of no interest are counted', async () => {
  for (const name of ['node_modules/a/b.md', '_site/a.md', '.git/a.md', 'a.png', 'b.png', 'c.css'])
    files.write(name, post());
  files.write('d.md', post());
  const { stories, skipped, remark } = await files.import();
  expect([stories.length, skipped]).toEqual([1, []]);
  expect(remark).toBe(
    'Not read, because they are no stories: 2 .png, 1 folder .git, 1 folder _site, 1 .css, 1 folder node_modules.',
  );
});
