import { isolate } from '../../../lambdas/news/values/isolate';

test.each(['', 'Ann Li', 'Łódź', '横浜', 'C++', '\u200Bx', 'हिन्दी'])('%j cannot turn its line and stays', (text) => {
  expect(isolate(text)).toBe(text);
});

test.each([
  ['Hebrew', 'שלום'],
  ['Arabic', 'Ann محمد'],
  ['a presentation form', '\uFEFB'],
  ['N’Ko', 'ߒߞߏ'],
  ['Adlam', '𞤀𞤣'],
  ['an override', 'a\u202Eb'],
  ['an isolate without an end', 'a\u2067b'],
  ['a direction mark', 'a\u200F'],
])('%s is isolated', (_, text) => {
  expect(isolate(text)).toBe(`\u2068${text}\u2069`);
});
