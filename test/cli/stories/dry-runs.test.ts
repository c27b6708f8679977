import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RECORD_FILE } from '../../../bin/cli/stories/record-file';
import { useLocalNewsroom } from '../local-newsroom';

jest.setTimeout(60_000);

const newsroom = useLocalNewsroom();
const { run, write } = newsroom;

const STORY = { headline: 'River peaks', body: '<p>Text.</p>', section: 'Local', tags: ['Rivers'], id: 'river' };

beforeAll(async () => {
  write('river.json', JSON.stringify(STORY));
  await run('publish river.json');
  await run('publish river.json');
  write('gone.json', JSON.stringify({ ...STORY, id: 'gone', headline: 'Gone', tags: ['Syira'] }));
  await run('publish gone.json');
  await run('withdraw gone --reason x');
  write('new.md', '# Brand new\n\nText.\n');
  write('changed.json', JSON.stringify({ ...STORY, headline: 'River falls' }));
});

/** Everything that the newsroom has, and the files of the folder. */
async function readState() {
  const [list, feeds, gone] = [await run('export'), await run('feeds'), await run('history gone --json')];
  const revisions = list.out.split('\n').filter((line) => line.startsWith('{"revision"'));
  return { revisions, feeds: feeds.out, gone: gone.out, files: readdirSync(newsroom.folder).sort() };
}

describe('a dry run', () => {
  test.each([
    ['publish new.md', /^dry run: brand-new published /],
    ['publish changed.json', /^dry run: river is at revision 2, published /],
    ['revise river changed.json', /^dry run: river is at revision 2, published /],
    ['break river --for 2h', /^dry run: river published .*, breaking until /],
    ['break river --until cleared', /^dry run: river .*breaking until it is cleared/],
    ['unbreak river', /^dry run: river is no longer breaking: /],
    ['withdraw river --reason x', /^dry run: river is withdrawn: /],
    ['reinstate gone', /^dry run: gone published /],
    ['correct river --note wrong', /^dry run: river is corrected, published /],
  ])('of %s prints the outcome, and changes nothing', async (line, outcome) => {
    const before = await readState();
    const { code, out, err } = await run(`${line} --dry-run`);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(outcome) });
    expect(err).toMatch(/Nothing was changed\.\n$/);
    expect(JSON.parse((await run(`${line} --dry-run --json`)).out)).toMatchObject({ dryRun: true });
    expect(await readState()).toEqual(before);
  });

  test('of publish shows the differences, asks nothing, and leaves the record', async () => {
    const { err } = await run('publish changed.json --dry-run');
    expect(err).toContain('headline\n  - River peaks\n  + River falls\n');
    expect((await run('publish new.md changed.json river.json --dry-run')).err).toMatch(
      /Dry run\. Published: 1 of 3, revised: 1, nothing new: 1\.\nNothing was changed\.\n$/,
    );
  });

  test('of a file with an error is refused with its line', async () => {
    write('wrong.md', '---\nlanguage: zz\n---\n# Wrong\n\nText.');
    expect(await run('publish wrong.md --dry-run')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^wrong\.md:2: language: /),
    });
    expect((await run('publish missing.md --dry-run')).code).toBe(1);
  });

  test('of feeds close and feeds open leaves the feed', async () => {
    const before = await readState();
    const closed = await run('feeds close /tags/rivers --dry-run');
    expect(closed).toMatchObject({ code: 1, err: expect.stringContaining('This feed holds 1 story') });
    const page = `${newsroom.server.address}/tags/rivers`;
    expect(await run('feeds open /tags/rivers --dry-run')).toEqual({
      code: 0,
      out: `dry run: ${page} is open.\n`,
      err: 'Nothing was changed.\n',
    });
    expect(await readState()).toEqual(before);
  });

  test('of import counts the stories, and stores none', async () => {
    mkdirSync(join(newsroom.folder, 'posts'));
    for (const name of ['one', 'two']) write(`posts/${name}.md`, `---\ndate: 2020-01-01\n---\n# Post ${name}\n\nText.`);
    const before = await readState();
    expect(await run('import posts --dry-run')).toEqual({
      code: 0,
      out: 'Dry run. Imported: 2 of 2; there already: 0; skipped: 0.\n',
      err: expect.stringMatching(/^note, 2 times, such as: one.md: summary: .*\n--verbose .*\nNothing was changed.\n$/),
    });
    expect(await readState()).toEqual(before);
  });
});

test('each edit names the feeds of the story', async () => {
  const { out } = await run('break river --for 2h');
  expect(out).toMatch(/^river .*\nIt is in \d feeds: .*\/sections\/local.*\/tags\/rivers.*\.\n$/);
  expect((await run('unbreak river')).out).toMatch(/\nIt is in \d feeds: /);
  expect((await run('withdraw river --reason x')).out).toMatch(/\nIt leaves \d feeds: .*\/tags\/rivers/);
  expect(JSON.parse((await run('reinstate river --json')).out).feeds).toContain('/tags/rivers');
});

test('no dry run has touched the record', () => {
  expect(readdirSync(newsroom.folder)).toContain(RECORD_FILE);
});
