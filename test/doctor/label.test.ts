import { labelOf } from '../../bin/doctor/feed';

test('a label is the first name, in at most 80 characters, and ends after a whole one', () => {
  expect(labelOf(undefined, '', 'a', 'b')).toBe('a');
  expect(labelOf(undefined, '')).toBe('(no name)');
  expect(labelOf('👨‍👩‍👧'.repeat(20))).toBe(`${'👨‍👩‍👧'.repeat(9)}…`);
});
