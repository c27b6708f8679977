import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

// [file, what it imports]: each is one file of a project that has our rules and nothing else.
const allowed = [
  ['lambdas/news/html/a.ts', '../story'],
  ['lambdas/store/a.ts', '../news/story/story'],
  ['lambdas/formats/html/a.ts', '../../news/story/story'],
  ['lambdas/serving/a.ts', '../store/reader'],
  ['lambdas/serving/c.ts', '../openapi/contract'],
  ['lambdas/openapi/a.ts', '../http/routes'],
  ['lambdas/read.ts', './store/reader'],
  ['lib/a.ts', '../lambdas/store/table'],
  ['lib/b.ts', '../lambdas/http/routes'],
  ['lib/c.ts', './news-feed'],
  ['bin/deploy.ts', '../lib/bulletin-stack'],
  ['bin/local/a.ts', '../../lambdas/store/table'],
] as const;

const forbidden = [
  ['lambdas/news/a.ts', '../store/reader'],
  ['lambdas/news/html/b.ts', '../../formats/rss'],
  ['lambdas/store/b.ts', '../http/answer'],
  ['lambdas/formats/a.ts', '../store/reader'],
  ['lambdas/http/a.ts', '../news/story/story'],
  ['lambdas/http/b.ts', '../store/reader'],
  ['lambdas/serving/b.ts', '../runtime/clock'],
  ['lambdas/openapi/b.ts', '../serving/edition'],
  ['lambdas/runtime/a.ts', '../serving/edition'],
  ['lambdas/publish.ts', '../lib/stages'],
  ['lambdas/store/c.ts', '../../bin/local/engine'],
  ['lib/d.ts', '../lambdas/store/reader'],
  ['lib/e.ts', '../bin/local/engine'],
  ['bin/local/b.ts', '../../lib/stages'],
  ['bin/local/c.ts', 'aws-cdk-lib'],
] as const;

test('imports run one way, and the lint rule holds it', () => {
  const project = realpathSync(mkdtempSync(join(tmpdir(), 'bulletin-')));
  try {
    const { vcs: _, ...rules } = JSON.parse(readFileSync('biome.json', 'utf8'));
    writeFileSync(join(project, 'biome.json'), JSON.stringify(rules));
    for (const [file, imported] of [...allowed, ...forbidden]) {
      mkdirSync(dirname(join(project, file)), { recursive: true });
      writeFileSync(join(project, file), `export * from '${imported}';\n`);
    }
    const biome = join(__dirname, '../node_modules/.bin/biome');
    const only = ['lint', '--only=style/noRestrictedImports', '--reporter=github', '--max-diagnostics=none'];
    const { stdout } = spawnSync(biome, only, { cwd: project, encoding: 'utf8' });
    const found = [...stdout.matchAll(/^::error .*file=([^,]+)/gm)].map(([, file]) => relative(project, `${file}`));
    expect(found.sort()).toEqual(forbidden.map(([file]) => file).sort());
  } finally {
    rmSync(project, { recursive: true });
  }
});
