import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { end, killLeftOvers, outcome, type Serving, START, serving } from '../harness/server-process';
import { said } from './command';
import { type Interrupted, interrupted } from './interrupted';

jest.setTimeout(60_000);

let folder: string;
let server: Serving;
let network: Interrupted;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
  server = await serving(START, { BULLETIN_DATA: join(folder, 'data') });
  network = await interrupted(server.address);
});

afterAll(async () => {
  await network.close();
  await end(server.child, 'SIGTERM');
  killLeftOvers();
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const type = (line: string, env: NodeJS.ProcessEnv = {}) => typed(line.split(' '), env);
const typed = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  said(args, { env: { BULLETIN_DATA: join(folder, 'data'), ...env }, cwd: folder });
const shown = async (id: string) => JSON.parse((await type(`show ${id} --json`)).out);
const through = (): NodeJS.ProcessEnv => ({
  BULLETIN_URL: network.address,
  BULLETIN_TOKEN: /Bearer ([^"]+)"/.exec(server.stdout)?.[1],
});

const RIVER = `---
section: Local
tags: [Rivers, Weather]
authors:
  - name: Ann Li
---

# River *peaks* at dawn & falls

It was **high**.
`;

describe('publish', () => {
  test('takes JSON, Markdown, HTML and plain text, and says where each story is', async () => {
    write('river.md', RIVER);
    write('council.json', JSON.stringify({ headline: 'Council meets', body: '<p>Today.</p>', id: 'council' }));
    write(
      'fluss.html',
      '<html lang="de"><head><title>Seite</title><meta name="description" content="Kurz."><meta name="author" content="Bo"></head>' +
        '<body><nav>Weg</nav><article><h1>Der Fluss &amp; ich</h1><p>Hoch.</p></article></body></html>',
    );
    write('town.txt', 'Town meets\n\nIt met <today> & left.\nLate.\n\nMore.\n');
    const { code, out } = await type('publish river.md council.json fluss.html town.txt');
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toEqual(
      ['river-peaks-at-dawn-falls', 'council', 'der-fluss-ich', 'town-meets'].map((id) =>
        expect.stringMatching(new RegExp(`^${id} published [\\dT:-]+Z: ${server.address}/stories/${id}$`)),
      ),
    );
    expect(await shown('river-peaks-at-dawn-falls')).toMatchObject({
      headline: 'River peaks at dawn & falls',
      section: 'Local',
      tags: ['Rivers', 'Weather'],
      authors: [{ name: 'Ann Li' }],
      body: '<p>It was <strong>high</strong>.</p>\n',
    });
    expect(await shown('der-fluss-ich')).toMatchObject({
      headline: 'Der Fluss & ich',
      language: 'de',
      summary: 'Kurz.',
      authors: [{ name: 'Bo' }],
      body: '<p>Hoch.</p>',
    });
    expect(await shown('town-meets')).toMatchObject({
      headline: 'Town meets',
      body: '<p>It met &lt;today&gt; &amp; left.\nLate.</p>\n<p>More.</p>',
    });
  });

  test('of the same file again changes nothing', async () => {
    write('once.md', '# Only once\n\nReally.\n');
    for (const _ of [1, 2]) expect((await type('publish once.md')).code).toBe(0);
    expect((await type('show only-once-2')).code).toBe(1);
  });

  test('with one file that is wrong publishes the others, and says which was not', async () => {
    write('right.txt', 'This is right\n\nIt is.');
    const { code, out, err } = await type('publish missing.md right.txt');
    expect(code).toBe(1);
    expect(out).toMatch(/^this-is-right published /);
    expect(err).toMatch(/^missing\.md: there is no such file \(from .*\)\.\n/);
    expect(err).toMatch(/\nPublished: 1 of 2\.\n$/);
  });

  test('with --json is one line of JSON for each file, whatever became of it', async () => {
    write('machine.md', '# For machines\n\nText.');
    write('wrong.md', '---\nsection: Local\ntag: [Rivers]\nheadline: Wrong\n---\nText.');
    const { code, out } = await type('publish machine.md wrong.md missing.md --json');
    expect(code).toBe(1);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { file: 'machine.md', story: expect.objectContaining({ id: 'for-machines' }), warnings: expect.any(Array) },
      {
        file: 'wrong.md',
        error: {
          status: 422,
          detail: expect.any(String),
          errors: [{ pointer: '#/tag', line: 3, detail: expect.any(String) }],
        },
      },
      { file: 'missing.md', error: { detail: expect.stringContaining('no such file') } },
    ]);
  });

  test.each([
    ['comma.json', '{\n  "headline": "J",\n  "body": "x",\n}\n', /^comma\.json:4: is not JSON: .*comma too many/],
    ['open.json', '{\n  "headline": "J"', /^open\.json:2: is not JSON: a closing } is missing/],
    [
      'comment.json',
      '{\n  // so\n  "headline": "J", "body": "x" }',
      /^comment\.json:2: is not JSON: JSON has no comments/,
    ],
    ['two.json', '{ "headline": "J", "body": "x" }\n{}', /^two\.json:2: is not JSON: there is more/],
    ['tags.json', '{ "headline": "J",\n "body": "<p>x</p>",\n "tags": [\n  "a",\n  5 ] }', /^tags\.json:5: tags\/1: /],
    ['list.json', '\n[]', /^list\.json:2: story: must be an object/],
    ['yaml.md', '---\nheadline: A\ntags: [a\n---\ntext', /^yaml\.md:\d: the front matter is not YAML: /],
    ['twice.md', '---\nheadline: A\nheadline: B\n---\ntext', /^twice\.md:3: the front matter is not YAML: .*unique/],
    ['endless.md', '---\nheadline: A\n\ntext', /^endless\.md:1: the front matter that begins here does not end/],
    ['fieldless.md', '---\njust text\n---\ntext', /^fieldless\.md:2: the front matter holds no fields/],
    [
      'nameless.md',
      'Text without a heading.',
      /^nameless\.md:1: there is no headline: begin the text with a # heading/,
    ],
    ['nameless.html', '<p>Text.</p>', /^nameless\.html:1: there is no headline: give it an h1 or a title/],
    ['author.md', '---\nsection: A\nauthors: [Ann]\n---\n# B\n\nc', /^author\.md:3: authors\/0: must be an object/],
    ['long.md', `# ${'long '.repeat(70)}\n\nc`, /^long\.md:1: headline: /],
    ['bodiless.md', '---\nheadline: A\n---\n', /^bodiless\.md:4: body: empty: write the story/],
    ['short.txt', 'Only a headline', /^short\.txt:1: there is no body/],
    ['empty.txt', ' \n', /^empty\.txt: is empty/],
    ['latin.txt', '', /^latin\.txt: is not UTF-8/],
    ['story.pdf', 'x', /^story\.pdf: what is in it cannot be told from its name: end it in one of \.json, /],
  ])('refuses %s by file, line and remedy', async (name, text, remedy) => {
    if (name === 'latin.txt') writeFileSync(join(folder, name), Buffer.from('Gr\u00fc\u00dfe\n\nx', 'latin1'));
    else write(name, text);
    const { code, out, err } = await type(`publish ${name}`);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(remedy);
  });

  test('points at the line of what it was told of a story that was taken', async () => {
    write('script.md', '---\nsection: Local\n---\n# Scripted\n\n<script>x</script>\n\nText.');
    expect((await type('publish script.md')).err).toMatch(/^script\.md:6: note: body: .*script/m);
  });

  test('of a folder says to name its files', async () => {
    expect((await type('publish data')).err).toMatch(/^data: is a folder: name the files in it/);
  });
});

describe('preview', () => {
  test('shows what would be stored, and stores nothing', async () => {
    write('soon.md', '---\nsection: Local\n---\n# Soon\n\nText.');
    const { code, out, err } = await type('preview soon.md');
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('Nothing was stored.') });
    expect(out).toMatch(/^Soon\npublished .*\n\nid +soon\n[\s\S]*<p>Text\.<\/p>/);
    expect((await type('show soon')).code).toBe(1);
  });

  test('shows it as its readers will have it', async () => {
    const as = async (format: string) => (await type(`preview soon.md --as ${format}`)).out;
    expect(parseRssFeed(await as('rss')).items).toMatchObject([{ title: 'Soon' }]);
    expect(parseAtomFeed(await as('atom')).entries).toHaveLength(1);
    expect(parseJsonFeed(await as('json')).items).toMatchObject([{ title: 'Soon' }]);
    expect(await as('html')).toContain('<h1>Soon</h1>');
  });

  test('shows the next revision of a story', async () => {
    const { out } = await type('preview soon.md --id council --json');
    expect(JSON.parse(out)).toMatchObject({ story: { id: 'council', revision: 2, headline: 'Soon' } });
    expect(await shown('council')).toMatchObject({ revision: 1 });
  });
});

