import fc from 'fast-check';
import { anyCharacter } from '../../../harness/any-character';
import { countKinds, readExport } from './read-source';
import { type WordPressItem, WXR_END, wordPressItem, wxr, wxrHead } from './samples';

const post = async (item: WordPressItem = {}, ...others: (WordPressItem | string)[]) => {
  const { stories } = await readExport(wxr(item, ...others));
  if (stories[0] === undefined) throw new Error('the post is left out');
  return stories[0];
};

test('a post keeps its guid, slug, dates, byline, categories, excerpt, picture and addresses', async () => {
  const { name, value, notes } = await post(
    {
      ...{ id: 7, title: 'R&amp;D <em>now</em>', slug: 'caf%C3%A9-1', guid: ' https://old.example/?p=7&amp;x ' },
      ...{ link: 'https://old.example/2024/02/caf%C3%A9-1/', excerpt: 'In <b>short</b>.', text: 'One.' },
      meta: { _thumbnail_id: '9', enclosure: 'https://old.example/a.mp3\n1234\naudio/mpeg\na:0:{}', _edit_last: '1' },
      more: `<category domain="category" nicename="r"><![CDATA[Rivers &amp; Seas]]></category>
<category domain="post_tag" nicename="w"><![CDATA[Water]]></category>
<category domain="post_format" nicename="post-format-aside"><![CDATA[Aside]]></category>
<category domain="category" nicename="uncategorized"><![CDATA[Uncategorized]]></category>
<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>first-name</wp:meta_value></wp:postmeta>
<wp:post_modified_gmt>2024-03-01 10:00:00</wp:post_modified_gmt>`,
    },
    {
      ...{ id: 9, type: 'attachment', status: 'inherit' },
      meta: { _wp_attachment_image_alt: 'A "bridge"' },
      more: '<wp:attachment_url>https://old.example/b.jpg</wp:attachment_url>',
    },
  );
  expect(name).toBe('https://old.example/2024/02/caf%C3%A9-1/');
  expect(value).toEqual({
    ...{
      guid: 'https://old.example/?p=7&x',
      headline: 'R&D now',
      id: 'café-1',
      body: '<p>One.</p>',
      summary: 'In short.',
    },
    ...{ canonicalUrl: name, formerUrls: ['/?p=7', '/2024/02/first-name/'], language: 'en-US' },
    ...{ publishedAt: '2024-02-05T09:00:00Z', updatedAt: '2024-03-01T10:00:00Z' },
    ...{ tags: ['Rivers & Seas', 'Water'], authors: [{ name: 'Ann Li' }] },
    audio: { url: 'https://old.example/a.mp3', type: 'audio/mpeg', length: 1234 },
    image: { url: 'https://old.example/b.jpg', alt: 'A "bridge"' },
  });
  expect(notes).toEqual([]);
});

const NOT_PUBLIC: [string, WordPressItem, string][] = [
  ['a draft', { status: 'draft' }, 'drafts'],
  ['a pending post', { status: 'pending' }, 'drafts'],
  ['an auto-draft', { status: 'auto-draft' }, 'drafts'],
  ['a private post', { status: 'private' }, 'private posts'],
  ['a post with a password', { password: 'geheim' }, 'password-protected posts'],
  ['a post with a blank password', { password: ' ' }, 'password-protected posts'],
  ['a post in the bin', { status: 'trash' }, 'posts in the bin'],
  ['a post of another status', { status: 'embargoed' }, 'posts of another status'],
  ['a post without a status', { status: '' }, 'posts of another status'],
  ['a page', { type: 'page' }, 'pages'],
  ['an attachment', { type: 'attachment', status: 'inherit' }, 'attachments'],
  ['a menu entry', { type: 'nav_menu_item' }, 'menu entries'],
  ['a revision', { type: 'revision', status: 'inherit' }, 'older revisions'],
  ['another type', { type: 'product' }, 'product items'],
  ['an item without a type', { type: '' }, 'nameless items'],
  ['a scheduled post without its moment', { status: 'future', date: '0000-00-00 00:00:00' }, 'scheduled posts'],
  ['a post of a membership', { text: '[members_only]Secret.[/members_only]' }, 'posts for members'],
  ['a paid block', { text: '<!-- wp:jetpack/paywall /-->\n<p>Secret.</p>' }, 'posts for members'],
  ['a post for subscribers', { meta: { _jetpack_newsletter_access: 'subscribers' } }, 'posts for members'],
  ['a post for a role', { meta: { _members_access_role: 'editor' } }, 'posts for members'],
];

