import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { hashStory, RECORD_FILE, type RecordEntry } from '../../../bin/cli/stories/record-file';
import { fakeTerminal } from '../fake-terminal';
import { useLocalNewsroom } from '../local-newsroom';

jest.setTimeout(60_000);

const newsroom = useLocalNewsroom();
const { run, write } = newsroom;

const recordPath = join(newsroom.folder, RECORD_FILE);
const readEntries = (): RecordEntry[] => JSON.parse(readFileSync(recordPath, 'utf8')).stories;
const entryOf = (file: string) => readEntries().find((entry) => entry.file === file);
const forget = () => rmSync(recordPath, { force: true });
const typed = (line: string, keys: string) => run(line, {}, { input: fakeTerminal(keys) });

/** Publishes a new story from a file. */
async function publishNew(name: string, text: string): Promise<void> {
  write(name, text);
  const { code, err } = await run(`publish ${name}`);
  if (code !== 0) throw new Error(err);
}

const markdown = (headline: string, text: string, fields = ''): string =>
  `---\n${fields}---\n# ${headline}\n\n${text}\n`;

describe('publish of a file that is a story already', () => {
  test('notes the story beside the file, and has nothing new for an unchanged file', async () => {
    await publishNew('river.md', markdown('River peaks', 'It was high.', 'section: Local\n'));
    expect(entryOf('river.md')).toEqual({
      ...{ server: newsroom.server.address, file: 'river.md', id: 'river-peaks', revision: 1 },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await run('publish river.md')).toMatchObject({
      code: 0,
      out: `river-peaks has nothing new in river.md: ${newsroom.server.address}/stories/river-peaks\n`,
      err: '',
    });
    expect(JSON.parse((await run('publish river.md --json')).out)).toMatchObject({
      file: 'river.md',
      outcome: 'unchanged',
      story: { id: 'river-peaks', revision: 1 },
    });
    expect(await newsroom.story('river-peaks')).toMatchObject({ revision: 1 });
  });

  test('without a terminal shows the differences, exits 1, names revise and --new, and changes nothing', async () => {
    write('river.md', markdown('River peaks at noon', 'It was high.\n\nVery high.', 'tags: [Rivers]\n'));
    const { code, out, err } = await run('publish river.md');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('river.md differs from river-peaks:\n');
    expect(err).toContain('headline\n  - River peaks\n  + River peaks at noon\n');
    expect(err).toContain('body\n  + <p>Very high.</p>\n');
    expect(err).toContain('section\n  - Local\n');
    expect(err).toContain('tags\n  + Rivers\n');
    expect(err).toMatch(/To revise it: bulletin revise river-peaks river\.md, or bulletin publish river\.md --yes\./);
    expect(err).toContain('To make another story: add --new.');
    expect(await newsroom.story('river-peaks')).toMatchObject({ revision: 1, headline: 'River peaks' });
    expect((await run('show river-peaks-at-noon')).code).toBe(1);
  });

  test.each(['n\n', '\n', '\u0003'])('asks on a terminal, and %j changes nothing', async (keys) => {
    const { code, err } = await typed('publish river.md', keys);
    expect(code).toBe(1);
    expect(err).toMatch(/Revise river-peaks\? \[y\/N\] \n?Nothing was sent\.\n$/);
    expect(await newsroom.story('river-peaks')).toMatchObject({ revision: 1 });
  });

  test('revises the story after a yes', async () => {
    const { code, out } = await typed('publish river.md', 'y\n');
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^river-peaks is at revision 2, published /) });
    expect(await newsroom.story('river-peaks')).toMatchObject({ revision: 2, headline: 'River peaks at noon' });
    expect(entryOf('river.md')).toMatchObject({ revision: 2 });
    expect((await run('publish river.md')).out).toMatch(/has nothing new/);
  });

  test('revises the story with --yes, and prints the differences as JSON', async () => {
    write('river.md', markdown('River falls', 'It was low.'));
    const { code, out } = await run('publish river.md --yes --json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      outcome: 'revised',
      story: { id: 'river-peaks', revision: 3 },
      differences: expect.arrayContaining([{ field: 'headline', before: 'River peaks at noon', after: 'River falls' }]),
    });
  });

  test('finds no difference where only the file is written in another way', async () => {
    write('river.md', '---\nheadline: "River falls"\n---\n\nIt was low.\n\n\n');
    expect(await run('publish river.md')).toMatchObject({ code: 0, out: expect.stringMatching(/has nothing new/) });
    expect(entryOf('river.md')).toMatchObject({ revision: 3 });
  });

  test('an embargo that left the file stays, and the answer says so', async () => {
    write('later.md', markdown('Later', 'It comes.', 'embargo: 2099-01-01T09:00:00Z\n'));
    await run('publish later.md --yes');
    write('later.md', markdown('Later', 'It comes.'));
    expect((await run('publish later.md')).out).toMatch(
      /^later has nothing new in later\.md, and appears at 2099-01-01T09:00:00Z: /,
    );
  });

  test('with --new makes another story, of an unchanged file too', async () => {
    const { out } = await run('publish river.md --new');
    expect(out).toMatch(/^river-falls published /);
    expect((await run('publish river.md --new')).out).toMatch(/^river-falls-2 published /);
    expect(entryOf('river.md')).toMatchObject({ id: 'river-falls-2', revision: 1 });
  });

  test('knows a file under another name', async () => {
    renameSync(join(newsroom.folder, 'river.md'), join(newsroom.folder, 'renamed.md'));
    expect((await run('publish renamed.md')).out).toMatch(/^river-falls-2 has nothing new in renamed\.md/);
    expect(entryOf('renamed.md')).toMatchObject({ id: 'river-falls-2' });
  });

  test('takes a copy of a file for the story of the file, and leaves its name free', async () => {
    write('copy.md', readFileSync(join(newsroom.folder, 'renamed.md'), 'utf8'));
    const { out, err } = await run('publish copy.md');
    expect(out).toMatch(/^river-falls-2 has nothing new in copy\.md/);
    expect(err).toBe('copy.md: note: renamed.md beside it holds this story; --new makes another one\n');
    expect(entryOf('copy.md')).toBeUndefined();
    write('copy.md', markdown('Another river', 'Other.'));
    expect((await run('publish copy.md')).out).toMatch(/^another-river published /);
  });

  test('knows the story by the id in the file, also without a record', async () => {
    await publishNew('gauge.md', markdown('Gauge reads four', 'Metres.', 'id: gauge\n'));
    forget();
    expect((await run('publish gauge.md')).out).toMatch(/^gauge has nothing new/);
    forget();
    write('gauge.md', markdown('Gauge reads five', 'Metres.', 'id: gauge\n'));
    expect((await run('publish gauge.md')).err).toContain('headline\n  - Gauge reads four\n  + Gauge reads five\n');
    expect((await run('publish gauge.md --yes')).out).toMatch(/^gauge is at revision 2/);
  });

  test('without a record gets the answer to the earlier request of the same file', async () => {
    await publishNew('lost.md', markdown('Answer lost', 'Once.'));
    forget();
    expect((await run('publish lost.md')).out).toMatch(/^answer-lost has nothing new/);
    expect(entryOf('lost.md')).toMatchObject({ id: 'answer-lost', revision: 1 });
    expect((await run('show answer-lost-2')).code).toBe(1);
  });

  test('whose story was withdrawn is refused, changed or not, and names reinstate', async () => {
    await publishNew('gone.md', markdown('Gone story', 'Here.'));
    await run('withdraw gone-story --reason x');
    const message =
      /^gone\.md: its story gone-story was withdrawn\. To bring it back: bulletin reinstate gone-story\./m;
    expect(await run('publish gone.md')).toMatchObject({ code: 1, out: '', err: expect.stringMatching(message) });
    write('gone.md', markdown('Gone story', 'Changed.'));
    expect(await run('publish gone.md --yes')).toMatchObject({ code: 1, err: expect.stringMatching(message) });
    forget();
    write('gone.md', markdown('Gone story', 'Here.'));
    expect(await run('publish gone.md')).toMatchObject({ code: 1, err: expect.stringMatching(message) });
  });

  test('whose story the server lost is a new story, with a note', async () => {
    write('other.md', markdown('Other server', 'Text.'));
    const entry = { server: newsroom.server.address, file: 'other.md', id: 'of-before', revision: 4, hash: 'x' };
    writeFileSync(recordPath, JSON.stringify({ format: 1, stories: [entry] }));
    const { code, out, err } = await run('publish other.md');
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^other-server published /) });
    expect(err).toContain(`has no story of-before any more: the file makes a new one\n`);
  });

  test('of another server is no story here, and its entry stays', async () => {
    const elsewhere = { server: 'https://a.example', file: 'twin.md', id: 'twin-there', revision: 4, hash: 'x' };
    writeFileSync(recordPath, JSON.stringify({ format: 1, stories: [elsewhere] }));
    await publishNew('twin.md', markdown('Twin here', 'Text.'));
    expect(readEntries()).toEqual([expect.objectContaining({ id: 'twin-here' }), elsewhere]);
  });

  test('stops before the request where the record is broken', async () => {
    writeFileSync(recordPath, '{');
    write('broken.md', markdown('Broken record', 'Text.'));
    for (const line of ['publish broken.md', 'revise gauge broken.md'])
      expect(await run(line)).toMatchObject({
        code: 1,
        out: '',
        err: expect.stringContaining(`${recordPath}: is damaged`),
      });
    expect(readFileSync(recordPath, 'utf8')).toBe('{');
    expect((await run('show broken-record')).code).toBe(1);
    forget();
  });
});