describe('revise', () => {
  test('replaces a story by the file that show gave, and refuses it once another editor was faster', async () => {
    write('council.json', (await type('show council --json')).out.replace('Today', 'Tomorrow'));
    const first = await typed(['revise', 'council', 'council.json', '--reason', 'moved']);
    expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/^council is at revision 2, published /) });
    const second = await type('revise council council.json');
    expect(second).toMatchObject({ code: 1, err: expect.stringMatching(/^council\.json: Another editor was faster/) });
    expect((await type('history council')).out).toMatch(/^2 .* local +published +Council meets +moved$/m);
  });

  test('replaces whatever there is where neither file nor option name a revision', async () => {
    write('council.md', '# Council met\n\nIt did.');
    const before = await shown('council');
    expect((await type('revise council council.md --minor')).code).toBe(0);
    expect(await shown('council')).toMatchObject({ headline: 'Council met', updatedAt: before.updatedAt, revision: 3 });
    expect((await type('revise council council.md --revision 1')).code).toBe(1);
  });
});

describe('break, clear, withdraw and reinstate', () => {
  test.each([
    ['--for 2h', /^council published .*, breaking until \d.*Z: http/],
    ['--for PT30M', /breaking until \d/],
    ['--until 2099-01-01T00:00:00Z', /breaking until 2099-01-01T00:00:00Z/],
    ['--until cleared', /breaking until it is cleared/],
  ])('break %s', async (options, told) => {
    expect(await type(`break council ${options}`)).toMatchObject({
      code: 0,
      out: expect.stringMatching(told),
      err: '',
    });
    expect(await shown('council')).toMatchObject({ breaking: true });
  });

  test('clear', async () => {
    expect(await type('clear council')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^council breaks no more: /),
    });
    expect(await shown('council')).toMatchObject({ breaking: false });
  });

  test('withdraw tells readers the note and the newsroom the reason, and reinstate brings it back', async () => {
    expect((await typed(['withdraw', 'council', '--reason', 'not so', '--note', 'It is wrong.'])).out).toMatch(
      /^council is withdrawn: /,
    );
    expect((await type('show council')).out).toMatch(/withdrawal +at: .*, reason: not so, note: It is wrong\./);
    expect((await fetch(`${server.address}/stories/council`)).status).toBe(410);
    expect(await type('break council')).toMatchObject({
      code: 1,
      err: 'This story is withdrawn: reinstate it first.\n',
    });
    expect((await type('reinstate council')).out).toMatch(/^council published /);
    expect((await type('reinstate council')).code).toBe(1);
  });

  test('history lists every revision, a stretch at a time, and show shows each', async () => {
    const whole = JSON.parse((await type('history council --json')).out);
    expect(whole).toMatchObject({
      next: null,
      revisions: expect.arrayContaining([expect.objectContaining({ revision: 1 })]),
    });
    const { out, err } = await type('history council --limit 2');
    expect(out.trim().split('\n')).toHaveLength(3);
    const next = /^There is more: bulletin (history council --cursor \S+)\n$/.exec(err)?.[1] ?? '';
    expect((await type(`${next} --limit 100`)).out.trim().split('\n')).toHaveLength(whole.revisions.length - 2 + 1);
    expect((await type('show council --revision 1')).out).toMatch(/^Council meets\n/);
  });

  test.each([
    ['break council --for 2hours', /Write a duration like 30m, 2h, 1d12h or PT2H/],
    ['break council --for 0h', /Write a duration/],
    ['break council --for 2h --until cleared', /cannot be used with/],
    ['withdraw council', /required option '--reason <text>' not specified/],
    ['history council --limit 101', /whole number from 1 to 100/],
    ['show council --revision 0', /numbered from 1/],
    ['preview soon.md --as pdf', /Allowed choices are rss, atom, json, html/],
    ['pubish soon.md', /Did you mean publish\?/],
    ['list --lmit 3', /Did you mean --limit\?\)\nWhat it takes: bulletin list --help/],
    ['publish', /missing required argument 'file'/],
    ['', /unknown command ''/],
  ])('%s is refused before anybody is asked, with the exit code for that', async (line, remedy) => {
    expect(await type(line)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(remedy) });
  });

  test('what the server refuses is told by field, with its exit code', async () => {
    expect(await type('break council --until yesterday')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^Refused:\n {2}until: not ISO 8601 with a zone/),
    });
    expect(await type('show nobody')).toMatchObject({
      code: 1,
      err: 'There is no story with this id. Those there are: bulletin list.\n',
    });
  });
});

