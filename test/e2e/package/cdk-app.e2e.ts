import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { version as installed } from 'aws-cdk-lib/package.json';
import { NewsFeed } from '../../../lib/news-feed';
import { devDependencies, name, peerDependencies } from '../../../package.json';
import { type Block, blocksIn, commandsIn, section } from '../../docs/blocks';
import { install, ROOT, run, usePackage } from './packed';

/** The oldest release of aws-cdk-lib that the package takes, and the one that the sources have. */
const RELEASES = [peerDependencies['aws-cdk-lib'].slice(1), installed];

const packed = usePackage();
jest.setTimeout(240_000);

test('the package is small, and has no source', () => {
  expect(readFileSync(packed.tarball).length).toBeLessThan(2_000_000);
  const files = run('tar', ['-tzf', packed.tarball], ROOT).trim().split('\n');
  expect(files.length).toBeLessThan(120);
  expect(files.filter((file) => /(?<!\.d)\.ts$/.test(file))).toEqual([]);
});

/** The resources of the sources, by logical id. */
function resourcesOfSources(): Record<string, unknown> {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] }, builtinCloudFormationValidation: false });
  const stack = new Stack(app, 'HeraldStack');
  new NewsFeed(stack, 'Feed', { title: 'The Herald' });
  return Template.fromStack(stack).toJSON().Resources;
}

/** Resources without the hashes of assets. The sources are not bundled here. */
const withoutHashes = (resources: unknown): unknown =>
  JSON.parse(JSON.stringify(resources).replaceAll(/[0-9a-f]{64}\.zip/g, '.zip'));

const resourcesIn = (out: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(out, 'HeraldStack.template.json'), 'utf8')).Resources;

/** Apart from the metadata that a whole app adds. */
const logicalIds = (resources: Record<string, unknown>): string[] =>
  Object.keys(resources)
    .filter((id) => id !== 'CDKMetadata')
    .sort();

const BODY = `
const app = new App({ outdir: process.argv[2], builtinCloudFormationValidation: false });
new NewsFeed(new Stack(app, 'HeraldStack'), 'Feed', { title: 'The Herald' });
app.synth();
`;
const APPS = {
  'app.js': `const { App, Stack } = require('aws-cdk-lib');\nconst { NewsFeed } = require('${name}');\n${BODY}`,
  'app.mjs': `import { App, Stack } from 'aws-cdk-lib';\nimport { NewsFeed } from '${name}';\n${BODY}`,
};

const TYPED = `
import { App, Stack } from 'aws-cdk-lib';
import { NewsFeed, type NewsFeedProps } from '${name}';
const props: NewsFeedProps = { title: 'The Herald' };
const feed = new NewsFeed(new Stack(new App(), 'Herald'), 'Feed', props);
export const address: string = feed.url;
// @ts-expect-error: no setting has this name.
new NewsFeed(new Stack(new App(), 'Other'), 'Feed', { headline: 'The Herald' });
`;

describe.each(RELEASES)('a CDK app with aws-cdk-lib %s and the package', (release) => {
  let folder: string;
  beforeAll(() => {
    folder = packed.folder(release);
    install(folder, packed.tarball, `aws-cdk-lib@${release}`, `constructs@${devDependencies.constructs}`);
  });

  // The older release validates each template, which takes ten seconds.
  const files = Object.entries(APPS).filter(([file]) => release === installed || file === 'app.js');
  test.each(files)('%s synthesises the logical ids of the sources, from prebuilt assets', (file, text) => {
    writeFileSync(join(folder, file), text);
    const out = join(folder, `${file}.out`);
    run(process.execPath, [file, out], folder);
    const Resources = resourcesIn(out);
    expect(logicalIds(Resources)).toEqual(logicalIds(resourcesOfSources()));
    // Another release may write other properties.
    if (release === installed) expect(withoutHashes(Resources)).toEqual(withoutHashes(resourcesOfSources()));
    const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('index.js'));
    expect(files).toHaveLength(3);
  });

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
      errors = String(error);
    }
    expect(errors.split('\n').filter((line) => /^(?:typed|node_modules\/@bulletin)/.test(line))).toEqual([]);
  });
});

describe('the app of docs/operations.md', () => {
  const blocks = blocksIn('docs/operations.md', section('docs/operations.md', 'In a CDK app of your own'));
  const blockOf = (marker: string): Block => {
    const block = blocks.find((one) => one.marker === marker);
    if (block === undefined) throw new Error(`docs/operations.md has no block ${marker}`);
    return block;
  };
  const MODULE = 'lib/herald-stack.ts';
  let folder: string;
  const synthesised = (...command: string[]) => {
    rmSync(join(folder, 'cdk.out'), { recursive: true, force: true });
    // Where the program of the app runs without CDK's command line, it reads this.
    run('npx', command, folder, { CDK_OUTDIR: 'cdk.out' });
    return logicalIds(resourcesIn(join(folder, 'cdk.out')));
  };

  test('its commands make an app with the logical ids of the sources', () => {
    const [move = '', ...commands] = commandsIn(blockOf('package').text);
    expect(move).toBe('mkdir herald && cd herald');
    folder = join(packed.folder('as-told'), 'herald');
    mkdirSync(folder);
    // npm has the package after its release.
    for (const command of commands) run('sh', ['-c', command.replace(name, packed.tarball)], folder);
    writeFileSync(join(folder, MODULE), blockOf(MODULE).text);
    expect(synthesised('cdk', 'synth', '--quiet')).toEqual(logicalIds(resourcesOfSources()));
    // Without them a deploy prints neither the address nor the table, which the first token needs.
    const template = JSON.parse(readFileSync(join(folder, 'cdk.out', 'HeraldStack.template.json'), 'utf8'));
    expect(Object.keys(template.Outputs)).toEqual(['Url', 'Table']);
  });

  test('so does the same app by ts-node, which older apps have', () => {
    install(folder, 'ts-node@10', 'typescript@5', '@types/node@24');
    expect(synthesised('ts-node', '--prefer-ts-exts', 'bin/herald.ts')).toEqual(logicalIds(resourcesOfSources()));
  });

  test('and with the built clone as a dependency by its path', () => {
    install(folder, `file:${ROOT}`);
    expect(synthesised('tsx', 'bin/herald.ts')).toEqual(logicalIds(resourcesOfSources()));
  });
});
