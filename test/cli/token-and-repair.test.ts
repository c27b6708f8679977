import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { startEngineOn } from '../../bin/local/data-folder';
import type { Engine } from '../../bin/local/engine';
import type { Item } from '../../lambdas/store/table/item';
import { createTableInput, type Table } from '../../lambdas/store/table/table';
import { findToken, listTokens, storeToken } from '../../lambdas/store/tokens';
import { BULLETIN_BUNDLE, outcome } from '../harness/server-process';
import { clientOf, put, storedItems } from '../repair/tables';
import { runCommand } from './command';

jest.setTimeout(60_000);

// As in `npm start`: an engine on the data of a folder, and its address in the folder.
let folder: string;
let engine: Engine;
let table: Table;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
  engine = await startEngineOn(folder);
  table = { client: clientOf(engine.endpoint), name: 'bulletin' };
  await table.client.send(new CreateTableCommand(createTableInput(table.name)));
});

afterAll(async () => {
  table.client.destroy();
  await engine.stop();
  rmSync(folder, { recursive: true });
});

const run = (line: string, env: NodeJS.ProcessEnv = {}) =>
  runCommand(line.split(' '), { env: { BULLETIN_DATA: folder, npm_lifecycle_event: 'bulletin', ...env } });

/** The whole table as text. */
const tableText = async () => JSON.stringify([...(await storedItems(table)).values()]);

describe('token create', () => {
  test('prints a token once; it has its scopes, and the table does not hold it', async () => {
    const { code, out } = await run('token create cms --scope write,break');
    expect(code).toBe(0);
    const token = /export BULLETIN_TOKEN=([\w-]{43})\n/.exec(out)?.[1] ?? '';
    expect(out).toMatch(/^The token "cms" may write, break\. Copy it now, because it is not shown again:\n/);
    expect(await findToken(table, token)).toMatchObject({ name: 'cms', scopes: ['write', 'break'] });
    expect(await tableText()).not.toContain(token);
    expect((await run('token list')).out).not.toContain(token);
  });

  test('prints the name of the table to standard error only', async () => {
    const { out, err } = await run('token create machine --scope read --json');
    expect(err).toBe(`Table bulletin of the local server on ${folder}\n`);
    expect(JSON.parse(out)).toEqual({
      name: 'machine',
      scopes: ['read'],
      created: expect.stringMatching(/^\d{4}-.*Z$/),
      token: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  test('makes another token each time', async () => {
    const created = await Promise.all(['a', 'b', 'c'].map((name) => run(`token create ${name} --scope read --json`)));
    expect(new Set(created.map(({ out }) => JSON.parse(out).token)).size).toBe(3);
  });

  test('refuses a name that exists, also for two commands at once', async () => {
    const twice = await Promise.all([1, 2].map(() => run('token create twice --scope read')));
    expect(twice.map(({ code }) => code).sort()).toEqual([0, 1]);
    expect(twice.map(({ err }) => err).join('')).toMatch(
      'A token "twice" exists already: choose another name, or revoke that token first.',
    );
    expect((await listTokens(table)).filter(({ name }) => name === 'twice')).toHaveLength(1);
  });

  test.each([
    ['token create x', /--scope is missing: write --scope "scopes"/],
    ['token create x --scope write,fly', /There is no scope "fly"\. The scopes are read, write, break, withdraw\./],
    ['token create -- -x --scope', /--scope is missing/],
    ['token create #x --scope read', /A name has 1 to 100 characters/],
  ])('%s is refused with the remedy', async (line, remedy) => {
    const { code, out, err } = await run(line);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(remedy);
  });
});

test('token list prints name, scopes, date, and the first digits of the SHA-256', async () => {
  await storeToken(table, 'a secret', {
    name: 'Wire desk',
    scopes: ['read', 'write'],
    created: '2026-11-22T20:00:00Z',
  });
  const { code, out } = await run('token list');
  expect(code).toBe(0);
  expect(out).toMatch(/^NAME +SCOPES +CREATED +SHA-256\n/);
  expect(out).toMatch(/^Wire desk +read,write +2026-11-22T20:00:00Z +[0-9a-f]{12}$/m);
  expect(JSON.parse((await run('token list --json')).out)).toContainEqual({
    name: 'Wire desk',
    scopes: ['read', 'write'],
    created: '2026-11-22T20:00:00Z',
    hash: expect.stringMatching(/^[0-9a-f]{12}$/),
  });
});

describe('a dry run', () => {
  test('of token create makes no token, and refuses a name that exists', async () => {
    const before = await listTokens(table);
    expect(await run('token create tried --scope write --dry-run')).toMatchObject({
      code: 0,
      out: 'dry run: The token "tried" may write.\n',
      err: expect.stringMatching(/Nothing was changed\.\n$/),
    });
    expect(JSON.parse((await run('token create tried --scope write --dry-run --json')).out)).toEqual({
      ...{ dryRun: true, name: 'tried', scopes: ['write'] },
    });
    expect(await run('token create cms --scope write --dry-run')).toMatchObject({
      code: 1,
      err: expect.stringContaining('A token "cms" exists already'),
    });
    expect(await listTokens(table)).toEqual(before);
  });

  test('of token revoke leaves the token', async () => {
    const before = await listTokens(table);
    expect(await run('token revoke cms --dry-run')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^dry run: The token "cms" \([0-9a-f]{12}\) is revoked\.\n$/),
    });
    expect((await run('token revoke nobody --dry-run')).code).toBe(1);
    expect(await listTokens(table)).toEqual(before);
  });
});

describe('token revoke', () => {
  test('revokes a token by its name', async () => {
    const { token } = JSON.parse((await run('token create leaver --scope read --json')).out);
    const { code, out } = await run('token revoke leaver');
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringMatching(/^The token "leaver" \([0-9a-f]{12}\) is revoked\.\n$/),
    });
    expect(await findToken(table, token)).toBeUndefined();
    expect((await run('token list')).out).not.toContain('leaver');
    expect((await run('token create leaver --scope read')).code).toBe(0);
  });

  test('revokes a token by the hash in the list', async () => {
    const { token } = JSON.parse((await run('token create hashed --scope read --json')).out);
    const { hash } = JSON.parse((await run('token list --json')).out).find(
      ({ name }: { name: string }) => name === 'hashed',
    );
    expect(JSON.parse((await run(`token revoke ${hash} --json`)).out)).toMatchObject({ name: 'hashed', hash });
    expect(await findToken(table, token)).toBeUndefined();
  });

  test('refuses an unknown token', async () => {
    for (const which of ['nobody', '0123456789ab', 'ffff']) {
      const { code, out, err } = await run(`token revoke ${which}`);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(`There is no token "${which}": npm run --silent bulletin -- token list prints all tokens.`);
    }
  });
});

