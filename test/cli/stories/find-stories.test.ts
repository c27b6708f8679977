import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { nearestIds } from '../../../bin/cli/stories/nearest-ids';
import { isDurationWord, readDuration } from '../../../bin/cli/stories/read-duration';
import { useLocalNewsroom } from '../local-newsroom';

jest.setTimeout(60_000);

const newsroom = useLocalNewsroom();
const { run, write } = newsroom;

const COUNT = 130;
const ERASED = '\r\u001b[K';
const day = (i: number) => new Date(Date.UTC(2026, 0, 1) + i * 86_400_000).toISOString().replace('.000', '');

beforeAll(async () => {
  mkdirSync(join(newsroom.folder, 'posts'));
  for (let i = 0; i < COUNT; i++) {
    const section = i % 10 === 0 ? 'Middle East' : 'Local';
    const tags = i % 2 === 0 ? '[Rivers]' : '[Roads, Ångström]';
    const fields = `id: story-${i}\ndate: ${day(i)}\nsection: ${section}\ntags: ${tags}\nauthor: ${i === 7 ? 'Ann Li' : 'Ben Ode'}`;
    write(`posts/story-${i}.md`, `---\n${fields}\n---\n# Story number ${i}\n\nText.\n`);
  }
  expect((await run('import posts')).out).toBe(`Imported: ${COUNT} of ${COUNT}; there already: 0; skipped: 0.\n`);
  write('later.json', JSON.stringify({ id: 'later', headline: 'Later', body: 'Text.', publishedAt: soon() }));
  await run('publish later.json');
  await run('withdraw story-5 --reason x');
  await run('break story-6 --for 1h');
});
const soon = () => new Date(Date.now() + 86_400_000).toISOString();

const idsOf = (out: string) =>
  out
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(' ')[0]);

describe('list', () => {
  test.each([
    [['--status', 'scheduled'], ['later']],
    [['--status', 'withdrawn'], ['story-5']],
    [['--status', 'breaking', '--section', 'local'], ['story-6']],
    [
      ['--text', 'NUMBER 12', '--limit', '2'],
      ['story-129', 'story-128'],
    ],
    [['--text', 'ann', '--limit', '3'], ['story-7']],
    [['--section', 'middle east', '--since', '2026-04-30'], ['story-120']],
    [
      ['--tag', 'ångström', '--limit', '2'],
      ['story-129', 'story-127'],
    ],
    [
      ['--since', '2026-05-09T01:00:00+01:00', '--status', 'published'],
      ['story-129', 'story-128'],
    ],
  ])('%j gives %j', async (options, ids) => {
    const { code, out } = await run(['list', ...options]);
    expect(code).toBe(0);
    expect(idsOf(out)).toEqual(ids);
  });

  test('goes on behind the last match, with the same filter', async () => {
    const first = await run(['list', '--section', 'Middle East', '--limit', '7']);
    expect(idsOf(first.out)).toHaveLength(7);
    const next = /^Next page: bulletin (list --section 'Middle East' --before \S+)\n$/.exec(first.err)?.[1] ?? '';
    const { out, err } = await run(['list', '--section', 'Middle East', ...next.split(' ').slice(-2)]);
    expect([...idsOf(first.out), ...idsOf(out)]).toEqual([
      ...Array.from({ length: 13 }, (_, i) => `story-${120 - i * 10}`),
      expect.stringMatching(/^kerry-fears/),
    ]);
    expect(err).toBe('');
  });

  test('stops at the first story before --since', async () => {
    const paths: string[] = [];
    const { fetch } = globalThis;
    const spy = jest.spyOn(globalThis, 'fetch').mockImplementation((address, init) => {
      paths.push(String(address));
      return fetch(address, init);
    });
    try {
      await run('list --since 2026-05-08');
    } finally {
      spy.mockRestore();
    }
    expect(paths.filter((path) => path.includes('/newsroom/stories'))).toHaveLength(1);
  });

  test('says where nothing matches, and gives JSON', async () => {
    expect((await run('list --text nowhere')).out).toBe('No story matches.\n');
    expect(JSON.parse((await run('list --text nowhere --json')).out)).toEqual({ stories: [], cursor: null });
  });

  test('shows its progress on a terminal only, and removes it', async () => {
    let drawn = '';
    const terminal = { write: (text: string) => (drawn += text) } as unknown as NodeJS.WritableStream;
    expect((await run('list --text nowhere', {}, { terminal })).err).toBe('');
    expect(drawn).toContain('100 stories read, 0 found');
    expect(drawn.endsWith(ERASED)).toBe(true);
  });
});

