import { greatest } from '../../../lambdas/news/values/greatest';

test('the greatest of many counts, and 0 for none', () => {
  expect(greatest([])).toBe(0);
  expect(greatest([2, 7, 3])).toBe(7);
  expect(greatest(Array.from({ length: 300_000 }, (_, i) => i).reverse())).toBe(299_999);
});
