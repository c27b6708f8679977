import { WARNING_BYTES } from '../../../lambdas/news/limits';
import { addWarning, type Warning } from '../../../lambdas/news/upload/field';

const bytesOf = (warnings: readonly Warning[]) => Buffer.byteLength(JSON.stringify(warnings));
const advice = (n: number): Warning => ({ pointer: `#/tags/${n}`, detail: 'x'.repeat(WARNING_BYTES / 4 - 100) });
const loss = (letters: number): Warning => ({ pointer: '#/body', detail: 'y'.repeat(letters), removed: 5 });

function listOf(...added: Warning[]): Warning[] {
  const warnings: Warning[] = [];
  for (const warning of added) addWarning(warnings, warning);
  expect(bytesOf(warnings)).toBeLessThanOrEqual(WARNING_BYTES);
  return warnings;
}

const ADVICE = [1, 2, 3, 4].map(advice);

test('advice beyond WARNING_BYTES is left out', () => {
  expect(listOf(...ADVICE, advice(5))).toEqual(ADVICE);
});

test('a warning of removed text takes the place of the last advice, and of no more than it needs', () => {
  expect(listOf(...ADVICE, loss(600))).toEqual([...ADVICE.slice(0, 3), loss(600)]);
  expect(listOf(...ADVICE, loss(4_000))).toEqual([...ADVICE.slice(0, 2), loss(4_000)]);
  expect(listOf(loss(600), ...ADVICE, loss(600))).toEqual([loss(600), ...ADVICE.slice(0, 3), loss(600)]);
});

test('a warning of removed text takes the place of no other one', () => {
  const losses = Array.from({ length: 20 }, () => loss(600));
  const first = listOf(...losses);
  expect(first.length).toBeGreaterThan(5);
  expect(listOf(...ADVICE, ...losses)).toEqual(first);
});

test('a warning of removed text without room even so leaves the others', () => {
  expect(listOf(...ADVICE, loss(WARNING_BYTES))).toEqual(ADVICE);
});
