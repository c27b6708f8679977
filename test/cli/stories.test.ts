import { outcome } from '../harness/server-process';
import { runCommand } from './command';
import { useLocalNewsroom } from './local-newsroom';

jest.setTimeout(60_000);

const newsroom = useLocalNewsroom();
const { run, write } = newsroom;

beforeAll(async () => {
  write(
    'council.json',
    JSON.stringify({ headline: 'Council meets', section: 'Local', body: '<p>Today.</p>', id: 'council' }),
  );
  await run('publish council.json');
});

describe('revise', () => {
  test('accepts the file that show wrote, and refuses it after another revision', async () => {
    write('council.json', (await run('show council --json')).out.replace('Today', 'Tomorrow'));
    const first = await run(['revise', 'council', 'council.json', '--reason', 'moved']);
    expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/^council is at revision 2, published /) });
    const second = await run('revise council council.json');
    expect(second).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        /^council\.json: has changed on the server since: local made revision 2 of council at /,
      ),
    });
    expect((await run('history council')).out).toMatch(/^2 .* local +published +Council meets +moved$/m);
  });

  test('replaces the newest revision if neither file nor option names one', async () => {
    write('council.md', '# Council met\n\nIt did.');
    const before = await newsroom.story('council');
    expect((await run('revise council council.md --minor')).code).toBe(0);
    expect(await newsroom.story('council')).toMatchObject({
      headline: 'Council met',
      updatedAt: before.updatedAt,
      revision: 3,
    });
    expect((await run('revise council council.md --revision 1')).code).toBe(1);
  });
});

describe('break, clear, withdraw and reinstate', () => {
  test.each([
    ['--for 2h', /^council published .*, breaking until \d.*Z: http/],
    ['--for PT30M', /breaking until \d/],
    ['--until 2099-01-01T00:00:00Z --yes', /breaking until 2099-01-01T00:00:00Z/],
    ['--until cleared --yes', /breaking until it is cleared/],
  ])('break %s', async (options, output) => {
    expect(await run(`break council ${options}`)).toMatchObject({
      code: 0,
      out: expect.stringMatching(output),
      err: '',
    });
    expect(await newsroom.story('council')).toMatchObject({ breaking: true });
  });

  test.each(['unbreak', 'clear'])('%s', async (command) => {
    expect(await run(`${command} council`)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^council is no longer breaking: /),
    });
    expect(await newsroom.story('council')).toMatchObject({ breaking: false });
  });

  test('withdraw shows readers the note and the newsroom the reason; reinstate brings the story back', async () => {
    expect((await run(['withdraw', 'council', '--reason', 'not so', '--note', 'It is wrong.'])).out).toMatch(
      /^council is withdrawn: /,
    );
    expect((await run('show council')).out).toMatch(/withdrawal +at: .*, reason: not so, note: It is wrong\./);
    expect((await fetch(`${newsroom.server.address}/stories/council`)).status).toBe(410);
    expect(await run('break council')).toMatchObject({
      code: 1,
      err: 'This story is withdrawn: reinstate it first.\n',
    });
    expect((await run('reinstate council')).out).toMatch(/^council published /);
    expect((await run('reinstate council')).code).toBe(1);
  });

  test('history lists all revisions in pages, and show prints each', async () => {
    const whole = JSON.parse((await run('history council --json')).out);
    expect(whole).toMatchObject({
      cursor: null,
      revisions: expect.arrayContaining([expect.objectContaining({ revision: 1 })]),
    });
    const { out, err } = await run('history council --limit 2');
    expect(out.trim().split('\n')).toHaveLength(3);
    const next = /^Next page: bulletin (history council --before \S+)\n$/.exec(err)?.[1] ?? '';
    expect((await run(`${next} --limit 100`)).out.trim().split('\n')).toHaveLength(whole.revisions.length - 2 + 1);
    expect((await run('show council --revision 1')).out).toMatch(/^Council meets\n/);
  });

  test.each([
    ['break council --for 2', /--for 2 has no unit, like 2h\. Write a duration like 30m, 2h, 1d12h, 2 hours or PT2H/],
    ['break council --for 2 fortnights', /too many words: council fortnights/],
    ['break council hours', /too many words/],
    ['break council 2h', /too many words: council 2h\. To break it for that long, write --for 2h\./],
    ['break council --for soon', /--for soon is not a duration\. Write a duration/],
    ['list --since yesterday', /--since yesterday: write a day like 2026-11-22/],
    ['list --since 2026-02-30', /--since 2026-02-30: write a day like 2026-11-22/],
    ['list --since 2026-11-22T20:00:00', /a time with its zone/],
    ['show https://other.example/stories/x', /not a page of http/],
    ['show /tags/rivers', /is not the page of a story/],
    ['show .', /^\. is not the page of a story/],
    ['withdraw .. --reason r', /^\.\. is not the page of a story/],
    ['unbreak stories/..', /is not the page of a story/],
    ['export a.ndjson -o b.ndjson', /name one file/],
    ['correct council', /--note is missing: write --note "text"/],
    ['break council --for 0h', /Write a duration/],
    ['break council --for 2h --until cleared', /--for and --until are both there: keep one/],
    ['withdraw council', /--reason is missing: write --reason "text"/],
    ['history council --limit 101', /whole number from 1 to 100/],
    ['show council --revision 0', /numbered from 1/],
    ['preview soon.md --as pdf', /Allowed choices are rss, atom, json, html/],
    ['pubish soon.md', /Did you mean publish\?/],
    ['list --lmit 3', /Did you mean --limit\?\)\nHelp: bulletin list --help/],
    ['publish', /the file is missing: write it after the command/],
    ['', /unknown command ''/],
  ])('%s is refused before any request, with exit code 2', async (line, remedy) => {
    expect(await run(line)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(remedy) });
  });

  test('a refusal of the server is printed by field, with exit code 1', async () => {
    expect(await run('break council --until yesterday')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^Refused:\n {2}until: not ISO 8601 with a zone/),
    });
    expect(await run('show nobody')).toMatchObject({
      code: 1,
      err: `${newsroom.server.address}: There is no story with this id. To see all ids: bulletin list.\n`,
    });
  });
});