describe('an id', () => {
  test('may be the address of the page, with a query or a fragment', async () => {
    const page = `${newsroom.server.address}/stories/story-7`;
    for (const address of [page, `${page}?utm=x`, `${page}#top`, `${page}/`, '/stories/story-7'])
      expect((await run(['show', address, '--json'])).out).toContain('"id": "story-7"');
    expect((await run(['history', page])).code).toBe(0);
    expect((await run(['break', page, '--dry-run'])).code).toBe(0);
    expect((await run(['withdraw', page, '--reason', 'x', '--dry-run'])).code).toBe(0);
    expect((await run(['correct', page, '--note', 'x', '--dry-run'])).code).toBe(0);
    expect((await run(['revise', page, 'posts/story-7.md', '--dry-run'])).code).toBe(0);
  });

  test.each(['show', 'history', 'break', 'reinstate'])('of another server is refused by name: %s', async (command) => {
    expect(await run(`${command} https://other.example/stories/story-7`)).toMatchObject({
      code: 2,
      out: '',
      err: `https://other.example/stories/story-7 is not a page of ${newsroom.server.address}: set --url or BULLETIN_URL.\n`,
    });
  });

  test.each([
    ['show storry-129', 'story-129'],
    ['break stori-129 --for 1h', 'story-129'],
    ['withdraw STORY-128x --reason x', 'story-128'],
    ['history late', 'later'],
    ['correct stroy-129 --note x', 'story-129'],
    ['show lateer --revision 1', 'later'],
  ])('that is wrong gets the nearest ones: %s', async (line, near) => {
    const { code, err } = await run(line);
    expect(code).toBe(1);
    expect(err).toMatch(
      /^http:\S+ has no story with the id \S+\. Did you mean .+\? To see all ids: bulletin list\.\n$/,
    );
    expect(err).toContain(near);
  });

  test('that is wrong in revise gets the nearest ones', async () => {
    expect((await run('revise storyy-7x posts/story-7.md')).err).toContain(
      ' has no story with the id storyy-7x. Did you mean story-7',
    );
  });

  test('without a near one gets none', async () => {
    expect((await run('show zzzzzzzzzz')).err).toMatch(/There is no story with this id/);
  });

  test('that is right, with a revision that is not there, gets no other ids', async () => {
    expect((await run('show later --revision 9')).err).toMatch(/no such revision/);
  });
});

test('preview shows the next revision of the story that a file is already', async () => {
  expect(JSON.parse((await run('preview later.json --json')).out)).toMatchObject({
    story: { id: 'later', revision: 2 },
  });
  const page = `${newsroom.server.address}/stories/story-7`;
  expect(JSON.parse((await run(`preview later.json --id ${page} --json`)).out || '{}')).toEqual({});
  expect((await run('preview posts/story-7.md --id storyy-7x')).err).toContain('Did you mean story-7');
});

describe('nearestIds', () => {
  const ids = ['river-peaks-at-dawn', 'the-river', 'council', 'rover', 'council-2', 'counsel'];
  test.each([
    ['river', ['river-peaks-at-dawn', 'the-river', 'rover']],
    ['Council', ['council', 'council-2', 'counsel']],
    ['nothing', []],
    ['', []],
  ])('of %j are %j', (wrong, near) => {
    expect(nearestIds(wrong, ids)).toEqual(near);
  });
});

describe('readDuration', () => {
  test.each([
    ['2h', 7_200],
    ['2 hours', 7_200],
    ['90 minutes', 5_400],
    ['1 hour and 30 minutes', 5_400],
    ['1 hour, 30 min', 5_400],
    ['1.5 hours', 5_400],
    ['1d12h', 129_600],
    ['2 Days', 172_800],
    ['1 week', 604_800],
    ['PT2H', 7_200],
    ['p1dt12h', 129_600],
    ['45s', 45],
  ])('reads %j', (text, seconds) => {
    expect(readDuration(text)).toBe(seconds);
  });

  test.each(['', '2', 'two hours', '2 fortnights', '1h30', '-2h', '2 months', '0h', '11 years', '9999999d', 'h'])(
    'does not guess %j',
    (text) => {
      expect(readDuration(text)).toBeUndefined();
    },
  );

  test.each(['hours', 'minutes', 'm', '30', '30m', 'and', 'Days'])('%j continues a duration', (word) => {
    expect(isDurationWord(word)).toBe(true);
  });
  test.each(['river', 'months', 'story-7', ''])('%j does not', (word) => {
    expect(isDurationWord(word)).toBe(false);
  });
});

test.each([
  'break story-7 --for 2 hours',
  'break --for 2 hours story-7',
  'break story-7 --for 1 hour and 60 minutes',
  'break story-7 --for 120 minutes',
])('%s breaks for two hours', async (line) => {
  const { code, out } = await run([...line.split(' '), '--json']);
  expect(code).toBe(0);
  const { breakingUntil } = JSON.parse(out).story;
  const seconds = (Date.parse(breakingUntil) - Date.now()) / 1_000;
  expect(seconds).toBeGreaterThan(7_100);
  expect(seconds).toBeLessThanOrEqual(7_200);
});