describe('list and feeds', () => {
  test('show what there is, to people and to machines', async () => {
    const { out } = await type('list --limit 100');
    expect(out).toMatch(/^ID +STATUS +PUBLICATION +HEADLINE\n/);
    expect(out).toMatch(/^kerry-fears\S+ +breaking +2013-06-03T20:00:00Z +Kerry Fears/m);
    expect(JSON.parse((await type('list --json')).out)).toMatchObject({ next: null });
    expect((await type('feeds', { BULLETIN_TOKEN: '' })).out).toMatch(
      /^Bulletin: Local +http.*\/sections\/local\/rss\.xml$/m,
    );
    expect(JSON.parse((await type('feeds --json')).out)).toContainEqual({
      title: 'Bulletin',
      feed: `${server.address}/rss.xml`,
    });
  });

  test('are coloured on a terminal alone', async () => {
    const coloured = await said(['list'], { env: { BULLETIN_DATA: join(folder, 'data') }, colours: true });
    expect(coloured.out).toContain('\u001b[');
    const piped = await outcome([process.execPath, 'bin/bulletin.mjs', 'list'], {
      BULLETIN_DATA: join(folder, 'data'),
    });
    expect(piped).toMatchObject({ code: 0, stdout: expect.stringContaining('kerry-fears') });
    expect(piped.stdout + piped.stderr).not.toContain('\u001b[');
  });
});

