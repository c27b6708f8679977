import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openSystemFolder } from '../../../../bin/cli/import/systems/detect-folder';
import { optionsWith, readExport, readSource } from './read-source';
import { bloggerArchive, bloggerEntry, bloggerKind, dates, wordPressItem, wxr } from './samples';

const meta = (key: string, ...values: string[]) =>
  values
    .map(
      (value) => `<wp:postmeta><wp:meta_key>${key}</wp:meta_key><wp:meta_value>${value}</wp:meta_value></wp:postmeta>`,
    )
    .join('');

test.each([
  ['two statuses', { more: '<wp:status>private</wp:status>' }],
  ['two types', { more: '<wp:post_type>page</wp:post_type>' }],
  ['a second password', { more: '<wp:post_password>x</wp:post_password>' }],
  ['an element as password', { more: '<wp:post_password><b/></wp:post_password>' }],
  ['an unreadable date of a scheduled post', { status: 'future', date: '2099-13-45 10:00:00' }],
  [
    'a hidden block',
    { text: '<!-- wp:paragraph {"metadata":{"blockVisibility":false}} --><p>S</p><!-- /wp:paragraph -->' },
  ],
  ['a paywall without blanks', { text: '<!--wp:jetpack/paywall /--><p>S</p>' }],
  ['a blank in the end of a shortcode', { text: '[private]S[/private ]' }],
  ['a locker', { text: '[content-locker]S[/content-locker]' }],
  ['groups', { text: '[groups_can capability="x"]S[/groups_can]' }],
  ['two roles, of which the last is empty', { more: meta('_members_access_role', 'editor', '') }],
  ['WP-Members', { more: meta('_wpmem_block', '1') }],
  ['Groups', { more: meta('groups-read', '2') }],
  ['an unknown plugin', { more: meta('_restrict_content', 'yes') }],
])('WordPress: %s', async (_, item) => {
  expect(await readExport(wxr(item))).toMatchObject({ total: 1, stories: [], skipped: [{ name: expect.any(String) }] });
});

test.each([
  ['a form to subscribe', { text: '<!-- wp:jetpack/subscriptions /--><p>Open</p>' }],
  ['a field that says no', { more: meta('_restrict_content', 'no') }],
  [
    'a visible block',
    { text: '<!-- wp:paragraph {"metadata":{"blockVisibility":true}} --><p>S</p><!-- /wp:paragraph -->' },
  ],
])('WordPress: %s is public', async (_, item) => {
  expect((await readExport(wxr(item))).stories).toHaveLength(1);
});

test('WordPress: a synced pattern has a part for members, or a password', async () => {
  const pattern = { id: 7, type: 'wp_block', text: '<!-- wp:jetpack/paywall /--><p>SECRET</p>' };
  const locked = { id: 8, type: 'wp_block', text: '<p>SECRET</p>', password: 'x' };
  const uses = (id: number) => ({ id, text: `<!-- wp:block {"ref":${id + 6}} /-->` });
  const { stories } = await readExport(wxr(uses(1), uses(2), pattern, locked));
  expect(JSON.stringify(stories)).not.toContain('SECRET');
});

test.each([
  ['a password', { status: 'draft', password: 'x' }],
  ['a part for members', { status: 'draft', text: '[members_only]S[/members_only]' }],
])('WordPress: --include drafts leaves out a draft with %s', async (_, item) => {
  expect((await readExport(wxr(item), { include: new Set(['drafts']) })).stories).toEqual([]);
});

test('WordPress: a mailbox is no byline', async () => {
  const [story] = (await readExport(wxr({ creator: 'ben@old.example' }))).stories;
  expect(JSON.stringify(story?.value)).not.toContain('ben@old.example');
});

test('WordPress: two posts without guids and with one address', async () => {
  const item = (id: number) => wordPressItem({ id, link: 'https://old.example/a/' }).replace(/<guid.*<\/guid>/, '');
  expect(await readExport(wxr(item(1), item(2)))).toMatchObject({
    stories: [{}],
    skipped: [{ kind: 'repeated items' }],
  });
});

test.each([
  ['a long comment before the root', (text: string) => text.replace('<rss', `<!--${'x'.repeat(70_000)}--><rss`)],
  ['a root in upper case', (text: string) => text.replace('<rss', '<RSS').replace('</rss', '</RSS')],
])('WordPress: an export with %s is no feed', async (_, change) => {
  expect(await readExport(change(wxr({ status: 'private' })))).toMatchObject({ stories: [], skipped: [{}] });
});

