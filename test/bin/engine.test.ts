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

const startError = async (start: Promise<unknown>): Promise<string> => {
  const error = await start.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StartError);
  return (error as StartError).message;
};

test('the engine answers after its start, and not after its stop', async () => {
  const engine = await startEngine();
  expect((await fetch(engine.endpoint)).status).toBe(200);
  await engine.stop();
  expect(await isGone(engine.endpoint)).toBe(true);
});

test('a platform without an engine gives an error with the remedy', () => {
  expect(() => engineBinary('sunos', 'sparc')).toThrow(
    'No embedded engine is installed for sunos on sparc (npm package @dynoxide/sunos-sparc): set AWS_ENDPOINT_URL_DYNAMODB to your own DynamoDB.',
  );
});

test('a file that is not a database gives an error with the remedy', async () => {
  const file = join(folder, 'stories.db');
  writeFileSync(file, 'a shopping list');
  expect(await startError(startEngine(file))).toMatch(
    `(Remedy: move ${file} away, or set BULLETIN_DATA to another folder, or set AWS_ENDPOINT_URL_DYNAMODB to your own DynamoDB.)`,
  );
});

test.each([
  ['is missing', join(folder, 'dynoxide'), 'ENOENT'],
  ['ends at once', '/bin/false', 'it ended without a message'],
])('a program that %s gives an error', async (_, binary, message) => {
  expect(await startError(startEngine(undefined, binary))).toContain(message);
});

test('a second engine on the same data is refused while the first runs', async () => {
  const data = join(folder, 'data');
  const first = await startEngineOn(data);
  expect(await startError(startEngineOn(data))).toBe(
    `Bulletin already runs on the data in ${data}: stop it, or set BULLETIN_DATA to another folder.`,
  );
  await first.stop();
  await (await startEngineOn(data)).stop();
});

test('of several that start at the same moment one runs, also where a killed server left its note', async () => {
  const data = join(folder, 'at-once');
  for (let round = 0; round < 2; round++) {
    const started = await Promise.allSettled(Array.from({ length: 3 }, () => startEngineOn(data)));
    const running = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    await Promise.all(running.map((engine) => engine.stop()));
    expect(running).toHaveLength(1);
    for (const one of started) {
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject({ message: expect.stringContaining('already runs') });
    }
  }
});

test('a path that is not a folder gives an error with the remedy', async () => {
  expect(await startError(startEngineOn('package.json'))).toMatch(
    /^The folder package\.json cannot be used \(EEXIST: .*\): set BULLETIN_DATA to another folder\.$/,
  );
});
