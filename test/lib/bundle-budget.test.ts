import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkBudget } from '../../lib/functions/bundle-function';

const folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
afterAll(() => rmSync(folder, { recursive: true }));

const bundle = join(folder, 'index.js');
beforeAll(() => writeFileSync(bundle, ' '.repeat(10 * 1024)));

test('a bundle within its budget passes', () => {
  expect(() => checkBudget(bundle, 10)).not.toThrow();
});

test.each([9, Number.NaN])('a bundle of 10 KB with a budget of %d fails the build', (budget) => {
  expect(() => checkBudget(bundle, budget)).toThrow(`weighs 10 KB, and its budget is ${budget} KB`);
});
