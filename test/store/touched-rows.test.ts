import fc from 'fast-check';
import type { FeedName } from '../../lambdas/news/feed/feed';
import { MAX_MOMENTS, nameHash } from '../../lambdas/news/feed/head';
import { compareBytes } from '../../lambdas/news/values/compare-bytes';
import { registerHeadItem } from '../../lambdas/store/table/head-items';
import { registerKey } from '../../lambdas/store/table/keys';
import { showsTouchedRows, touchRows } from '../../lambdas/store/table/touched-rows';
import { bytesIn } from '../../lambdas/store/write/merge-actions';
import { anyCharacter } from '../harness/any-character';
import { NOON } from '../news/sample-story';

const sections = (...names: string[]) => names.map((name): FeedName => `section#${name}`);

test('a row is listed by the hash of its feed and the begin of its key, newest first', () => {
  const listed = touchRows([], sections('a', 'b'.repeat(30)), 0);
  expect(listed).toEqual([
    `${nameHash(`section#${'b'.repeat(30)}`)}1#section#${'b'.repeat(10)}`,
    `${nameHash('section#a')}1#section#a`,
  ]);
});

test('a list keeps 16 rows, or all rows of one transaction', () => {
  const names = sections(...Array.from({ length: 30 }, (_, i) => `name-${i}`));
  expect(touchRows(touchRows([], names.slice(0, 10), 0), names.slice(10, 20), 0)).toHaveLength(16);
  expect(touchRows(touchRows([], names.slice(0, 10), 0), names.slice(10, 30), 10)).toHaveLength(30);
});

test('the head of the register stays under 1 KB after an edit that opens 16 feeds with the longest names', () => {
  const names = sections(...Array.from({ length: 16 }, (_, i) => `${String.fromCodePoint(0x4e00 + i).repeat(100)}`));
  const moments = Array.from({ length: MAX_MOMENTS + 1 }, () => ({ at: NOON, idHash: 'ffffffff' }));
  const head = { version: 'v'.repeat(12), changedAt: NOON, moments, momentsUntil: NOON, writeCount: 999_999 };
  const Item = registerHeadItem({ ...head, touched: touchRows([], names, 0) });
  expect(bytesIn([{ action: { Put: { TableName: '', Item } } }])).toBeLessThan(1_024);
});

test('a row that is put again leaves its first place', () => {
  const listed = touchRows(touchRows([], sections('a', 'b'), 0), sections('a'), 0);
  expect(listed.map((row) => row.slice(8))).toEqual(['1#section#a', '1#section#b', '']);
  const rows = [{ writeCount: 3 }, { writeCount: 2 }];
  expect(showsTouchedRows({ writeCount: 3, touched: listed }, rows, { from: '' })).toBe(true);
  expect(showsTouchedRows({ writeCount: 3, touched: listed }, rows.slice(1), { from: '' })).toBe(false);
});

/** Names of feeds whose bytes in UTF-8 and code units in UTF-16 have different orders, too. */
const feedName = fc
  .tuple(
    fc.constantFrom('section', 'tag', 'author', 'language'),
    fc.string({ unit: anyCharacter, minLength: 1, maxLength: 40 }),
  )
  .map(([kind, name]) => `${kind}#${name}` as FeedName);

test('every page of the register matches its head, and none does without one of its touched rows', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(feedName, { minLength: 1, maxLength: 40, selector: nameHash }),
      fc.integer({ min: 1, max: 16 }),
      fc.nat(),
      fc.nat(),
      (names, written, begin, end) => {
        const keys = names.map((name) => registerKey(name).sk).sort(compareBytes);
        const head = { writeCount: names.length, touched: touchRows([], names.slice(-written), 0) };
        const rows = names.map((name, i) => ({ sk: registerKey(name).sk, writeCount: i + 1 }));
        const from = begin % 3 === 0 ? '' : (keys[begin % keys.length] as string);
        const to = end % 3 === 0 ? undefined : (keys[end % keys.length] as string);
        const page = rows.filter(
          ({ sk }) => compareBytes(sk, from) > 0 && (to === undefined || compareBytes(sk, to) <= 0),
        );
        expect(showsTouchedRows(head, page, { from, to })).toBe(true);
        const whole = { from: '' };
        for (const row of rows.slice(-written)) {
          const others = rows.filter((other) => other !== row);
          expect(showsTouchedRows(head, others, whole)).toBe(false);
        }
      },
    ),
  );
});