describe('publish after another editor', () => {
  test('refuses with who and when, and names the commands to go on', async () => {
    await publishNew('shared.md', markdown('Shared story', 'First.'));
    write('theirs.md', markdown('Shared story', 'Second, by others.'));
    await run('revise shared-story theirs.md');
    write('shared.md', markdown('Shared story', 'Third.'));
    const { code, err } = await run('publish shared.md --yes');
    expect(code).toBe(1);
    expect(err).toMatch(
      /^shared\.md: has changed on the server since: local made revision 2 of shared-story at \d{4}-[\dT:-]+Z\. /,
    );
    expect(err).toContain('bulletin history shared-story --diff');
    expect(err).toContain('bulletin revise shared-story shared.md --revision 2\n');
    expect(await newsroom.story('shared-story')).toMatchObject({ revision: 2 });
  });

  test('in revise with --revision, too; for a revision to come the server refuses', async () => {
    const { code, err } = await run('revise shared-story shared.md --revision 1');
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(/has changed on the server since: local made revision 2/),
    });
    expect((await run('revise shared-story shared.md --revision 9')).err).not.toContain('local made');
    expect((await run('revise shared-story shared.md --revision 2')).code).toBe(0);
  });

  test('refuses a file that names the flag, after the flag moved', async () => {
    await publishNew('names.md', markdown('Names the flag', 'First.', 'breaking: false\n'));
    await run('break names-the-flag --for 1h');
    write('names.md', markdown('Names the flag', 'Second.', 'breaking: false\n'));
    expect((await run('publish names.md --yes')).err).toMatch(/has changed on the server since: local made revision 2/);
    expect(await newsroom.story('names-the-flag')).toMatchObject({ breaking: true });
  });

  test('goes on where only the flag moved', async () => {
    await publishNew('flag.md', markdown('Flag story', 'First.'));
    await run('break flag-story --for 1h');
    write('flag.md', markdown('Flag story', 'Second.'));
    expect((await run('publish flag.md --yes')).out).toMatch(/^flag-story is at revision 3, .*breaking until/);
  });

  test('refuses a file of show that is older than the story', async () => {
    await run('show flag-story --output shown.json');
    write('flag.md', markdown('Flag story', 'Third.'));
    await run('publish flag.md --yes');
    forget();
    write('shown.json', readFileSync(join(newsroom.folder, 'shown.json'), 'utf8').replace('Second', 'Fourth'));
    expect(await run('publish shown.json --yes')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^shown\.json: has changed on the server since: local made revision 4 /),
    });
  });
});

