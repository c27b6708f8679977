import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { delimiter, join } from 'node:path';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { runningEngine } from '../../bin/local/data-folder';
import { createTableInput } from '../../lambdas/store/table/table';
import { wordsIn } from '../docs/blocks';
import { BULLETIN_BUNDLE } from '../harness/server-process';
import { clientOf } from '../repair/tables';
import { type CommandResult, runCommand } from './command';
import { fakeTerminal } from './fake-terminal';
import { readHelpTexts } from './help-texts';
import { useLocalNewsroom } from './local-newsroom';

jest.setTimeout(120_000);

const newsroom = useLocalNewsroom();
const { run } = newsroom;

const OLD_FEED = `<rss version="2.0"><channel><title>Old</title><link>https://old.example/</link><description>Old</description>
<item><title>High water</title><link>https://old.example/1</link><guid>old-1</guid><pubDate>Tue, 15 Jan 2019 08:00:00 GMT</pubDate>
<description>The river rose.</description></item></channel></rss>`;

let oldSite: Server;
let engine: string;
beforeAll(async () => {
  oldSite = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(OLD_FEED),
  );
  await once(oldSite.listen(0, '127.0.0.1'), 'listening');
  engine = (await runningEngine(newsroom.data)) ?? '';
  const client = clientOf(engine);
  await client.send(new CreateTableCommand(createTableInput('RestoredStories')));
  client.destroy();
  writePrograms();
  await writeFiles();
});
afterAll(() => oldSite.close());

/** A folder with the command `bulletin`, for PATH. */
const programs = join(newsroom.folder, 'programs');
function writePrograms(): void {
  mkdirSync(programs);
  writeFileSync(join(programs, 'bulletin'), `#!/bin/sh\nexec ${BULLETIN_BUNDLE.join(' ')} "$@"\n`, { mode: 0o755 });
}

/** The files that examples name. Each example runs in a folder with copies of them. */
const files = join(newsroom.folder, 'files');
async function writeFiles(): Promise<void> {
  for (const folder of ['stories', '_posts']) mkdirSync(join(files, folder), { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(files, name), text);
  write('river.md', '# River peaks at dawn\n\nIt was **high**.\n');
  write('stories/north.md', '# North bank floods\n\nIt was wet.\n');
  write('stories/south.md', '# South bank stays dry\n\nIt was dry.\n');
  write('_posts/2019-01-15-low-water.md', '---\ntitle: Low water\n---\nThe river fell.\n');
  write('river.json', story('river', ['Syria']));
  write('rebels.json', story('rebels', ['Syira']));
  write('rebels-moved.json', story('rebels', ['Syria']));
  write('token.txt', `${JSON.parse((await run('token create ann --scope read --json')).out).token}\n`);
  const outcomes = [
    await run('publish files/river.json files/rebels.json'),
    await run('revise rebels files/rebels-moved.json'),
    await run('revise river files/river.json'),
    await run('export files/bulletin.ndjson'),
  ];
  expect(outcomes.map(({ code, err }) => [code, err])).toEqual(outcomes.map(() => [0, expect.any(String)]));
}

const story = (id: string, tags: readonly string[]): string =>
  JSON.stringify({ id, headline: `The story ${id}`, body: '<p>Text.</p>', tags });

/** The commands that bring the newsroom into the state in which an example makes sense. One that has nothing to do may fail. */
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  unbreak: ['break river'],
  reinstate: ['withdraw river --reason x'],
  'feeds close': ['feeds open /tags/syira'],
  'feeds open': ['feeds close /tags/syira'],
  'token create': ['token revoke cms'],
  'token revoke': ['token create cms --scope read'],
};
const USUAL = ['reinstate river', 'unbreak river'];

/** The example with the addresses of this test. */
function localExample(example: string): string {
  const { port } = Object(oldSite.address()) as { port: number };
  return example
    .replaceAll(/https:\/\/news\.example|http:\/\/localhost:3000/g, newsroom.server.address)
    .replaceAll(/(?<=doctor )(?:news\.example|localhost:3000)/g, new URL(newsroom.server.address).host)
    .replaceAll('https://old.example', `http://127.0.0.1:${port}`);
}

interface Outcome extends CommandResult {
  readonly folder: string;
}

/** Runs an example as an editor in a folder of files. */
async function runExample(example: string, name: string): Promise<Outcome> {
  const folder = mkdtempSync(join(newsroom.folder, 'example-'));
  // `new` writes its file.
  if (name !== 'new') cpSync(files, folder, { recursive: true });
  const line = localExample(example);
  const env = { XDG_CONFIG_HOME: join(folder, 'settings'), BULLETIN_DATA: newsroom.data };
  // A process costs half a second: only what a shell does, and the settings that the SDK reads, need one.
  if (/[<>|*]/.test(line)) return { folder, ...(await runInShell(line, folder, env)) };
  if (name === 'repair') return { folder, ...(await runInShell(line, folder, { ...env, ...engineSettings() })) };
  const input = name === 'login' ? fakeTerminal(`${tokenText()}\r`) : undefined;
  return { folder, ...(await runCommand(wordsIn(line, {}).slice(1), { env, cwd: folder, input })) };
}

const tokenText = (): string => readFileSync(join(files, 'token.txt'), 'utf8').trim();

const engineSettings = () => ({
  AWS_ENDPOINT_URL_DYNAMODB: engine,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
});

function runInShell(line: string, cwd: string, settings: NodeJS.ProcessEnv): Promise<CommandResult> {
  const env = { ...settings, PATH: [programs, process.env.PATH].join(delimiter) };
  return new Promise((resolve) => {
    // pipefail: the exit code of a pipe is that of the command that failed.
    const shell = execFile('bash', ['-o', 'pipefail', '-c', line], { cwd, env }, (_, out, err) =>
      resolve({ code: shell.exitCode ?? -1, out, err }),
    );
    shell.stdin?.end();
  });
}

/** The file that the output of a line goes to. */
const targetOf = (line: string): string | undefined => /(?:>|-o|--output) *(\S+)/.exec(line)?.[1];

test('each example of each help does what it says', async () => {
  const commands = await readHelpTexts();
  expect(commands.map(({ name }) => name)).toEqual(expect.arrayContaining(['publish', 'feeds close', 'token create']));
  const failures: string[] = [];
  for (const { name, examples } of commands) {
    for (const example of examples) {
      for (const line of BEFORE[name] ?? USUAL) await run(line);
      const { folder, code, out, err } = await runExample(example, name);
      if (code !== 0) failures.push(`${example}: exit code ${code}: ${out}${err}`);
      const target = targetOf(example);
      const text = target === undefined ? '' : readFileSync(join(folder, target), 'utf8');
      if (target?.endsWith('.json')) JSON.parse(text);
      if (target !== undefined && text === '') failures.push(`${example}: ${target} is empty`);
    }
  }
  expect(failures).toEqual([]);
});

test('each command has an example', async () => {
  const commands = await readHelpTexts();
  const isGroup = (name: string) => commands.some((other) => other.name.startsWith(`${name} `));
  const without = commands.filter(({ name, examples }) => examples.length === 0 && !isGroup(name));
  // `start` runs until it is stopped, and its settings are its examples.
  expect(without.map(({ name }) => name)).toEqual(['start']);
});