const APP = 'xmlns:app="http://www.w3.org/2007/app"';
test.each([
  `<app:control xmlns:app="https://www.w3.org/2007/app"><app:draft>yes</app:draft></app:control>`,
  `<app:control ${APP}><app:draft>true</app:draft></app:control>`,
  `<app:control ${APP}><app:draft/></app:control>`,
  `<app:control ${APP}><app:draft>no</app:draft><app:draft>yes</app:draft></app:control>`,
  `<app:control ${APP}/><app:control ${APP}><app:draft>yes</app:draft></app:control>`,
  `<app:draft ${APP}>yes</app:draft>`,
])('Blogger: %s is a draft', async (mark) => {
  const entry = bloggerEntry('post-1', bloggerKind('post') + dates('2019-01-01T00:00:00Z') + mark);
  expect(await readExport(bloggerArchive(entry))).toMatchObject({ stories: [], skipped: [{ kind: 'drafts' }] });
});

test('Blogger: an entry of two kinds, and an export whose first comment comes late', async () => {
  const kinds = bloggerEntry('post-1', bloggerKind('post') + bloggerKind('comment') + dates('2019-01-01T00:00:00Z'));
  expect((await readExport(bloggerArchive(kinds))).stories).toEqual([]);
  const late = `<!--${'x'.repeat(70_000)}-->${bloggerEntry('post-2', bloggerKind('comment'))}`;
  const text = bloggerArchive(late).replace('.archive', '');
  expect(await readExport(text)).toMatchObject({ stories: [], skipped: [{ kind: 'comments' }] });
});

const ghost = (post: object, data: object = {}): string =>
  JSON.stringify({
    db: [
      {
        meta: { exported_on: 1, version: '5.0' },
        data: {
          posts: [
            {
              ...{ id: 'a', title: 'T', slug: 't', html: '<p>x</p>', status: 'published', type: 'post' },
              ...{ published_at: '2019-01-01T00:00:00.000Z', updated_at: '2019-01-02T00:00:00.000Z', ...post },
            },
          ],
          ...data,
        },
      },
    ],
  });

test.each([
  ['an unreadable date', { status: 'scheduled', published_at: 'soon' }, {}],
  ['a gate without rules', { html: '<!--kg-gated-block:begin--><p>S</p><!--kg-gated-block:end-->' }, {}],
  ['a newsletter', { email_only: 0 }, { posts_meta: [{ post_id: 'a', email_only: true }] }],
  ['a page', { page: 1 }, {}],
])('Ghost: %s is left out', async (_, post, data) => {
  expect(await readExport(ghost(post, data))).toMatchObject({ stories: [], skipped: [{}] });
});

describe('folders', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const read = async () =>
    readSource(await openSystemFolder(folder, 'export', optionsWith({ base: 'https://n.substack.com/' })));
  const table = (...rows: string[]) =>
    [
      'post_id,post_date,is_published,type,audience,title',
      ...rows.map((title) => `1.a,2019-01-01T00:00:00Z,true,newsletter,everyone,${title}`),
    ].join('\n');

  test('Substack: a row that stands twice, and a paywall in a public post', async () => {
    write('posts.csv', table('One', 'Two'));
    write('posts/1.a.html', '<p>x</p>');
    expect(await read()).toMatchObject({ stories: [{}], skipped: [{ kind: 'repeated items' }] });
    write('posts/1.a.html', '<p>x</p><div data-component-name="PaywallToDOM"></div><p>S</p>');
    expect((await read()).stories).toEqual([]);
  });

  test.each([
    ['texts alone', '1.a.html', undefined],
    ['a table without audience', 'posts/1.a.html', 'post_id,title\n1.a,T'],
    ['an export in another folder', 'x/posts/1.a.html', undefined],
  ])('Substack: %s are refused', async (_, name, csv) => {
    write(name, '<p>x</p>');
    if (csv !== undefined) write('posts.csv', csv);
    await expect(read()).rejects.toThrow(/of Substack/);
  });

  test('a page of an error is no text of Substack', async () => {
    write('404.html', '<p>x</p>');
    expect(await openSystemFolder(folder, 'site', optionsWith())).toBeUndefined();
  });
});