test.each(['publish race.md', 'revise race-story race.md'])(
  '%s: an editor who is faster between the question and the answer is named',
  async (line) => {
    rmSync(join(newsroom.folder, 'race.md'), { force: true });
    await publishNew('race.md', markdown(`Race story`, 'First.', `id: race-story-${line.length}\nsection: Local\n`));
    const id = `race-story-${line.length}`;
    write('race.md', markdown('Race story', 'Mine.', `id: ${id}\n`));
    write('theirs.md', markdown('Race story', 'Theirs.'));
    const input = fakeTerminal('');
    let shown = '';
    const err = (text: string): void => {
      shown += text;
      if (!text.includes('[y/N]')) return;
      void run(`revise ${id} theirs.md`).then(() => (input as unknown as NodeJS.WritableStream).write('y\n'));
    };
    expect((await run(line.replace('race-story', id), {}, { input, err })).code).toBe(1);
    expect(shown).toContain(`race.md: has changed on the server since: local made revision 2 of ${id} at `);
    expect(await newsroom.story(id)).toMatchObject({ revision: 2, body: expect.stringContaining('Theirs') });
  },
);

test('several files are handled one by one, with one question each and a summary', async () => {
  await publishNew('one.md', markdown('One of three', 'First.'));
  await publishNew('two.md', markdown('Two of three', 'First.'));
  await publishNew('same.md', markdown('Same as ever', 'First.'));
  for (const name of ['one.md', 'two.md']) write(name, markdown(`${name} changes`, 'Second.'));
  write('three.md', markdown('Three of three', 'New.'));
  const { code, out, err } = await typed('publish one.md two.md same.md three.md missing.md', 'n\ny\n');
  expect(code).toBe(1);
  expect(err.match(/Revise \S+\? \[y\/N\]/g)).toEqual(['Revise one-of-three? [y/N]', 'Revise two-of-three? [y/N]']);
  expect(err).toMatch(/Published: 1 of 5, revised: 1, nothing new: 1, not published: 2\.\n$/);
  expect(out.split('\n').map((line) => line.split(' ')[0])).toEqual([
    'two-of-three',
    'same-as-ever',
    'three-of-three',
    '',
  ]);
  const all = await run('publish one.md two.md --yes');
  expect(all).toMatchObject({
    code: 0,
    err: expect.stringMatching(/Published: 0 of 2, revised: 1, nothing new: 1\.\n$/),
  });
});