test.each(NOT_PUBLIC)('%s is left out, with its line', async (_, item, kind) => {
  const source = await readExport(wxr({ id: 2 }, { id: 3, title: 'Hidden', ...item }));
  expect(source).toMatchObject({ total: 2, stories: [{ value: { id: 'post-2' } }] });
  expect(source.skipped).toEqual([
    { name: expect.stringMatching(/^export:\d+$/), kind, why: expect.stringMatching(/^"Hidden" ./) },
  ]);
});

test('--include takes pages, drafts and private posts, each alone', async () => {
  const items = wxr(
    { id: 1, type: 'page' },
    { id: 2, status: 'draft' },
    { id: 3, status: 'private' },
    { id: 4, password: 'x' },
    { id: 5, status: 'private', type: 'page' },
    { id: 6, status: 'trash' },
    { id: 7, text: '[restrict]x[/restrict]' },
  );
  const idsWith = async (...include: ('pages' | 'drafts' | 'private')[]) =>
    (await readExport(items, { include: new Set(include) })).stories.map(({ value }) => value.id);
  expect(await idsWith('pages')).toEqual(['post-1']);
  expect(await idsWith('drafts')).toEqual(['post-2']);
  expect(await idsWith('private')).toEqual(['post-3', 'post-4', 'post-7']);
  expect(await idsWith('pages', 'private')).toEqual(['post-1', 'post-3', 'post-4', 'post-5', 'post-7']);
});

test('a scheduled post keeps its moment, also one that has passed', async () => {
  for (const year of ['2019', '2999'])
    expect((await post({ status: 'future', date: `${year}-02-05 09:00:00` })).value.publishedAt).toBe(
      `${year}-02-05T09:00:00Z`,
    );
});

test('a public post without a date in UTC gets pubDate, or else its local date with a note', async () => {
  const item = { date: '0000-00-00 00:00:00', more: '<wp:post_date>2009-03-04 05:06:07</wp:post_date>' };
  expect(await post(item)).toMatchObject({
    ...{ value: { publishedAt: '2009-03-04T05:06:07Z' } },
    notes: ['date without a time zone, read as UTC: 2009-03-04T05:06:07'],
  });
  const dated = wordPressItem(item).replace(/<pubDate>[^<]*/, '<pubDate>Wed, 04 Mar 2009 04:06:07 +0000');
  expect((await readExport(wxr(dated))).stories).toMatchObject([{ value: { publishedAt: '2009-03-04T04:06:07Z' } }]);
});

test('an item without any date is left out, unless --undated says now, and --sections-from makes the category the section', async () => {
  const text = wxr({ date: '0000-00-00 00:00:00', more: '<category domain="category"><![CDATA[Rivers]]></category>' });
  expect((await readExport(text)).skipped).toMatchObject([
    { kind: 'undated items', why: expect.stringMatching(/^"Post 1" has no readable date: --undated now /) },
  ]);
  const { stories } = await readExport(text, { undated: 'now', sectionsFrom: 'category' });
  expect(stories).toMatchObject([{ value: { section: 'Rivers', tags: [] } }]);
});

test('an item with the guid of an earlier one is left out with the line of that one', async () => {
  const source = await readExport(wxr({ id: 1, guid: 'a' }, { id: 2, guid: 'a', title: 'Copy' }, { id: 3, guid: 'b' }));
  expect(source.stories.map(({ value }) => value.guid)).toEqual(['a', 'b']);
  expect(source.skipped).toEqual([
    {
      ...{ name: expect.stringMatching(/^export:\d+$/), kind: 'repeated items' },
      why: expect.stringMatching(/^"Copy" has the guid of the item in line \d+: a$/),
    },
  ]);
});

