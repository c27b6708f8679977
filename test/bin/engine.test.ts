import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngineOn } from '../../bin/local/data-folder';
import { startEngine } from '../../bin/local/engine';
import { engineBinary } from '../../bin/local/engine-binary';
import { StartError } from '../../bin/local/start-error';
import { isGone } from '../harness/server-process';

const folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
afterAll(() => rmSync(folder, { recursive: true }));

const refusal = async (starting: Promise<unknown>): Promise<string> => {
  const error = await starting.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StartError);
  return (error as StartError).message;
};

test('it answers as soon as it has started, and no more once it was stopped', async () => {
  const engine = await startEngine();
  expect((await fetch(engine.endpoint)).status).toBe(200);
  await engine.stop();
  expect(await isGone(engine.endpoint)).toBe(true);
});

test('a platform without an engine is named, with what to set instead', () => {
  expect(() => engineBinary('sunos', 'sparc')).toThrow(
    'No embedded engine is installed for sunos on sparc (npm package @dynoxide/sunos-sparc): set AWS_ENDPOINT_URL_DYNAMODB to a DynamoDB of yours.',
  );
});

test('a file that is no database is told, with the remedy', async () => {
  const file = join(folder, 'stories.db');
  writeFileSync(file, 'a shopping list');
  expect(await refusal(startEngine(file))).toMatch(
    `(Remedy: move ${file} away, or set BULLETIN_DATA to another folder, or set AWS_ENDPOINT_URL_DYNAMODB to a DynamoDB of yours.)`,
  );
});

test.each([
  ['is missing', join(folder, 'dynoxide'), 'ENOENT'],
  ['ends at once', '/bin/false', 'it ended without a word'],
])('a program that %s is told', async (_, binary, said) => {
  expect(await refusal(startEngine(undefined, binary))).toContain(said);
});

test('a second one on the same data is refused for as long as the first runs', async () => {
  const data = join(folder, 'data');
  const first = await startEngineOn(data);
  expect(await refusal(startEngineOn(data))).toBe(
    `Bulletin already runs on the data in ${data}: end it, or set BULLETIN_DATA to another folder.`,
  );
  await first.stop();
  await (await startEngineOn(data)).stop();
});

test('a folder that is none is told, with the remedy', async () => {
  expect(await refusal(startEngineOn('package.json'))).toMatch(
    /^The folder package\.json cannot be used \(EEXIST: .*\): set BULLETIN_DATA to another one\.$/,
  );
});