describe('times that are far away', () => {
  test('an embargo of more than a year asks, names --yes without a terminal, and goes out after a yes', async () => {
    write('far.md', markdown('Far story', 'Text.', 'publishedAt: 2098-01-01T00:00:00Z\n'));
    expect(await run('publish far.md')).toMatchObject({
      code: 1,
      err: 'far.md: the story appears at 2098-01-01T00:00:00Z, in more than a year. If this is right, add --yes.\n',
    });
    expect((await typed('publish far.md', '\n')).err).toMatch(/Publish far\.md\? \[y\/N\] Nothing was sent\.\n$/);
    expect((await run('show far-story')).code).toBe(1);
    expect((await typed('publish far.md', 'y\n')).out).toMatch(/^far-story appears at 2098-01-01T00:00:00Z/);
    // The date stays, so the next revision asks about the text alone.
    write('far.md', markdown('Far story', 'Next.', 'publishedAt: 2098-01-01T00:00:00Z\n'));
    expect((await typed('publish far.md', 'y\n')).err).not.toContain('more than a year');
    write('far.md', markdown('Far story', 'Next.', 'publishedAt: 2099-01-01T00:00:00Z\n'));
    expect((await run('revise far-story far.md')).err).toMatch(/appears at 2099-.*add --yes\.\n$/);
    expect((await run('revise far-story far.md --yes')).out).toMatch(/^far-story is at revision 3, appears at 2099/);
  });

  test('an embargo of a month does not ask', async () => {
    const soon = new Date(Date.now() + 30 * 86_400_000).toISOString();
    write('soon.md', markdown('Soon story', 'Text.', `publishedAt: ${soon}\n`));
    expect((await run('publish soon.md')).code).toBe(0);
  });

  test('a flag without an end in a file asks', async () => {
    write('flagged.md', markdown('Flagged story', 'Text.', 'breaking: true\nbreakingUntil: null\n'));
    expect(await run('publish flagged.md')).toMatchObject({
      code: 1,
      err: 'flagged.md: the story breaks until an editor clears it. If this is right, add --yes.\n',
    });
    write('flagged.md', markdown('Flagged story', 'Text.', 'breaking: true\n'));
    expect((await run('publish flagged.md')).code).toBe(0);
  });

  test.each(['--for 2d', '--until cleared', '--until 2098-01-01T00:00:00Z'])('break %s asks', async (options) => {
    const line = `break gauge ${options}`;
    expect(await run(line)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^gauge breaks until .* add --yes\.\n$/),
    });
    expect((await typed(line, 'n\n')).err).toMatch(/Break gauge\? \[y\/N\] Nothing was sent\.\n$/);
    expect(await newsroom.story('gauge')).toMatchObject({ breaking: false });
    expect((await typed(line, 'y\n')).out).toMatch(/^gauge .*breaking until/);
    await run('unbreak gauge');
  });

  test('break for a day does not ask', async () => {
    expect((await run('break gauge --for 1d')).code).toBe(0);
    await run('unbreak gauge');
  });
});

