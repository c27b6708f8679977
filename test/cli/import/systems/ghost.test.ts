import { countKinds, readExport } from './read-source';
import { ghostExport, ghostPost } from './samples';

const one = async (fields: object, data: object = {}, base?: string) => {
  const { stories } = await readExport(ghostExport([ghostPost(1, { ...fields })], data), { base });
  if (stories[0] === undefined) throw new Error('the post is left out');
  return stories[0];
};

test('a post keeps the guid of its feed, its slug, dates, byline, public tags, excerpt and picture', async () => {
  const { id } = ghostPost(1);
  const { value, notes } = await one(
    {
      ...{ title: 'A & B <c>', custom_excerpt: '1 < 2', feature_image: '__GHOST_URL__/content/a.jpg', locale: 'de' },
      html: '<p><a href="__GHOST_URL__/b/">B</a></p>',
    },
    {
      tags: [
        { id: 't1', name: 'Seas' },
        { id: 't2', name: '#hidden' },
        { id: 't3', name: 'R&D' },
        { id: 't4', name: 'x', visibility: 'internal' },
      ],
      posts_tags: ['t1', 't2', 't3', 't4'].map((tag_id, i) => ({ post_id: id, tag_id, sort_order: 9 - i })),
      users: [
        { id: 'u1', name: 'Ann Li', email: 'ann@old.example' },
        { id: 'u2', name: 'Ben <Ode>' },
      ],
      posts_authors: ['u2', 'u1'].map((author_id, sort_order) => ({ post_id: id, author_id, sort_order })),
      posts_meta: [{ post_id: id, feature_image_alt: 'A "bridge"', feature_image_caption: 'By <b>Eve</b>' }],
    },
    'https://old.example/',
  );
  expect(value).toEqual({
    ...{ guid: id, id: 'post-1', headline: 'A & B <c>', summary: '1 < 2', language: 'de' },
    ...{ body: '<p><a href="https://old.example/b/">B</a></p>', canonicalUrl: 'https://old.example/post-1/' },
    ...{ publishedAt: '2024-02-05T09:00:00Z', updatedAt: '2024-02-06T09:00:00Z' },
    ...{ tags: ['R&D', 'Seas'], authors: [{ name: 'Ben <Ode>' }, { name: 'Ann Li' }] },
    image: { url: 'https://old.example/content/a.jpg', alt: 'A "bridge"' },
  });
  expect(notes).toEqual(['caption of the picture left out: By <b>Eve</b>']);
});

const GATED = (rule: string) => `<p>a</p><!--kg-gated-block:begin ${rule} --><p>b</p><!--kg-gated-block:end-->`;

test.each([
  ['a draft', { status: 'draft' }, 'drafts'],
  ['a page', { type: 'page' }, 'pages'],
  ['a page of Ghost 1', { type: undefined, page: 1 }, 'pages'],
  ['a post for members', { visibility: 'members' }, 'private posts'],
  ['a paid post', { visibility: 'paid' }, 'private posts'],
  ['a post for a tier', { visibility: 'tiers' }, 'private posts'],
  ['a post that went out as an e-mail', { status: 'sent' }, 'newsletter-only posts'],
  ['a post for e-mail only', { email_only: true }, 'newsletter-only posts'],
  ['a post of another status', { status: 'frozen' }, 'posts of another status'],
  ['a post of another type', { type: 'snippet' }, 'items of another type'],
  ['a scheduled post without a date', { status: 'scheduled', published_at: null }, 'scheduled posts'],
  [
    'a post with a part for members',
    { html: GATED('nonMember:false memberSegment:"status:free"') },
    'posts for members',
  ],
  ['a post without HTML', { html: null, lexical: '{}' }, 'posts without HTML'],
])('%s is left out, with its place', async (_, fields, kind) => {
  const source = await readExport(ghostExport([ghostPost(1), ghostPost(2, fields)]));
  expect(source).toMatchObject({ total: 2, stories: [{ value: { id: 'post-1' } }] });
  expect(source.skipped).toEqual([
    {
      ...{ name: 'export: post 2', kind, why: expect.stringMatching(/^"Post 2" ./) },
      ...(kind === 'posts without HTML' ? { isFault: true } : {}),
    },
  ]);
});

