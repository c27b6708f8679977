import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './command';
import { fakeTerminal } from './fake-terminal';
import { startFlakyNetwork } from './flaky-network';
import { readHelpTexts } from './help-texts';
import { useLocalNewsroom } from './local-newsroom';

// What editors type on their first day. Each mistake has an answer that says what to do, or is read as it is meant.

jest.setTimeout(60_000);

const newsroom = useLocalNewsroom({ BULLETIN_TIME_ZONE: 'Europe/Berlin' });
const { run, story, write } = newsroom;

/** Writes a Markdown story with front matter, and publishes it. */
function publish(name: string, frontMatter: string, text = `# The story ${name}\n\nIt was high.\n`) {
  write(`${name}.md`, `---\n${frontMatter}\n---\n${text}`);
  return run(`publish ${name}.md`);
}
const ids = async (): Promise<string[]> =>
  JSON.parse((await run('list --limit 100 --json')).out).stories.map(({ id }: { id: string }) => id);

beforeAll(async () => {
  expect((await publish('river', 'section: Local', '# River peaks at dawn\n\nIt was high.\n')).code).toBe(0);
});

describe('a file that is published again', () => {
  test('unchanged: nothing new', async () => {
    const before = await ids();
    expect(await run('publish river.md')).toEqual({
      code: 0,
      out: `river-peaks-at-dawn has nothing new in river.md: ${newsroom.server.address}/stories/river-peaks-at-dawn\n`,
      err: '',
    });
    expect(await ids()).toEqual(before);
    expect(await story('river-peaks-at-dawn')).toMatchObject({ revision: 1 });
  });

  test('changed: the story, the differences, and revise or --new; nothing is published without a yes', async () => {
    const before = await ids();
    const { code, out, err } = await publish('river', 'section: Local', '# River peaks at dawn\n\nIt was higher.\n');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      /^river\.md differs from river-peaks-at-dawn:\n(?:.*\n)* {2}- <p>It was high\.<\/p>\n {2}\+ <p>It was higher\.<\/p>\n/,
    );
    expect(err).toMatch(
      /bulletin revise river-peaks-at-dawn river\.md, or bulletin publish river\.md --yes\. .* add --new\.\n$/,
    );
    expect(await ids()).toEqual(before);
    expect(await story('river-peaks-at-dawn')).toMatchObject({ revision: 1 });
    const answered = await runCommand(['publish', 'river.md'], {
      env: { BULLETIN_DATA: newsroom.data },
      cwd: newsroom.folder,
      input: fakeTerminal('y\n'),
    });
    expect(answered).toMatchObject({ code: 0, err: expect.stringContaining('Revise river-peaks-at-dawn? [y/N] ') });
    expect(await story('river-peaks-at-dawn')).toMatchObject({
      revision: 2,
      body: expect.stringContaining('It was higher.'),
    });
    expect(await ids()).toEqual(before);
  });
});

describe('a field that holds a story back', () => {
  test('embargo is read as publishedAt, with a note', async () => {
    const { code, out, err } = await publish('embargo', 'embargo: 2099-01-01T00:00:00Z\nid: held');
    // An embargo of more than a year needs a yes.
    expect({ code, out, err }).toMatchObject({ code: 1, out: '', err: expect.stringContaining('add --yes') });
    const yes = await run('publish embargo.md --yes');
    expect(yes).toMatchObject({ code: 0, out: expect.stringMatching(/^held appears at 2099-01-01T00:00:00Z: /) });
    expect(yes.err).toContain('embargo.md:2: note: embargo: read as publishedAt\n');
    expect((await fetch(`${newsroom.server.address}/stories/held`)).status).toBe(404);
  });

  test('a draft is not published', async () => {
    const before = await ids();
    expect(await publish('draft', 'draft: true')).toEqual({
      code: 1,
      out: '',
      err: 'draft.md:2: draft: this file says that it is a draft: take the line out when it may be published.\n',
    });
    expect(await ids()).toEqual(before);
  });
});

