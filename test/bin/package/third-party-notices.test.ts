import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { thirdPartyNotices } from '../../../bin/package/third-party-notices';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (path: string, text: string): string => {
  const file = join(folder, 'node_modules', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
const addPackage = (name: string, license: string | undefined, at = name): string => {
  write(`${at}/package.json`, JSON.stringify({ name, version: '1.2.3', license }));
  return write(`${at}/lib/index.js`, '');
};

test('packages with one license text share it, and files of ours need none', () => {
  const files = [addPackage('@a/one', 'MIT'), addPackage('two', 'MIT'), addPackage('three', 'ISC'), __filename];
  for (const name of ['@a/one', 'two']) write(`${name}/LICENSE.md`, 'Permission is granted.\r\n');
  write('three/license', 'Permission to use.');
  const notices = thirdPartyNotices(files);
  expect(notices).toContain('\n@a/one 1.2.3 (MIT)\ntwo 1.2.3 (MIT)\n\nPermission is granted.\n');
  expect(notices).toContain('\nthree 1.2.3 (ISC)\n\nPermission to use.\n');
  expect(notices.match(/Permission is granted/g)).toHaveLength(1);
});

test('a package inside another has its own notice; a copied one has that of its carrier', () => {
  addPackage('outer', 'MIT');
  const nested = addPackage('inner', 'ISC', 'outer/node_modules/inner');
  const copied = write('outer/dist/node_modules/copied/index.js', '');
  expect(thirdPartyNotices([nested])).toContain('inner 1.2.3 (ISC)');
  expect(thirdPartyNotices([copied])).toContain('outer 1.2.3 (MIT)');
});

test('a package without a license file has the name of its license; one without any cannot be bundled', () => {
  expect(thirdPartyNotices([addPackage('short', '0BSD')])).toContain('short 1.2.3 (0BSD)\n\n0BSD\n');
  expect(() => thirdPartyNotices([addPackage('none', undefined)])).toThrow('none 1.2.3 has no license');
});

test('the order of the files changes no byte, so that two builds are equal', () => {
  const files = ['b', 'a', 'c'].map((name) => addPackage(name, name === 'c' ? 'ISC' : 'MIT'));
  for (const name of ['a', 'b']) write(`${name}/LICENSE`, 'Permission is granted.');
  write('c/LICENSE', 'A permission.');
  const notices = thirdPartyNotices(files);
  expect(thirdPartyNotices([...files].reverse())).toBe(notices);
  expect(notices).toContain('\na 1.2.3 (MIT)\nb 1.2.3 (MIT)\n\nPermission');
});

test.each(['LICENCE', 'UNLICENSE.txt', 'License-MIT'])('the file %s has the license, in lines of Unix', (file) => {
  const path = addPackage('one', 'MIT');
  write(`one/${file}`, '\r\nFirst line.\r\nSecond line.\r\n\r\n');
  expect(thirdPartyNotices([path])).toMatch(/\none 1\.2\.3 \(MIT\)\n\nFirst line\.\nSecond line\.\n$/);
});
