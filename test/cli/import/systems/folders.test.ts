import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SourceOptions } from '../../../../bin/cli/import/import-source';
import { openSystemFolder } from '../../../../bin/cli/import/systems/detect-folder';
import { countKinds, optionsWith, readSource } from './read-source';
import { mediumPage } from './samples';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (files: Readonly<Record<string, string>>): void => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
};
const open = (options: Partial<SourceOptions> = {}) => openSystemFolder(folder, 'old', optionsWith(options));
const read = async (options: Partial<SourceOptions> = {}) => readSource(await open(options));

test('any other folder is left to the reader of story files', async () => {
  write({ 'a.md': '# A\n\nText.', 'posts/b.html': '<p>B</p>', 'posts.csv': 'name,price\n' });
  expect(await open()).toBeUndefined();
});

describe('Substack', () => {
  const base = 'https://old.substack.com/';
  const HEAD = 'post_id,post_date,is_published,email_sent_at,inbox_sent_at,type,audience,title,subtitle,podcast_url';
  const row = (
    n: number,
    fields: { post?: string; type?: string; audience?: string; published?: string; podcast?: string } = {},
  ) =>
    `${fields.post ?? `${n}.post-${n}`},2024-02-${String(1 + (n % 28)).padStart(2, '0')}T09:00:00.000Z,${fields.published ?? 'true'},,,${fields.type ?? 'newsletter'},${fields.audience ?? 'everyone'},"Title ""${n}"", x < y","Sub\n${n}",${fields.podcast ?? ''}`;
  const table = (...rows: readonly string[]) => ({ 'posts.csv': `\ufeff${HEAD}\n${rows.join('\n')}\n` });

  test('a post keeps the address that is its guid, its date, subtitle and sound, without invitations', async () => {
    const invitation =
      '<div class="subscription-widget-wrap-editor"><form><p>Subscribe!</p></form></div><p class="button-wrapper"><a href="https://old.substack.com/subscribe?">Now</a></p>';
    write({
      ...table(row(7, { podcast: 'https://api.substack.com/7.mp3' })),
      'posts/7.post-7.html': `<p>Text.</p>${invitation}<p class="button-wrapper"><a href="https://shop.example/">Shop</a></p>`,
      'posts/7.opens.csv': 'private,readers\n',
    });
    const { stories, total } = await read({ base });
    expect([total, stories.map(({ value }) => value)]).toEqual([
      1,
      [
        {
          ...{
            guid: 'https://old.substack.com/p/post-7',
            canonicalUrl: 'https://old.substack.com/p/post-7',
            id: 'post-7',
          },
          ...{
            headline: 'Title "7", x < y',
            summary: 'Sub 7',
            publishedAt: '2024-02-08T09:00:00Z',
            tags: [],
            authors: [],
          },
          body: '<p>Text.</p><p class="button-wrapper"><a href="https://shop.example/">Shop</a></p>',
          audio: { url: 'https://api.substack.com/7.mp3', type: 'audio/mpeg' },
        },
      ],
    ]);
  });

  test('--base is asked for', async () => {
    write(table(row(1)));
    await expect(open()).rejects.toThrow(/^old: is an export of Substack, .* --base https:\/\/NAME\.substack\.com\/$/);
  });

  test.each([
    ['a draft', { published: 'false' }, 'drafts'],
    ['a draft in capitals', { published: 'FALSE' }, 'drafts'],
    ['a paid post', { audience: 'only_paid' }, 'posts for subscribers'],
    ['a post for subscribers', { audience: 'only_free' }, 'posts for subscribers'],
    ['a post for nobody known', { audience: '' }, 'posts for subscribers'],
    ['a page', { type: 'page' }, 'pages'],
    ['a thread', { type: 'thread' }, 'items of another type'],
    ['a post without its file', { post: '3.gone' }, 'posts without a file'],
  ])('%s is left out, with its line', async (_, fields, kind) => {
    write({ ...table(row(1), row(2, fields)), 'posts/1.post-1.html': '<p>a</p>', 'posts/2.post-2.html': '<p>b</p>' });
    const source = await read({ base });
    expect(source.stories).toMatchObject([{ value: { id: 'post-1' } }]);
    expect(source.skipped[0]).toMatchObject({ name: expect.stringMatching(/^old\/posts\.csv:\d$/), kind });
    expect(source.total).toBe(source.entries.length);
  });

  test('a part for some readers, and a file without a row, are left out', async () => {
    write({
      ...table(row(1)),
      ...{ 'posts/1.post-1.html': '<div data-dynamic-audiences="paid">b</div>', 'posts/9.lost.html': '<p>x</p>' },
    });
    const source = await read({ base });
    expect([source.total, countKinds(source)]).toEqual([2, { 'posts for subscribers': 1, 'files without a row': 1 }]);
    expect((await read({ base, include: new Set(['private']) })).stories).toHaveLength(1);
  });

  test('a damaged table is refused by its name', async () => {
    write({ 'posts.csv': `${HEAD}\n1.a,"2024` });
    await expect(read({ base })).rejects.toThrow(/^old\/posts\.csv: is not the table of a Substack export: /);
    write({ 'posts.csv': `${HEAD.replace(',title', '')}\n1.a,2024,true,,,newsletter,everyone,x,\n` });
    await expect(read({ base })).rejects.toThrow(/: has no title\. Export it again\.$/);
  });

  test('500 posts have their titles and dates, and each row counts', async () => {
    const rows = Array.from({ length: 1_000 }, (_, n) => row(n, { audience: n % 2 === 0 ? 'everyone' : 'only_paid' }));
    write({
      ...table(...rows),
      ...Object.fromEntries(rows.map((_, n) => [`posts/${n}.post-${n}.html`, `<p>Text ${n}</p>`])),
    });
    const source = await read({ base });
    expect([source.total, source.stories.length, countKinds(source)]).toEqual([
      1_000,
      500,
      { 'posts for subscribers': 500 },
    ]);
    for (const { value } of source.stories) {
      const n = Number(/\d+$/.exec(String(value.guid))?.[0]);
      expect(value).toMatchObject({ headline: `Title "${n}", x < y`, body: `<p>Text ${n}</p>` });
    }
  });
});

