import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The outcome of the check in a repository with these files. */
function check(files: Readonly<Record<string, string>>): { code: number | null; out: string } {
  const root = mkdtempSync(join(tmpdir(), 'bulletin-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    execFileSync('git', ['init', '--quiet'], { cwd: root });
    execFileSync('git', ['add', '.'], { cwd: root });
    const { status, stdout } = spawnSync(process.execPath, [join(__dirname, 'prose.mjs'), root], { encoding: 'utf8' });
    return { code: status, out: stdout };
  } finally {
    rmSync(root, { recursive: true });
  }
}

const times = (count: number, line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => line(n)).join('');
const words = (count: number): string => `${times(count - 1, () => 'Word ')}end. `;

test('a repository within every limit passes, and each figure is printed', () => {
  const { code, out } = check({ 'a.ts': '// A reason.\n', 'README.md': '# Title\n\nIt is short.\n' });
  expect(code).toBe(0);
  expect(out).toMatch(/folders with more than 24 files: 0/);
  expect(out).toMatch(/0 of 1, 0\.0 %/);
  expect(out).toMatch(/1 of 1, 100\.0 %, mean 3\.0 words/);
  expect(out).toMatch(/bytes of README: 22/);
});

test('a folder may have 24 files side by side, and no more', () => {
  const folder = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`some/folder/${n}.txt`, 'x']));
  expect(check({ ...folder(24), 'some/more.txt': 'x' }).code).toBe(0);
  const { code, out } = check(folder(25));
  expect(code).toBe(1);
  expect(out).toMatch(/ {2}some\/folder: 25/);
});

describe('comments', () => {
  const good = (count: number) => times(count, (n) => `// Reason ${n}.\n`);
  const free = (count: number) => times(count, (n) => `// It is told ${n}.\n`);

  test('may have free words in fewer than 6 lines of 100', () => {
    expect(check({ 'a.ts': good(95) + free(5) }).code).toBe(0);
    expect(check({ 'a.mjs': good(94) + free(6) }).code).toBe(1);
  });

  test('have none in quoted code, other words, strings, templates and patterns', () => {
    const files = {
      'quoted.ts': '// The field `what`, and "what".\n',
      'words.js': '// Somewhat, whatever.\n',
      'strings.ts': "export const a = 'x'; export const b = '// what';\n",
      'templates.cjs': '`$' + "{a ? `// what` : '}'} // what`;\n",
      'patterns.ts': 'a = /[/]\\/\\/ what/;\n',
    };
    expect(check(files).out).toMatch(/told": 0 of 2,/);
  });

  test('have them after code, in blocks, in templates and after patterns', () => {
    const files = {
      'code.ts': 'const a = b / 2; // What\n',
      'block.ts': '/**\n * One.\n * What it is.\n */\n',
      'template.ts': '`$' + '{/* those that */ a}`;\n',
      'pattern.ts': "a.replace(/'/g, b); // he is told\n",
    };
    expect(check(files).out).toMatch(/told": 4 of 5,/);
  });
});

describe('README', () => {
  test('needs 9 of 10 sentences under 28 words', () => {
    expect(check({ 'README.md': `${times(9, () => words(27))}${words(28)}` }).code).toBe(0);
    expect(check({ 'README.md': `${times(8, () => words(27))}${words(28)}` }).code).toBe(1);
  });

  test('has no sentences in code, tables and headings; each item of a list is one', () => {
    const rest = '# A heading\n\n```sh\nA command. Another.\n```\n\n| A | table. |\n|---|---|\n\n';
    expect(check({ 'README.md': `${rest}- one [link, here](a.md)\n- two\n1. three\n` }).out).toMatch(/3 of 3/);
  });

  test('has at most 9,000 bytes', () => {
    expect(check({ 'README.md': '|'.padEnd(9_000, 'x') }).code).toBe(0);
    expect(check({ 'README.md': '|'.padEnd(9_001, 'x') }).code).toBe(1);
  });
});