describe('revise', () => {
  const FULL = markdown('Full story', 'Text.', 'section: Local\ntags: [Rivers]\nauthors: [{ name: Ann Li }]\n');

  test('lists the fields that go, and without a terminal sends the file', async () => {
    await publishNew('full.md', FULL);
    write('bare.md', markdown('Full story', 'Text.'));
    const { code, err } = await run('revise full-story bare.md --dry-run');
    expect(code).toBe(0);
    expect(err).toContain('bare.md lacks fields that full-story has, and they go: section, tags, authors\n');
    expect(err).toMatch(/section\n {2}- Local\n[\s\S]*Nothing was changed\.\n$/);
    expect(await newsroom.story('full-story')).toMatchObject({ revision: 1, section: 'Local' });
  });

  test('asks on a terminal where fields go; --yes answers', async () => {
    const no = await typed('revise full-story bare.md', 'n\n');
    expect(no).toMatchObject({
      code: 1,
      err: expect.stringMatching(/Revise full-story\? \[y\/N\] Nothing was sent\.\n$/),
    });
    expect((await run('revise full-story full.md')).err).not.toContain('lacks fields');
    expect((await typed('revise full-story full.md', '')).code).toBe(0);
    expect((await typed('revise full-story bare.md', 'y\n')).out).toMatch(/is at revision 4/);
    await run('revise full-story full.md');
    expect((await run('revise full-story bare.md --yes')).code).toBe(0);
    await run('revise full-story full.md');
    expect((await run('revise full-story bare.md')).out).toMatch(/is at revision 8/);
  });

  test('keeps the story of its file: publish goes on from there', async () => {
    expect(entryOf('bare.md')).toMatchObject({ id: 'full-story', revision: 8 });
    expect((await run('publish bare.md')).out).toMatch(/^full-story has nothing new/);
  });

  test.each(['revise full-story noted.md', 'publish noted.md'])(
    'shows the notes of the file before it asks: %s',
    async (line) => {
      await run('revise full-story full.md');
      write('noted.md', markdown('Full story', line, 'id: full-story\ncategory: Local\n'));
      const { err } = await typed(line, 'n\n');
      expect(err).toMatch(/noted\.md:3: note: category: read as section\n[\s\S]*Revise full-story\? \[y\/N\]/);
      expect(err.match(/category/g)).toHaveLength(1);
    },
  );

  test('asks on a terminal where the file was another story', async () => {
    const note = 'bare.md: note: until now the file was full-story; it replaces gauge\n';
    expect((await typed('revise gauge bare.md', 'n\n')).err).toContain(`${note}Revise gauge? [y/N] Nothing was sent.`);
    expect((await run('revise gauge bare.md --dry-run')).err).toContain(note);
    expect(await newsroom.story('gauge')).toMatchObject({ headline: 'Gauge reads five' });
  });

  test.each(['edit', 'update'])('is also %s', async (alias) => {
    expect((await run(`${alias} full-story bare.md`)).out).toMatch(/^full-story is at revision/);
  });
});

describe('a token without the scope read', () => {
  /** A newsroom that lets nobody read, and accepts every write. */
  const requests: string[] = [];
  const server = createServer(({ method, url }, response) => {
    requests.push(`${method} ${url}`);
    const story = {
      ...{ id: 'river', url: 'http://localhost/stories/river', headline: 'River', revision: 2, status: 'published' },
      ...{ publishedAt: '2026-11-22T20:00:00Z', updatedAt: '2026-11-22T20:00:00Z', breaking: false },
    };
    response.statusCode = method === 'GET' ? 403 : 200;
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify(
        method === 'GET' ? { status: 403, detail: 'This token has no scope read.' } : { story, warnings: [] },
      ),
    );
  });
  let url: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());
  const withToken = (line: string) => run(`${line} --url ${url}`, { BULLETIN_TOKEN: 'token' });

  test('publishes, leaves an unchanged file, and names revise for a changed one', async () => {
    write('river.json', JSON.stringify({ headline: 'River', body: 'Text.' }));
    expect((await withToken('publish river.json')).code).toBe(0);
    expect(entryOf('river.json')).toMatchObject({ hash: hashStory({ headline: 'River', body: 'Text.' }) });
    expect((await withToken('publish river.json')).out).toBe('river has nothing new in river.json\n');
    write('river.json', JSON.stringify({ headline: 'River', body: 'Other.' }));
    const { code, err } = await withToken('publish river.json --yes');
    expect(code).toBe(1);
    expect(err).toMatch(/lacks the scope read, .* To revise the story: bulletin revise river river\.json\n$/);
    expect(requests.filter((request) => !request.startsWith('GET'))).toEqual(['POST /newsroom/stories']);
  });

  test('revises without the list of fields', async () => {
    expect((await withToken('revise river river.json')).out).toMatch(/^river is at revision 2/);
  });
});

describe('a file that has the status of another server', () => {
  test.each([
    ['withdrawn', /status: this file says that its story was withdrawn/],
    ['scheduled', /status: the story is scheduled, and no line says for when/],
  ])('%s is no new story', async (status, message) => {
    write(`${status}.json`, JSON.stringify({ headline: `Was ${status}`, body: 'It was high.', status }));
    expect(await run(`publish ${status}.json --yes`)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(message),
    });
    expect((await run(`show was-${status}`)).code).toBe(1);
  });
});
