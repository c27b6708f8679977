import { countKinds, readExport } from './read-source';
import { bloggerArchive, bloggerEntry, bloggerKind, bloggerTakeout, dates } from './samples';

const DATES = dates('2024-01-01T00:00:00.001-08:00', '2024-01-02T00:00:00Z');
const OLD_POST = bloggerKind('post') + DATES;
const live = (more = '') => `<blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status>${DATES}${more}`;

test('a post of the old export keeps its id, address, dates and labels, and takes the author of the feed', async () => {
  const more = `<category scheme="http://www.blogger.com/atom/ns#" term="R&amp;D"/><link rel="replies" href="https://old.example/c"/><link rel="alternate" type="text/html" href="https://old.example/2024/01/high-water.html"/><link rel="enclosure" type="audio/mpeg" href="https://old.example/a.mp3" length="9"/>`;
  const { stories } = await readExport(bloggerArchive(bloggerEntry('post-1', OLD_POST + more)));
  expect(stories.map(({ value }) => value)).toEqual([
    {
      ...{ guid: 'tag:blogger.com,1999:blog-1.post-1', id: 'high-water', headline: 'Title post-1' },
      ...{ body: '<p>Text post-1.</p>', canonicalUrl: 'https://old.example/2024/01/high-water.html' },
      ...{ publishedAt: '2024-01-01T08:00:00Z', updatedAt: '2024-01-02T00:00:00Z', tags: ['R&D'] },
      ...{
        authors: [{ name: 'Ann & Ben' }],
        audio: { url: 'https://old.example/a.mp3', type: 'audio/mpeg', length: 9 },
      },
    },
  ]);
});

test('a post of Takeout has its address from --base, and its search description as summary', async () => {
  const more = `<author><name>Eve</name></author><blogger:metaDescription>1 &lt; 2</blogger:metaDescription><category scheme="tag:blogger.com,1999:blog-1" term="Seas"/><blogger:filename>/2024/01/high-water.html</blogger:filename><blogger:trashed/>`;
  const text = bloggerTakeout(bloggerEntry('post-1', live(more)));
  const { stories, remark } = await readExport(text, { base: 'https://old.example/' });
  expect([stories[0]?.value, remark]).toMatchObject([
    {
      ...{ canonicalUrl: 'https://old.example/2024/01/high-water.html', id: 'high-water', summary: '1 < 2' },
      ...{ tags: ['Seas'], authors: [{ name: 'Eve' }] },
    },
    undefined,
  ]);
  const without = await readExport(text);
  expect(without.stories[0]?.value).toMatchObject({ id: 'high-water', guid: 'tag:blogger.com,1999:blog-1.post-1' });
  expect(without.stories[0]?.value.canonicalUrl).toBeUndefined();
  expect(without.remark).toMatch(/no old address \(1\)\. --base https:/);
});

const draft = (namespace: string, says: string) =>
  `<app:control xmlns:app="${namespace}"><app:draft>${says}</app:draft></app:control>`;
const status = (name: string) => `<blogger:type>POST</blogger:type><blogger:status>${name}</blogger:status>${DATES}`;

test.each([
  ['a draft in the old namespace', OLD_POST + draft('http://purl.org/atom/app#', 'yes'), 'drafts'],
  ['a draft in the namespace of RFC 5023', OLD_POST + draft('http://www.w3.org/2007/app', ' Yes '), 'drafts'],
  ['a comment', bloggerKind('comment') + DATES, 'comments'],
  ['an answer without a kind', `${DATES}<thr:in-reply-to ref="x"/>`, 'comments'],
  ['an answer that calls itself a post', `${OLD_POST}<thr:in-reply-to ref="x"/>`, 'comments'],
  ['a template', bloggerKind('template') + DATES, 'templates'],
  ['a setting', bloggerKind('settings') + DATES, 'settings entries'],
  ['a page', bloggerKind('page') + DATES, 'pages'],
  ['an entry without a kind', DATES, 'entries of another kind'],
  ['an entry of an unknown kind', bloggerKind('poll') + DATES, 'entries of another kind'],
])('%s of the old export is left out, with its line', async (_, body, kind) => {
  const source = await readExport(bloggerArchive(bloggerEntry('post-1', OLD_POST), bloggerEntry('x', body)));
  expect(source).toMatchObject({ total: 2, stories: [{ value: { headline: 'Title post-1' } }] });
  expect(source.skipped).toEqual([{ name: 'export:4', kind, why: expect.stringMatching(/^"Title x" ./) }]);
});

