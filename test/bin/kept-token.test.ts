import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MEMORY } from '../../bin/local/data-folder';
import { keptToken } from '../../bin/local/kept-token';

const folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
const file = join(folder, 'token');
afterAll(() => rmSync(folder, { recursive: true }));

test('the token is made once, and readable for this user only', async () => {
  const token = await keptToken(folder);
  expect(token).toMatch(/^[\w-]{32}$/);
  expect(await keptToken(folder)).toBe(token);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each(['', 'half-a-token', 'a token of 32 signs, with blanks'])(
  'in place of a file that holds %p it makes a new one, whose mode holds',
  async (text) => {
    writeFileSync(file, text);
    chmodSync(file, 0o644);
    const token = await keptToken(folder);
    expect(token).toMatch(/^[\w-]{32}$/);
    expect(readFileSync(file, 'utf8')).toBe(`${token}\n`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  },
);

test('a table in memory has a new token each time, and leaves no file', async () => {
  expect(await keptToken(MEMORY)).not.toBe(await keptToken(MEMORY));
  expect(() => statSync(MEMORY)).toThrow();
});
