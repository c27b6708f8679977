import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { depthsOf, importRules, specifier } from './import-rules';
import { mayImport, packages } from './import-table';

const parts = Object.keys(mayImport);

/** Every import that a file of `part` could write: one of each part, of the modules named in rows, and of packages. */
function importsFrom(part: string, depth: number) {
  const targets = new Set([
    ...parts,
    'lambdas/other.ts',
    'bin/other.ts',
    'test/http/module',
    ...Object.values(mayImport).flat(),
  ]);
  const others = [...targets].filter((target) => target !== part && !target.startsWith(`${part}/`));
  const ours = others.map((target) => {
    const isFolder = parts.includes(target) && !target.endsWith('.ts');
    const path = specifier(part, depth, target) + (isFolder ? '/folder/module' : '');
    const isAllowed = mayImport[part]?.some((row) => row === target || target.startsWith(`${row}/`));
    return { path, isAllowed: isAllowed ?? false };
  });
  const foreign = Object.entries(packages).map(([name, users]) => ({ path: name, isAllowed: users.includes(part) }));
  const own = part.endsWith('.ts')
    ? []
    : [{ path: './module', isAllowed: true }, ...(depth > 0 ? [{ path: '../folder/module', isAllowed: true }] : [])];
  const climbing = { path: './folder/../../../../module', isAllowed: false };
  return [...ours, ...foreign, ...own, climbing];
}

/** A project that has our rules, and in each part at each depth one file with every import. */
function probes() {
  return [...parts, 'lambdas/other.ts', 'bin/other.ts'].flatMap((part) =>
    depthsOf(part).map((depth) => ({
      file: part.endsWith('.ts') ? part : join(part, ...Array(depth).fill('folder'), 'probe.ts'),
      imports: importsFrom(part, depth),
    })),
  );
}

test('the linter refuses each import that the table does not allow, and no other', () => {
  const project = realpathSync(mkdtempSync(join(tmpdir(), 'bulletin-')));
  try {
    const { vcs: _, ...rules } = JSON.parse(readFileSync('biome.json', 'utf8'));
    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(project, file)), { recursive: true });
      writeFileSync(join(project, file), text);
    };
    write('biome.json', JSON.stringify(rules));
    write('test/house/import-rules.json', importRules());
    for (const { file, imports } of probes())
      write(file, imports.map(({ path }) => `export * from '${path}';\n`).join(''));

    const biome = join(__dirname, '../../node_modules/.bin/biome');
    const only = ['lint', '--only=style/noRestrictedImports', '--reporter=github', '--max-diagnostics=none'];
    const { stdout } = spawnSync(biome, only, { cwd: project, encoding: 'utf8', maxBuffer: 1e8 });
    const found = [...stdout.matchAll(/^::error .*file=([^,]+),line=(\d+)/gm)];
    const refused = new Set(found.map(([, file, line]) => `${relative(project, `${file}`)}:${line}`));
    const imports = probes().flatMap(({ file, imports }) =>
      imports.map((each, at) => ({ ...each, file, isRefused: refused.has(`${file}:${at + 1}`) })),
    );
    expect(imports.filter(({ isAllowed }) => !isAllowed).length).toBeGreaterThan(1000);
    expect(imports.filter(({ isAllowed, isRefused }) => isAllowed === isRefused)).toEqual([]);
  } finally {
    rmSync(project, { recursive: true });
  }
});

test('the rules that Biome reads are those of the table', () => {
  expect(readFileSync('test/house/import-rules.json', 'utf8')).toBe(importRules());
});

test('every source file lies in a part of the table, no deeper than its rules reach', () => {
  const { stdout } = spawnSync(
    'git',
    ['ls-files', '-co', '--exclude-standard', 'lambdas', 'bin', 'lib', 'bench', 'test/harness'],
    { encoding: 'utf8' },
  );
  const sources = stdout.split('\n').filter((file) => /\.([cm]?js|ts)$/.test(file));
  const outside = sources.filter((file) => {
    const part = parts.find((each) => file === each || file.startsWith(`${each}/`));
    return !part || file.slice(part.length + 1).split('/').length > depthsOf(part).length;
  });
  expect(outside.sort()).toEqual(['bin/bulletin.mjs', 'bin/installed.mjs', 'bin/node-version.mjs']);
});