describe('the token of the local server', () => {
  test('replaces the token of the start before, which is revoked', async () => {
    const grant = { name: 'local', scopes: ['read', 'write'], created: '2026-11-22T20:00:00Z' };
    await storeToken(table, 'first', grant);
    await storeToken(table, 'second', grant);
    await storeToken(table, 'second', grant);
    expect((await listTokens(table)).filter(({ name }) => name === 'local')).toHaveLength(1);
    expect(await findToken(table, 'first')).toBeUndefined();
    expect(await findToken(table, 'second')).toMatchObject(grant);
  });
});

describe('repair', () => {
  test('reports the faults, mends them, and then finds none', async () => {
    await run('token create broken --scope read');
    const listing = (await storedItems(table)).get('TOKENS / broken') as Item;
    await run('token revoke broken');
    await put(table, [listing]);
    const dry = await run('repair --dry-run');
    expect(dry).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^ {2}tokens: "broken" was listed and opens nothing\n.*Faults: 1\. Nothing was changed\./,
      ),
    });
    expect((await run('repair')).out).toMatch(
      /\nRebuilt: 0 stories and 0 feeds, each with a new head\. Mended: 1\.\n$/,
    );
    const { out, err } = await run('repair --json');
    expect(JSON.parse(out)).toEqual({ dryRun: false, stories: 0, feeds: 0, mended: [], lost: [] });
    expect(err).toMatch(/^\d+ items read$/m);
  });
});

describe('which table', () => {
  test('without a name and without a local server, the error says how to name one', async () => {
    const { code, err } = await run('token list', { BULLETIN_DATA: join(folder, 'elsewhere') });
    expect(code).toBe(2);
    expect(err).toMatch(
      /^No table is named, and no local server runs .* --table or BULLETIN_TABLE, .* bulletin -- start\n$/,
    );
  });

  const keys = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_REGION: 'eu-west-1' };

  test('the named table, at the endpoint of the SDK; a missing table gives an error with the remedy', async () => {
    const env = { ...keys, AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint };
    const there = await outcome([...BULLETIN_BUNDLE, 'token', 'list', '--table', 'bulletin', '--json'], env);
    expect(there).toMatchObject({ code: 0, stderr: `Table bulletin at ${engine.endpoint}\n` });
    expect(JSON.parse(there.stdout)).toContainEqual(expect.objectContaining({ name: 'Wire desk' }));
    const missing = await outcome([...BULLETIN_BUNDLE, 'token', 'list'], { ...env, BULLETIN_TABLE: 'missing' });
    expect(missing).toMatchObject({ code: 1, stdout: '' });
    expect(missing.stderr).toMatch(
      /^Table missing at .*\nDynamoDB has no table of this name here: check --table, AWS_REGION/,
    );
  });

  test('in AWS, a missing region or credentials give an error with the remedy', async () => {
    const alone = { HOME: folder, AWS_EC2_METADATA_DISABLED: 'true', BULLETIN_TABLE: 'stories' };
    const nowhere = await outcome([...BULLETIN_BUNDLE, 'token', 'list'], alone);
    expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringMatching(/^No AWS region is set: set AWS_REGION/) });
    const nobody = await outcome([...BULLETIN_BUNDLE, 'token', 'list'], { ...alone, AWS_REGION: 'eu-west-1' });
    expect(nobody).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^Table stories in eu-west-1\nNo AWS credentials are set: sign in/),
    });
  });
});

describe('help', () => {
  test.each(['--help', 'token --help', 'token create --help', 'repair --help'])('%s', async (line) => {
    const { code, out } = await run(line);
    expect(code).toBe(0);
    expect(out).toMatch(/^Usage: npm run --silent bulletin -- /);
    expect(out).toMatch(
      line === '--help'
        ? /Which table \(token, repair\):/
        : line === 'repair --help'
          ? /Run it while nothing writes/
          : /token/,
    );
  });

  test.each(['help', 'help token', 'help publish'])('%s prints the same as --help', async (line) => {
    const { code, out } = await run(line);
    expect({ code, out }).toEqual({ code: 0, out: (await run(`${line.slice(5)} --help`.trim())).out });
  });

  test('is named after a mistake in a subcommand', async () => {
    expect((await run('token create')).err).toMatch(/\nHelp: npm run --silent bulletin -- token create --help\n$/);
  });

  test('is named after an unknown command', async () => {
    const { code, err } = await run('tokens');
    expect(code).toBe(2);
    expect(err).toMatch(/unknown command 'tokens'[\s\S]*npm run --silent bulletin -- --help/);
  });
});