test('comments, sticky posts and a missing picture are told', async () => {
  const comment =
    '<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_content>Hi</wp:comment_content></wp:comment>';
  const { remark, stories } = await readExport(
    wxr({ meta: { _thumbnail_id: '99' }, more: `<wp:is_sticky>1</wp:is_sticky>${comment.repeat(3)}` }),
  );
  expect(remark).toMatch(/holds 3 comments/);
  expect(stories[0]?.notes).toEqual([
    'sticky post: stories have no fixed place on top',
    'featured picture left out, because the export lacks it: attachment 99',
  ]);
});

test('a site in a folder has no short address at the root', async () => {
  const text = wxr({ id: 7 }).replaceAll('https://old.example<', 'https://old.example/blog<');
  expect((await readExport(text)).stories[0]?.value.formerUrls).toBeUndefined();
});

test('control characters and a loose ampersand do not end the export', async () => {
  const item = wordPressItem({ text: 'a\u000bb' }).replace('<![CDATA[Post 1]]>', 'R & D');
  expect((await readExport(wxr(item, { id: 2 }))).stories).toMatchObject([
    { value: { headline: 'R & D' } },
    { value: { id: 'post-2' } },
  ]);
});

test.each([
  ['cut off', wxr({}).slice(0, -30), /^export:\d+:\d+: the file is cut off: nothing is imported\./],
  ['with wrong tags', wxr('<item><title>x</item>'), /^export:\d+:\d+: the file is not well-formed XML \(/],
  ['of an unknown version', wxrHead('2.0') + wordPressItem() + WXR_END, /is an export of WordPress in version 2\.0\./],
  ['without a version', wxr({}).replace(/<wp:wxr_version>.*<\/wp:wxr_version>/, ''), /WordPress without a version\./],
])('an export %s is refused before anything is sent', async (_, text, message) => {
  await expect(readExport(text)).rejects.toThrow(message);
});

test('any text of a field comes back as it is, and each item counts once', async () => {
  const text = fc.string({ unit: anyCharacter, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ title: text, text, status: text, password: text }), { maxLength: 5 }),
      async (all) => {
        // XML 1.0 cannot hold these characters, and reads CR LF as LF.
        const clean = (value: string) => value.replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
        const items = all.map((item, i) => ({
          ...{ id: i, title: clean(item.title), text: clean(item.text), password: clean(item.password) },
          status: i % 2 === 0 ? 'publish' : clean(item.status),
        }));
        const source = await readExport(wxr(...items));
        expect(source.total).toBe(items.length);
        expect(source.entries).toHaveLength(items.length);
        for (const { value } of source.stories) {
          const item = items.find(({ id }) => value.guid === `https://old.example/?p=${id}`);
          expect(item).toMatchObject({
            status: expect.stringMatching(/^\s*(?:publish|private|future)\s*$/),
            password: '',
          });
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('500 posts among pages, drafts and attachments are all counted', async () => {
  const types = ['post', 'post', 'page', 'attachment', 'nav_menu_item'];
  const items = Array.from({ length: 1_250 }, (_, i) => ({
    ...{ id: i, type: types[i % 5], text: `Text ${i}.\n\nMore.` },
    date: `20${String(10 + (i % 14))}-0${1 + (i % 9)}-1${i % 10} 0${i % 10}:00:00`,
  }));
  const source = await readExport(wxr(...items));
  expect([source.total, source.stories.length]).toEqual([1_250, 500]);
  expect(countKinds(source)).toEqual({ pages: 250, attachments: 250, 'menu entries': 250 });
  for (const { value } of source.stories) {
    const item = items[Number(/\d+$/.exec(String(value.guid))?.[0])];
    expect(value).toMatchObject({
      ...{ headline: `Post ${item?.id}`, publishedAt: `${item?.date.replace(' ', 'T')}Z` },
      body: `<p>Text ${item?.id}.</p>\n<p>More.</p>`,
    });
  }
});