describe('correct', () => {
  test('adds the note, keeps every other field, and tells readers', async () => {
    const before = await newsroom.story('story-6');
    const { code, out } = await run([
      'correct',
      'story-6',
      '--note',
      'The bridge was another.',
      '--reason',
      'a reader wrote',
    ]);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^story-6 is corrected, published /) });
    const after = await newsroom.story('story-6');
    expect(after).toEqual({
      ...before,
      correction: { at: expect.any(String), note: 'The bridge was another.' },
      revision: 3,
      updatedAt: after.updatedAt,
    });
    expect(after.updatedAt).not.toBe(before.updatedAt);
    const page = await (await fetch(`${newsroom.server.address}/stories/story-6`)).text();
    expect(page).toContain('The bridge was another.');
    expect((await run('history story-6')).out).toContain('a reader wrote');
  });

  test('does not name the flag or the date, for the flag may end on the way', async () => {
    const spy = jest.spyOn(globalThis, 'fetch');
    try {
      await run('correct story-6 --note x --dry-run');
      const body = String(spy.mock.calls.find(([, request]) => request?.method === 'PUT')?.[1]?.body);
      expect(Object.keys(JSON.parse(body))).toEqual(expect.arrayContaining(['headline', 'body', 'correction']));
      for (const name of ['breaking', 'breakingUntil', 'publishedAt'])
        expect(JSON.parse(body)).not.toHaveProperty(name);
    } finally {
      spy.mockRestore();
    }
  });

  test('of a withdrawn story is refused', async () => {
    expect(await run('correct story-5 --note x')).toMatchObject({
      code: 1,
      err: expect.stringContaining('reinstate it first'),
    });
  });
});

describe('history --diff', () => {
  test('prints the changes of each revision, newest first', async () => {
    write('changing.md', '---\nid: changing\nsection: Local\n---\n# One\n\nFirst.\n\nSecond.\n');
    await run('publish changing.md');
    write('changing.md', '---\nid: changing\n---\n# Two\n\nFirst.\n\nThird.\n');
    await run(['revise', 'changing', 'changing.md', '--reason', 'better']);
    await run('break changing --for 1h');
    const { out } = await run('history changing --diff');
    const [third, second, first] = out.split('\n\n');
    expect(third).toMatch(/^revision 3, .*, local\nbreaking\n {2}- false\n {2}\+ true\nbreakingUntil\n {2}\+ 20/);
    expect(second).toMatch(/^revision 2, .*, local: better\n/);
    expect(second).toContain('headline\n  - One\n  + Two\n');
    expect(second).toContain('body\n  - <p>Second.</p>\n  + <p>Third.</p>\n');
    expect(second).toContain('section\n  - Local');
    expect(first).toMatch(/^revision 1, .*, local\nfirst revision: One\n$/);
  });

  test('goes page by page, and gives JSON', async () => {
    const { err } = await run('history changing --diff --limit 1');
    expect(err).toMatch(/^Next page: bulletin history changing --diff --before \S+\n$/);
    const { revisions } = JSON.parse((await run('history changing --diff --json')).out);
    expect(revisions[1].changes).toContainEqual({ field: 'headline', before: 'One', after: 'Two' });
    expect(revisions[2].changes).toBeUndefined();
  });
});

describe('-o', () => {
  const path = (name: string) => join(newsroom.folder, name);

  test('writes the result of show, preview and export to a file, and says so', async () => {
    expect(await run('show story-7 -o shown.txt')).toEqual({ code: 0, out: '', err: 'wrote shown.txt\n' });
    expect(readFileSync(path('shown.txt'), 'utf8')).toBe((await run('show story-7')).out);
    await run('show story-7 --output shown.json');
    expect(JSON.parse(readFileSync(path('shown.json'), 'utf8'))).toMatchObject({ id: 'story-7' });
    expect(await run('preview changing.md --id changing --as html -o page.html')).toMatchObject({
      out: '',
      err: expect.stringMatching(/wrote page\.html\n$/),
    });
    expect(readFileSync(path('page.html'), 'utf8')).toContain('<h1>Two</h1>');
    expect((await run('export -o all.ndjson')).out).toMatch(/^Exported: \d+ revisions to all\.ndjson\.\n$/);
    expect(statSync(path('all.ndjson')).mode & 0o777).toBe(0o600);
    expect(readdirSync(newsroom.folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('leaves the old file where the command fails', async () => {
    write('kept.json', 'old');
    expect((await run('show nobody-here -o kept.json')).code).toBe(1);
    expect(readFileSync(path('kept.json'), 'utf8')).toBe('old');
  });

  test.each(['data', 'nowhere/shown.txt'])('%s cannot be written, and no part is left', async (name) => {
    const { code, err } = await run(['show', 'story-7', '-o', name]);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(new RegExp(`^${name}: cannot be written: `)) });
    expect(existsSync(path(`${name}.part`))).toBe(false);
  });
});
