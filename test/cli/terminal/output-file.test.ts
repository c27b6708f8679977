import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeResult } from '../../../bin/cli/terminal/output-file';

const folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);
const write = (output: string) =>
  writeResult('new\n', { output }, { env: {}, out: () => {}, err: () => {}, cwd: folder });

test('a symbolic link stays, and its file gets the result', async () => {
  writeFileSync(path('real.txt'), 'old');
  symlinkSync('real.txt', path('link.txt'));
  await write('link.txt');
  expect(lstatSync(path('link.txt')).isSymbolicLink()).toBe(true);
  expect(readFileSync(path('real.txt'), 'utf8')).toBe('new\n');
});

test('a file of the user that ends with .part stays', async () => {
  writeFileSync(path('river.txt.part'), 'mine');
  await write('river.txt');
  expect(readFileSync(path('river.txt.part'), 'utf8')).toBe('mine');
});

test('a pipe, as a device, is written to and not replaced', async () => {
  execFileSync('mkfifo', [path('pipe')]);
  const [text] = await Promise.all([readFile(path('pipe'), 'utf8'), write('pipe')]);
  expect([text, lstatSync(path('pipe')).isFIFO()]).toEqual(['new\n', true]);
});

test('a folder is named as one, and gets no neighbour', async () => {
  mkdirSync(path('inner'));
  await expect(write('inner')).rejects.toThrow('inner: cannot be written: this is a folder: name a file.');
  expect(readdirSync(folder).filter((name) => name.startsWith('inner'))).toEqual(['inner']);
});
