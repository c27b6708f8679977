import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { version as installed } from 'aws-cdk-lib/package.json';
import { NewsFeed } from '../../lib/news-feed';

const ROOT = join(__dirname, '../..');
const { peerDependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
/** The oldest release of aws-cdk-lib that the package takes, and the one that the sources have. */
const RELEASES = [peerDependencies['aws-cdk-lib'].slice(1), installed];

const scratch = mkdtempSync(join(tmpdir(), 'bulletin-package-'));
afterAll(() => rmSync(scratch, { recursive: true }));
jest.setTimeout(240_000);

const run = (program: string, args: readonly string[], cwd: string): string =>
  execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

let tarball: string;
beforeAll(() => {
  run('npm', ['pack', '--silent', '--pack-destination', scratch], ROOT);
  tarball = join(scratch, readdirSync(scratch).find((file) => file.endsWith('.tgz')) as string);
});

test('the package is small, and has no source', () => {
  expect(readFileSync(tarball).length).toBeLessThan(2_000_000);
  const files = run('tar', ['-tzf', tarball], scratch).trim().split('\n');
  expect(files.length).toBeLessThan(120);
  expect(files.filter((file) => /(?<!\.d)\.ts$/.test(file))).toEqual([]);
});

/** The resources of the sources, by logical id. */
function resourcesOfSources(): Record<string, unknown> {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] }, builtinCloudFormationValidation: false });
  const stack = new Stack(app, 'Herald');
  new NewsFeed(stack, 'Feed', { title: 'The Herald' });
  return Template.fromStack(stack).toJSON().Resources;
}

/** Resources without the hashes of assets. The sources are not bundled here. */
const withoutHashes = (resources: unknown): unknown =>
  JSON.parse(JSON.stringify(resources).replaceAll(/[0-9a-f]{64}\.zip/g, '.zip'));

const BODY = `
const app = new App({ outdir: process.argv[2] });
new NewsFeed(new Stack(app, 'Herald'), 'Feed', { title: 'The Herald' });
app.synth();
`;
const APPS = {
  'app.js': `const { App, Stack } = require('aws-cdk-lib');\nconst { NewsFeed } = require('bulletin');\n${BODY}`,
  'app.mjs': `import { App, Stack } from 'aws-cdk-lib';\nimport { NewsFeed } from 'bulletin';\n${BODY}`,
};

const TYPED = `
import { App, Stack } from 'aws-cdk-lib';
import { NewsFeed, type NewsFeedProps } from 'bulletin';
const props: NewsFeedProps = { title: 'The Herald' };
const feed = new NewsFeed(new Stack(new App(), 'Herald'), 'Feed', props);
export const address: string = feed.url;
// @ts-expect-error: no setting has this name.
new NewsFeed(new Stack(new App(), 'Other'), 'Feed', { headline: 'The Herald' });
`;

describe.each(RELEASES)('a CDK app with aws-cdk-lib %s and the package', (release) => {
  const folder = join(scratch, release);
  beforeAll(() => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    const constructs = `constructs@${devDependencies.constructs}`;
    run('npm', ['install', '--no-audit', '--no-fund', tarball, `aws-cdk-lib@${release}`, constructs], folder);
  });

  test.each(Object.entries(APPS))(
    '%s synthesises the logical ids of the sources, from prebuilt assets',
    (file, text) => {
      writeFileSync(join(folder, file), text);
      const out = join(folder, `${file}.out`);
      run(process.execPath, [file, out], folder);
      const { Resources } = JSON.parse(readFileSync(join(out, 'Herald.template.json'), 'utf8'));
      expect(Object.keys(Resources).sort()).toEqual(Object.keys(resourcesOfSources()).sort());
      // Another release may write other properties.
      if (release === installed) expect(withoutHashes(Resources)).toEqual(withoutHashes(resourcesOfSources()));
      const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('index.js'));
      expect(files).toHaveLength(3);
    },
  );

  test('has its types under strict and exactOptionalPropertyTypes', () => {
    writeFileSync(join(folder, 'typed.ts'), TYPED);
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const options = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false'];
    const modules = ['--module', 'nodenext', '--target', 'es2022', '--types', ''];
    // Other packages may need types that this folder has not.
    let errors = '';
    try {
      run(process.execPath, [tsc, ...options, ...modules, 'typed.ts'], folder);
    } catch (error) {
      errors = String((error as { stdout: unknown }).stdout);
    }
    expect(errors.split('\n').filter((line) => /^(?:typed|node_modules\/bulletin)/.test(line))).toEqual([]);
  });
});