describe('Medium', () => {
  const include = new Set(['private'] as const);
  const DATE = '2019-03-04T05:06:07.000Z';

  test('a story keeps its guid, address, date and byline, without its repeated title', async () => {
    write({
      'posts/2019-03-04_High-water-abc123def456.html': mediumPage('abc123def456', 'High water', DATE),
      'README.html': '<p>x</p>',
    });
    const { stories } = await read({ include });
    expect(stories.map(({ value }) => value)).toEqual([
      {
        ...{
          guid: 'https://medium.com/p/abc123def456',
          id: 'high-water',
          headline: 'High water',
          summary: 'A subtitle',
        },
        ...{ canonicalUrl: 'https://medium.com/@ann/high-water-abc123def456', publishedAt: '2019-03-04T05:06:07Z' },
        ...{ tags: [], authors: [{ name: 'Ann Li', url: 'https://medium.com/@ann' }] },
        body: expect.stringMatching(/<p class="graf graf--p">Text of High water\.<\/p>/),
      },
    ]);
    expect(stories[0]?.value.body).not.toMatch(/<h[34]|<hr/);
  });

  test('a story needs --include private, because nothing tells an unlisted one, and a draft needs --include drafts', async () => {
    write({
      ...{
        'posts/a.html': mediumPage('abc123def456', 'A', DATE),
        'posts/draft_b.html': mediumPage('abc123def457', 'B'),
      },
      'posts/c.html': '<p>Something else</p>',
    });
    const source = await read();
    expect([source.total, countKinds(source)]).toEqual([
      3,
      { 'stories that may be private': 1, drafts: 1, 'other files': 1 },
    ]);
    const drafts = { include: new Set(['drafts'] as const) };
    expect(countKinds(await read(drafts))).toMatchObject({ 'undated items': 1 });
    expect((await read({ ...drafts, undated: 'now' })).stories).toMatchObject([{ value: { headline: 'B' } }]);
    expect((await read({ include })).stories).toMatchObject([{ value: { headline: 'A' } }]);
  });

  test('a story without its text is named as damaged', async () => {
    write({ 'a.html': mediumPage('abc123def456', 'A', DATE).replace('e-content', '') });
    expect((await read({ include })).skipped).toMatchObject([{ name: 'old/a.html', isFault: true }]);
  });

  test('500 stories have their titles and dates', async () => {
    const id = (n: number) => `abc${String(n).padStart(9, '0')}`;
    const day = (n: number) => new Date(Date.UTC(2015, 0, 1 + n)).toISOString();
    write(
      Object.fromEntries(
        Array.from({ length: 500 }, (_, n) => [`posts/${n}.html`, mediumPage(id(n), `Title ${n}`, day(n))]),
      ),
    );
    const { stories, total } = await read({ include });
    expect([total, stories.length]).toEqual([500, 500]);
    for (const [n, { value }] of stories.entries())
      expect(value).toMatchObject({ headline: `Title ${n}`, publishedAt: day(n).replace('.000', '') });
  });
});
