import { isStoryId } from '../../../lambdas/news/story/story-id';

test.each(['a', '7', '-a-', 'harbour--reopens', 'köln', 'हिन्दी', '横浜', 'שָׁלוֹם', 'Big'])('%j is a story id', (id) => {
  expect(isStoryId(id)).toBe(true);
});

test.each([
  ['nothing', ''],
  ['a hyphen only', '-'],
  ['a mark only', '\u0301'],
  ['a mark after a hyphen', 'a-\u0301'],
  ['a variation selector only', '\uFE0F'],
  ['a variation selector after a letter', '葛\u{E0100}'],
  ['a keycap', '1\u20E3'],
  ['an invisible letter', '\u3164'],
  ['a grapheme joiner', 'a\u034F'],
  ['more than 128 characters', 'x'.repeat(129)],
])('%s is no story id', (_, id) => {
  expect(isStoryId(id)).toBe(false);
});

test('a long text is refused at once', () => {
  const begin = performance.now();
  expect(isStoryId(`${'a'.repeat(127)}.`)).toBe(false);
  expect(performance.now() - begin).toBeLessThan(100);
});