test.each([
  ['a draft', status('DRAFT'), 'drafts'],
  ['a post in the bin', status('SOFT_TRASHED'), 'posts in the bin'],
  [
    'a post with the date of its deletion',
    live('<blogger:trashed>2024-01-01T00:00:00Z</blogger:trashed>'),
    'posts in the bin',
  ],
  ['a comment', '<blogger:type>COMMENT</blogger:type><blogger:status>LIVE</blogger:status>', 'comments'],
  ['a page', '<blogger:type>PAGE</blogger:type><blogger:status>LIVE</blogger:status>', 'pages'],
  ['a post of another status', status('GHOSTED'), 'posts of another status'],
  ['a scheduled post without a date', status('SCHEDULED').replace(DATES, ''), 'scheduled posts'],
])('%s of Takeout is left out, with its line', async (_, body, kind) => {
  const source = await readExport(bloggerTakeout(bloggerEntry('post-1', live()), bloggerEntry('x', body)));
  expect(source).toMatchObject({ total: 2, stories: [{ value: { headline: 'Title post-1' } }] });
  expect(source.skipped).toEqual([{ name: 'export:4', kind, why: expect.stringMatching(/^"Title x" ./) }]);
});

test('a published draft of "no", a scheduled post, and what --include asks for are taken', async () => {
  const headlines = async (text: string, ...include: ('pages' | 'drafts')[]) =>
    (await readExport(text, { include: new Set(include) })).stories.map(({ value }) => value.headline);
  const text = bloggerArchive(
    bloggerEntry('a', OLD_POST + draft('http://www.w3.org/2007/app', 'no')),
    bloggerEntry('b', OLD_POST + draft('http://www.w3.org/2007/app', 'yes')),
    bloggerEntry('c', bloggerKind('page') + DATES),
    bloggerEntry('d', bloggerKind('comment') + DATES),
  );
  expect(await headlines(text)).toEqual(['Title a']);
  expect(await headlines(text, 'drafts')).toEqual(['Title a', 'Title b']);
  expect(await headlines(text, 'pages')).toEqual(['Title a', 'Title c']);
  const later = status('SCHEDULED').replace('2024-01-01', '2999-01-01');
  expect((await readExport(bloggerTakeout(bloggerEntry('a', later)))).stories[0]?.value.publishedAt).toBe(
    '2999-01-01T08:00:00Z',
  );
});

test('text stays text, and XHTML stays HTML', async () => {
  const entry = bloggerEntry('a', OLD_POST)
    .replace('<title type="text">Title a', '<title>x &lt;b&gt; &amp;amp; y')
    .replace(
      /<content[\s\S]*<\/content>/,
      '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One</p></div></content>',
    );
  const { stories } = await readExport(bloggerArchive(entry, bloggerEntry('b', bloggerKind('comment'))));
  expect(stories[0]?.value).toMatchObject({ headline: 'x <b> &amp; y', body: '<p>One</p>' });
});

test.each([
  ['the old export', bloggerArchive, bloggerKind('post'), bloggerKind('comment')],
  [
    ...(['Takeout', bloggerTakeout] as const),
    '<blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status>',
    '<blogger:type>COMMENT</blogger:type><blogger:status>LIVE</blogger:status>',
  ],
])('500 posts in %s have their titles and dates, and each item counts', async (_, file, post, comment) => {
  const day = (n: number) => new Date(Date.UTC(2010, 0, 1 + n, n % 24)).toISOString().replace('.000', '');
  const entries = Array.from({ length: 1_000 }, (__, n) =>
    bloggerEntry(`post-${n}`, (n % 2 === 0 ? post : comment) + dates(day(n))),
  );
  const source = await readExport(file(...entries, entries[0] ?? ''));
  expect([source.total, source.stories.length, countKinds(source)]).toEqual([
    ...[1_001, 500, { comments: 500, 'repeated items': 1 }],
  ]);
  for (const { value } of source.stories) {
    const n = Number(/\d+$/.exec(String(value.guid))?.[0]);
    expect(value).toMatchObject({ headline: `Title post-${n}`, publishedAt: day(n) });
  }
});