describe('which server, and who asks', () => {
  test('the local one keeps its token for this user alone, and only while it runs', async () => {
    expect(statSync(join(folder, 'data', 'server.json')).mode & 0o777).toBe(0o600);
    const brief = await serving(START, { BULLETIN_DATA: join(folder, 'brief') });
    const env = { BULLETIN_DATA: join(folder, 'brief') };
    expect((await type('list', env)).code).toBe(0);
    await end(brief.child, 'SIGTERM');
    expect(() => statSync(join(folder, 'brief', 'server.json'))).toThrow('ENOENT');
  });

  test('with no server there it says how to start one', async () => {
    const gone = await interrupted('');
    await gone.close();
    const { code, err } = await type('list', { BULLETIN_URL: gone.address, BULLETIN_TOKEN: 'x' });
    expect({ code, err }).toEqual({
      code: 3,
      err: expect.stringMatching(/^http:\/\/127.0.0.1:\d+ does not answer: nothing runs there\. .*npm start\.\n$/),
    });
    expect((await type(`publish town.txt --url ${gone.address}`)).code).toBe(3);
  });

  test('with a server and no token it says where one is', async () => {
    const { code, err } = await type('list', { BULLETIN_DATA: ':memory:', BULLETIN_URL: server.address });
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/^No token for http.*BULLETIN_DATA.*BULLETIN_TOKEN=…\n$/),
    });
  });

  test('with a token that nobody was given it stops at the first file', async () => {
    const { code, out, err } = await type('publish town.txt river.md', { BULLETIN_TOKEN: 'wrong' });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^Send a token.* BULLETIN_TOKEN holds one that it does not know: .* token create/);
    expect(err).toMatch(/\nNot published: town\.txt, river\.md\n$/);
  });

  test('with a token that may not do it, it says which scope is missing', async () => {
    const { token } = JSON.parse((await type('token create reader --scope read --json')).out);
    const { code, err } = await type('publish town.txt', { BULLETIN_TOKEN: token });
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/lacks the scope "write"\..*token create/) });
  });

  test.each([
    ['news.example', /is not the address of a publication: write it like https:\/\/news\.example/],
    ['https://news.example/rss.xml', /is not the address of a publication/],
    ['http://news.example', /is not encrypted, and a token would go there for everyone to read: use https/],
  ])('%s is refused as an address', async (url, remedy) => {
    const { code, err } = await typed(['list', '--url', url], { BULLETIN_TOKEN: 'x' });
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(remedy) });
  });

  test('a token with a line break is told of, and sent nowhere', async () => {
    expect(await type('list', { BULLETIN_TOKEN: 'a\nb' })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^BULLETIN_TOKEN is no token/),
    });
  });

  test('the local token is sent to no other server', async () => {
    const { code } = await typed(['list', '--url', network.address]);
    expect(code).toBe(2);
    expect(network.requests.at(-1)).toMatchObject({ method: 'HEAD', path: '/' });
  });
});

