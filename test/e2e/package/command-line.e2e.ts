import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { name, version } from '../../../package.json';
import { install, ROOT, run, usePackage } from './packed';

const packed = usePackage();
jest.setTimeout(120_000);

/** The releases of Node that npm has for this platform, each by the name under which it is installed. */
const RELEASES = ['18', '20', '22', '24'] as const;
const PLATFORM = `node-${process.platform}-${process.arch}`;

let folder: string;
let tools: string;
beforeAll(() => {
  folder = packed.folder('newsroom');
  install(folder, packed.tarball);
  tools = packed.folder('tools');
  install(tools, ...RELEASES.map((release) => `node${release}@npm:${PLATFORM}@${release}`));
});

const nodeOf = (release: string): string => join(tools, 'node_modules', `node${release}`, 'bin/node');
const program = (): string => join(folder, 'node_modules/.bin/bulletin');

/** Starts the local server of the package in a folder of its own. Gives its start screen and how it ends. */
async function start(node: string, cwd: string) {
  const { PATH, HOME } = process.env;
  const child = spawn(node, [program(), 'start'], { cwd, env: { PATH, HOME, PORT: '0' } });
  let stderr = '';
  child.stderr.on('data', (part) => {
    stderr += part;
  });
  let screen = '';
  for await (const part of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    screen += part;
    if (screen.includes('unbreak')) break;
  }
  const address = /http:\/\/localhost:\d+/.exec(screen)?.[0];
  if (address === undefined) throw new Error(`did not start: ${screen}${stderr}`);
  return {
    screen,
    address,
    async stop() {
      child.kill('SIGINT');
      await once(child, 'exit');
      return { code: child.exitCode, stderr };
    },
  };
}

test('the package brings nothing but the engine', () => {
  const installed = readdirSync(join(folder, 'node_modules')).filter((entry) => !entry.startsWith('.'));
  expect(installed.sort()).toEqual([name.split('/')[0], '@dynoxide'].sort());
  const notices = readFileSync(join(folder, 'node_modules', name, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
  for (const bundled of ['feed', 'hono', 'zod', 'commander', '@aws-sdk/client-dynamodb'])
    expect(notices).toMatch(new RegExp(`^${bundled} \\d`, 'm'));
});

test.each(RELEASES.filter((release) => release !== '18'))(
  'on Node %s it starts with the seed story, publishes a file, and examines its feeds',
  async (release) => {
    const node = nodeOf(release);
    const bulletin = (args: readonly string[], cwd: string) => run(node, [program(), ...args], cwd);
    expect(bulletin(['--version'], folder)).toBe(`${version}\n`);
    expect(bulletin(['--help'], folder)).toMatch(/^Usage: bulletin [\s\S]*\n {2}start /);

    const cwd = packed.folder(`on-node-${release}`);
    const server = await start(node, cwd);
    try {
      expect(server.screen).toContain('or from a file: bulletin publish story.md\n');
      expect(existsSync(join(cwd, '.bulletin/stories.db'))).toBe(true);
      expect(await (await fetch(`${server.address}/atom.xml`)).text()).toContain('Kerry Fears Fallout');
      writeFileSync(join(cwd, 'river.md'), '# River peaks at dawn\n\nIt was **high**.\n');
      expect(bulletin(['publish', 'river.md'], cwd)).toContain(`${server.address}/stories/river-peaks-at-dawn`);
      expect(await (await fetch(`${server.address}/rss.xml`)).text()).toContain('River peaks at dawn');
      expect(bulletin(['doctor', server.address, '--limit', '2'], cwd)).toContain('/rss.xml');
    } finally {
      // Standard error has no warning of any kind.
      expect(await server.stop()).toEqual({ code: 0, stderr: '' });
    }
  },
);

test.each([
  ['the package', () => [program(), '--help']],
  ['npm start in the clone', () => [join(ROOT, 'bin/bulletin.mjs'), 'start']],
  ['npm test in the clone', () => [join(ROOT, 'bin/node-version.mjs')]],
])('below Node 20 one line of %s names the version that is needed', (_, argumentsOf) => {
  const { status, stdout, stderr } = spawnSync(nodeOf('18'), argumentsOf(), { encoding: 'utf8' });
  expect(stderr).toMatch(/^Bulletin needs Node 20 or newer, and this is Node 18\.[\d.]+: install one from \S+\n$/);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});

test('npx runs the installed package by its name, and messages say so', () => {
  expect(run('npx', [name, '--help'], folder)).toMatch(new RegExp(`^Usage: npx ${name} `));
});