describe('list and feeds', () => {
  test('print text, and JSON with --json', async () => {
    const { out } = await run('list --limit 100');
    expect(out).toMatch(/^ID +STATUS +PUBLICATION +HEADLINE\n/);
    expect(out).toMatch(/^kerry-fears\S+ +breaking +2013-06-03T20:00:00Z +Kerry Fears/m);
    expect(JSON.parse((await run('list --json')).out)).toMatchObject({ cursor: null });
    expect((await run('feeds', { BULLETIN_TOKEN: '' })).out).toMatch(
      /^Bulletin: Local +http.*\/sections\/local\/rss\.xml$/m,
    );
    expect((await run('feeds')).out).toMatch(/^Bulletin: English +http.*\/languages\/en\/rss\.xml$/m);
    expect(JSON.parse((await run('feeds --json')).out)).toContainEqual({
      title: 'Bulletin',
      feed: `${newsroom.server.address}/rss.xml`,
    });
  });

  test('have colours on a terminal only', async () => {
    const coloured = await runCommand(['list'], { env: { BULLETIN_DATA: newsroom.data }, colours: true });
    expect(coloured.out).toContain('\u001b[');
    const piped = await outcome([process.execPath, 'bin/bulletin.mjs', 'list'], {
      BULLETIN_DATA: newsroom.data,
    });
    expect(piped).toMatchObject({ code: 0, stdout: expect.stringContaining('kerry-fears') });
    expect(piped.stdout + piped.stderr).not.toContain('\u001b[');
  });
});

test.each([
  'publish',
  'revise',
  'preview',
  'show',
  'list',
  'history',
  'break',
  'unbreak',
  'withdraw',
  'reinstate',
  'correct',
  'feeds list',
  'feeds close',
  'feeds open',
])('%s --help lists the options', async (command) => {
  const { code, out } = await run(`${command} --help`);
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`^Usage: bulletin ${command}(?:\\|\\w+)? \\[options\\]`));
  expect(out).toMatch(/--url <address>[\s\S]*--json/);
});