describe('a connection that drops', () => {
  test('after a story was stored: the same key is sent again, and it is there once', async () => {
    write('lost.md', '# Lost on the way\n\nText.');
    network.fates('is lost', 'is busy', 'arrives');
    const from = network.requests.length;
    const { code, out, err } = await type('publish lost.md', through());
    expect(code).toBe(0);
    expect(out).toMatch(/^lost-on-the-way published /);
    expect(err).toMatch(/broke off the connection .*: trying again, with the same Idempotency-Key \(2 of 4\)\n/);
    expect(err).toMatch(/is busy \(503\): trying again, with the same Idempotency-Key \(3 of 4\)\n/);
    const keys = network.requests.slice(from).map(({ key }) => key);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^\S+$/);
    expect((await type('show lost-on-the-way-2')).code).toBe(1);
  });

  test('during an edit: it happens once', async () => {
    network.fates('is lost');
    expect((await type('break lost-on-the-way --for 1h', through())).code).toBe(0);
    expect(await shown('lost-on-the-way')).toMatchObject({ revision: 2, breaking: true });
  });

  test('again and again: it gives up, says what is not known, and a later run publishes nothing twice', async () => {
    write('gone.md', '# Gone\n\nText.');
    network.fates('is lost', 'is lost', 'is lost', 'is lost');
    const { code, err } = await type('publish gone.md town.txt', through());
    expect(code).toBe(3);
    expect(err).toMatch(/\(tried 4 times\)\..* It may have been done all the same/);
    expect(err).toMatch(/\nNot published: gone\.md, town\.txt\n$/);
    expect((await type('publish gone.md', through())).code).toBe(0);
    expect((await type('show gone-2')).code).toBe(1);
  });

  test('what is no Bulletin, and what has moved, is told of', async () => {
    network.fates('is foreign');
    expect(await type('list', through())).toMatchObject({
      code: 2,
      err: expect.stringMatching(/nothing that Bulletin says/),
    });
    network.fates('moves');
    expect(await type('list', through())).toMatchObject({
      code: 2,
      err: expect.stringMatching(/moved to https:\/\/elsewhere\.example\//),
    });
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
  'clear',
  'withdraw',
  'reinstate',
  'feeds',
])('%s --help says what it takes', async (command) => {
  const { code, out } = await type(`${command} --help`);
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`^Usage: bulletin ${command} \\[options\\]`));
  expect(out).toMatch(/--url <address>[\s\S]*--json/);
});