test('--include takes pages, drafts and private posts, each alone', async () => {
  const posts = [{ type: 'page' }, { status: 'draft' }, { visibility: 'paid' }, { status: 'sent' }].map((fields, i) =>
    ghostPost(i, fields),
  );
  const idsWith = async (kind: 'pages' | 'drafts' | 'private') =>
    (await readExport(ghostExport(posts), { include: new Set([kind]) })).stories.map(({ value }) => value.id);
  expect(await Promise.all([idsWith('pages'), idsWith('drafts'), idsWith('private')])).toEqual([
    ['post-0'],
    ['post-1'],
    ['post-2', 'post-3'],
  ]);
});

test('a part for visitors who are no members stays', async () => {
  expect((await one({ html: GATED('nonMember:true memberSegment:""') })).value.body).toContain('<p>b</p>');
});

test('a scheduled post keeps its moment, and an email_only of posts_meta counts', async () => {
  expect((await one({ status: 'scheduled', published_at: '2999-01-01T00:00:00.000Z' })).value.publishedAt).toBe(
    '2999-01-01T00:00:00Z',
  );
  const { id } = ghostPost(1);
  const source = await readExport(ghostExport([ghostPost(1)], { posts_meta: [{ post_id: id, email_only: 1 }] }));
  expect(countKinds(source)).toEqual({ 'newsletter-only posts': 1 });
});

test('a canonical address stays, and the page of the old site becomes a former address', async () => {
  const fields = { canonical_url: 'https://first.example/x' };
  expect((await one(fields, {}, 'https://old.example/blog/')).value).toMatchObject({
    ...{ canonicalUrl: 'https://first.example/x', formerUrls: ['/blog/post-1/'] },
  });
});

test('the address of the site is asked for only where a public post needs it', async () => {
  const needs = { html: '<img src="__GHOST_URL__/a.jpg">' };
  await expect(one(needs)).rejects.toThrow(/^export: "Post 1" has addresses .* --base https:\/\/old\.example\/$/);
  await expect(readExport(ghostExport([ghostPost(1, { ...needs, status: 'draft' })]))).resolves.toMatchObject({
    total: 1,
  });
  expect((await one({})).value.canonicalUrl).toBeUndefined();
});

test.each([
  ['0.11.9', /is an export of Ghost 0\.11\.9\. This command reads Ghost 1 to 6: /],
  ['7.0.0', /is an export of Ghost 7\.0\.0\./],
])('an export of Ghost %s is refused by its version', async (version, message) => {
  await expect(readExport(ghostExport([ghostPost(1)], {}, version))).rejects.toThrow(message);
});

test('an export in another form, or cut off, is refused by its name', async () => {
  const text = ghostExport([ghostPost(1)]);
  await expect(readExport(text.slice(0, -9))).rejects.toThrow(/is an export of Ghost, but no readable JSON/);
  await expect(readExport(text.replace('"posts"', '"items"'))).rejects.toThrow(/in an unknown form \(.*posts\)/);
  const { db } = JSON.parse(text);
  await expect(readExport(JSON.stringify(db[0]))).resolves.toMatchObject({ stories: [{ value: { id: 'post-1' } }] });
});

test('500 posts come oldest first, each with its title and date, and each item counts', async () => {
  const day = (n: number) => new Date(Date.UTC(2015, 0, 1 + ((n * 7) % 1_000))).toISOString();
  const posts = Array.from({ length: 1_000 }, (_, n) =>
    ghostPost(n, { published_at: day(n), status: n % 2 === 0 ? 'published' : 'draft' }),
  );
  const source = await readExport(ghostExport([...posts, posts[0] ?? {}]));
  expect([source.total, source.stories.length, countKinds(source)]).toEqual([
    ...[1_001, 500, { drafts: 500, 'repeated items': 1 }],
  ]);
  const published = source.stories.map(({ value }) => String(value.publishedAt));
  expect(published).toEqual([...published].sort());
  for (const { value } of source.stories) {
    const n = Number(/\d+$/.exec(String(value.headline))?.[0]);
    expect(value).toMatchObject({ publishedAt: day(n).replace('.000', ''), body: `<p>Text ${n}.</p>` });
  }
});
