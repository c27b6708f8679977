import { isOneTransaction } from '../../lambdas/store/write/merge-actions';

const MB = 1024 * 1024;

test.each([
  [95, MB, true],
  [96, MB, false],
  [95, MB + 1, false],
])('one transaction holds %i actions and %i bytes: %s', (actions, bytes, isOne) => {
  expect(isOneTransaction(actions, bytes)).toBe(isOne);
});
