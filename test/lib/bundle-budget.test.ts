import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
afterAll(() => rmSync(folder, { recursive: true }));

function checkBudget(kilobytes: number, budget: string) {
  const bundle = join(folder, 'index.js');
  writeFileSync(bundle, ' '.repeat(kilobytes * 1024));
  return spawnSync(process.execPath, ['lib/functions/bundle-budget.mjs', bundle, budget], { encoding: 'utf8' });
}

test('a bundle within its budget passes in silence', () => {
  expect(checkBudget(10, '10')).toMatchObject({ status: 0, stdout: '', stderr: '' });
});

test.each(['9', 'undefined'])('a bundle of 10 KB with a budget of %s fails the build', (budget) => {
  const { status, stderr } = checkBudget(10, budget);
  expect(status).toBe(1);
  expect(stderr).toContain(`weighs 10 KB, and its budget is ${budget} KB`);
});