describe('front matter as people write it', () => {
  test('a local date is read in the zone of the publication, and shown with it', async () => {
    const { code, err } = await publish('date', 'date: 2026-11-22 09:00\nid: dated');
    expect({ code, err }).toMatchObject({
      code: 0,
      err: expect.stringContaining('2026-11-22 09:00 is read as 2026-11-22T09:00:00+01:00 in Europe/Berlin'),
    });
    expect(await story('dated')).toMatchObject({ publishedAt: '2026-11-22T08:00:00Z' });
  });

  test('tags between commas and one author are taken', async () => {
    expect((await publish('tags', 'tags: Rivers, Floods\nauthor: Ann Li\nid: tagged')).code).toBe(0);
    expect(await story('tagged')).toMatchObject({ tags: ['Rivers', 'Floods'], authors: [{ name: 'Ann Li' }] });
  });

  test('a headline with a colon is taken', async () => {
    const { code, err } = await publish('storm', 'headline: Storm: it comes\nid: storm', 'It comes.\n');
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining('headline: "Storm: it comes"') });
    expect(await story('storm')).toMatchObject({ headline: 'Storm: it comes' });
  });

  test('a picture beside the story is refused by its name', async () => {
    const before = await ids();
    const { code, err } = await publish('picture', 'image: river.png');
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(/^picture\.md:2: river\.png: .* https address\.\n$/),
    });
    expect(await ids()).toEqual(before);
  });

  test('a misspelt section warns that it opens a feed, and names the near one', async () => {
    const { err } = await publish('section', 'section: Locla');
    expect(err).toContain('section.md:2: note: section: opens a new section: Locla (there is Local)\n');
  });

  test('a language in words is no tag: the likely tag is shown and stored', async () => {
    const { code, err } = await publish('language', 'language: english\nid: spoken');
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining('english; the story gets en\n') });
    expect(await story('spoken')).toMatchObject({ language: 'en' });
    const { token } = JSON.parse(readFileSync(join(newsroom.data, 'server.json'), 'utf8'));
    const refused = await fetch(`${newsroom.server.address}/newsroom/stories`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ headline: 'Spoken', body: 'Text.', language: 'english' }),
    });
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('"#/language"')]);
  });

  test.each([
    ['ferry.txt', 'Ferry runs\nBy Ben Ode\n\nIt runs.\n', 'ferry-runs'],
    ['quay.md', '# Quay closes\nBy Ben Ode\n\nIt runs.\n', 'quay-closes'],
  ])('a second line "By Ben Ode" is the byline of %s, with a note', async (name, text, id) => {
    write(name, text);
    const { code, err } = await run(`publish ${name}`);
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining('"By Ben Ode" is the byline') });
    expect(await story(id)).toMatchObject({ authors: [{ name: 'Ben Ode' }], summary: 'It runs.' });
  });
});

describe('a server or a token that is not there', () => {
  test('no server runs: the command that starts one, and no word about tokens', async () => {
    const gone = await startFlakyNetwork('');
    await gone.close();
    const data = join(newsroom.folder, 'stopped');
    mkdirSync(data);
    writeFileSync(join(data, 'server.json'), JSON.stringify({ address: gone.address, token: 'x' }));
    const env = { BULLETIN_DATA: data };
    const { code, err } = await runCommand(['list'], { env, program: join(process.cwd(), 'bin/bulletin.mjs') });
    expect(code).toBe(3);
    expect(err).toContain('No local server runs here: npm start. Or name a publication: --url https://news.example\n');
    expect(err).not.toContain('token');
  });

  test.each([
    ['not set', undefined, 2, 'BULLETIN_TOKEN is not set, and login has kept none for this address'],
    ['empty', '', 2, 'BULLETIN_TOKEN is empty, and login has kept none for this address'],
    ['old', 'revoked', 1, 'does not know the token in BULLETIN_TOKEN'],
  ])('a token that is %s is named so, with the server', async (_, token, code, message) => {
    const url = newsroom.server.address;
    const answer = await run(`list --url ${url}`, { BULLETIN_DATA: ':memory:', BULLETIN_TOKEN: token });
    expect(answer).toEqual({ code, out: '', err: expect.stringContaining(message) });
    expect(answer.err).toContain(url);
  });
});

describe('a story that is named in another way', () => {
  test('a wrong id gets the nearest ones', async () => {
    const { code, err } = await run('show river');
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('Did you mean river-peaks-at-dawn?') });
  });

  test('the address of its page is taken', async () => {
    const { code, out } = await run(`show ${newsroom.server.address}/stories/river-peaks-at-dawn`);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^River peaks at dawn\n/) });
  });
});

describe('a result in a file', () => {
  test.each([
    ['show river-peaks-at-dawn', 'shown.json', /^\{\n/],
    ['preview river.md --as html', 'page.html', /^<!doctype html>/i],
    ['export', 'all.ndjson', /^\{"bulletin":"export"/],
  ])('%s writes it with -o, and nothing else into it', async (line, name, begin) => {
    expect((await run(`${line} -o ${name}`)).code).toBe(0);
    expect(existsSync(join(newsroom.folder, `${name}.part`))).toBe(false);
    expect(readFileSync(join(newsroom.folder, name), 'utf8')).toMatch(begin);
  });

  test("no example lets npm's banner into a file", async () => {
    const redirected = (await readHelpTexts())
      .flatMap(({ examples }) => examples)
      .filter((line) => line.includes('> '));
    expect(redirected).toEqual([]);
    const { out } = await runCommand(['show', '--help'], { env: { npm_lifecycle_event: 'bulletin' } });
    expect(out).toContain('npm run --silent bulletin -- show');
  });
});

describe('a duration in words', () => {
  test('2 hours are two hours', async () => {
    const { code } = await run('break river-peaks-at-dawn --for 2 hours');
    expect(code).toBe(0);
    const { breakingUntil } = await story('river-peaks-at-dawn');
    const minutes = (Date.parse(String(breakingUntil)) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(118);
    expect(minutes).toBeLessThanOrEqual(120);
  });

  test.each(['2', 'soon'])('%s gets the right form', async (text) => {
    const { code, err } = await run(`break river-peaks-at-dawn --for ${text}`);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/ like 30m, 2h, 1d12h, 2 hours or PT2H/) });
  });
});
