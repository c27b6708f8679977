import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useLocalNewsroom } from '../cli/local-newsroom';
import { BULLETIN_BUNDLE } from '../harness/server-process';

jest.setTimeout(120_000);

const newsroom = useLocalNewsroom();
const { run, write } = newsroom;
const LONG = 'The water came over the quay in the night and stood a metre high in the market. '.repeat(4).trim();

beforeAll(async () => {
  write('river.md', '# River peaks at dawn\n\nIt was high.\n');
  await run('publish river.md');
});

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const ESCAPE = '\u001b';

/**
 * Runs a command in a pseudo-terminal of 80 columns, and types keys after its question. Gives the screen and the exit code. The
 * shell gives way to the command (exec): Ctrl-C would end the shell too, and its code would hide that of the command.
 */
function runInTerminal(
  line: string,
  keys: string,
  env: NodeJS.ProcessEnv,
  question = '[y/N]',
): Promise<{ screen: string; code: number | null }> {
  const command = `stty cols 80 rows 24; cd '${newsroom.folder}'; exec ${BULLETIN_BUNDLE.map((word) => `'${word}'`).join(' ')} ${line}`;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: { PATH: process.env.PATH, HOME: newsroom.folder, BULLETIN_DATA: newsroom.data, ...env },
  });
  let screen = '';
  child.stdout.on('data', (part) => {
    const wasAsked = screen.includes(question);
    screen += part;
    if (!wasAsked && screen.includes(question)) child.stdin.write(keys);
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ screen: screen.replaceAll('\r\n', '\n'), code }));
  });
}

describe.each([
  ['with colours', { TERM: 'xterm-256color' }],
  ['without colours', { TERM: 'xterm-256color', NO_COLOR: '1' }],
  ['on a dumb terminal', { TERM: 'dumb' }],
])('a question %s', (name, env) => {
  beforeAll(async () => {
    write('river.md', `# River peaks at dawn\n\nIt was high ${name}.\n\n${LONG}\n`);
  });
  const hasColours = name === 'with colours';

  test.each([
    ['an empty line', '\r'],
    ['n', 'n\r'],
    ['Ctrl-C', CTRL_C],
    ['Ctrl-D', CTRL_D],
  ])('is answered with no by %s', async (_, keys) => {
    const before = await newsroom.story('river-peaks-at-dawn');
    const { screen, code } = await runInTerminal('publish river.md', keys, env);
    expect(screen).toContain('Revise river-peaks-at-dawn? [y/N] ');
    expect(screen).toMatch(/\nNothing was sent\.\n$/);
    expect(code).toBe(1);
    expect(await newsroom.story('river-peaks-at-dawn')).toEqual(before);
  });

  test('follows the differences, which fit 80 columns, and y revises the story', async () => {
    const { revision } = await newsroom.story('river-peaks-at-dawn');
    const { screen, code } = await runInTerminal('publish river.md', 'y\r', env);
    expect(code).toBe(0);
    expect(screen.includes(ESCAPE)).toBe(hasColours);
    const lines = screen.split('\n').map((line) => line.replaceAll(new RegExp(`${ESCAPE}\\[[\\d;]*m`, 'g'), ''));
    const changes = lines.filter((line) => /^ {2}[-+] /.test(line));
    expect(changes).toContain(`  + <p>It was high ${name}.</p>`);
    for (const line of changes) expect(line.length).toBeLessThanOrEqual(80);
    expect(lines.at(-2)).toMatch(/^river-peaks-at-dawn is at revision \d, published /);
    expect(await newsroom.story('river-peaks-at-dawn')).toMatchObject({ revision: Number(revision) + 1 });
  });

  test('is asked for each file of several', async () => {
    write('far.md', '---\npublishedAt: 2098-01-01T00:00:00Z\n---\n# Far away\n\nText.\n');
    const { screen } = await runInTerminal('publish far.md river.md', 'n\r', env);
    expect(screen.match(/\[y\/N\]/g)).toHaveLength(1);
    expect(screen).toMatch(/Published: 0 of 2, nothing new: 1, not published: 1\.\n$/);
  });

  test('of break says for how long', async () => {
    const { screen } = await runInTerminal('break river-peaks-at-dawn --until cleared', 'n\r', env);
    expect(screen).toMatch(/river-peaks-at-dawn breaks until an editor clears it, in \d feeds: /);
    expect(screen).toContain('Break river-peaks-at-dawn? [y/N] ');
    expect(await newsroom.story('river-peaks-at-dawn')).toMatchObject({ breaking: false });
  });
});

test('the record is beside the file that was typed', async () => {
  const { code } = await runInTerminal(`publish '${join(newsroom.folder, 'river.md')}'`, '', { TERM: 'dumb' });
  expect(code).toBe(0);
});

describe('login', () => {
  const settings = join(newsroom.folder, 'settings');
  const kept = join(settings, 'bulletin', 'tokens.json');
  const login = async (keys: string) => {
    const env = { TERM: 'xterm-256color', XDG_CONFIG_HOME: settings };
    return runInTerminal(`login ${newsroom.server.address}`, keys, env, '(not shown): ');
  };

  test.each([
    ['Ctrl-C', `secret-part${CTRL_C}`],
    ['Ctrl-D', CTRL_D],
    ['an empty line', '\r'],
  ])('keeps nothing after %s', async (_, keys) => {
    const { screen, code } = await login(keys);
    expect(code).not.toBe(0);
    expect(screen).not.toContain('secret-part');
    expect(existsSync(kept)).toBe(false);
  });

  test('does not show the token, and keeps it', async () => {
    const { token } = JSON.parse((await run('token create ann --scope read --json')).out);
    const { screen, code } = await login(`${token}\r`);
    expect(screen).toMatch(/^Token for \S+ \(not shown\): \nLogged in to /);
    expect(screen).not.toContain(token);
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(kept, 'utf8'))).toEqual({ [newsroom.server.address]: token });
  });
});
