import fc from 'fast-check';
import { LIMITS } from '../../../lambdas/news/limits';
import { readWithdrawal } from '../../../lambdas/news/upload/withdrawal-request';
import { withoutForbidden } from '../../formats/hostile';
import { anyCharacter } from '../../harness/any-character';

const faultsOf = (value: unknown): string[] => {
  const read = readWithdrawal(value);
  return 'errors' in read ? read.errors.map(({ pointer }) => pointer) : ['accepted'];
};

test('a withdrawal has a reason, and may have a note', () => {
  expect(readWithdrawal({ reason: 'Wrong.' })).toEqual({ withdrawal: { reason: 'Wrong.' }, warnings: [] });
  expect(readWithdrawal({ reason: ' Wrong.\r\nVery. ', note: 'Sorry.' })).toEqual({
    withdrawal: { reason: 'Wrong.\nVery.', note: 'Sorry.' },
    warnings: [],
  });
  for (const note of [null, '', ' \n'])
    expect(readWithdrawal({ reason: 'Wrong.', note })).toMatchObject({ withdrawal: { reason: 'Wrong.' } });
});

test('a withdrawal without a reason is refused, and the message says who sees it', () => {
  for (const value of [{}, { note: 'x' }, { reason: '' }, { reason: '\u200b' }])
    expect(readWithdrawal(value)).toEqual({
      errors: [{ pointer: '#/reason', detail: 'missing: give the reason for the history; readers do not see it' }],
    });
});

test.each([
  [{ reason: 'r'.repeat(LIMITS.note) }, ['accepted']],
  [{ reason: 'r'.repeat(LIMITS.note + 1) }, ['#/reason']],
  [{ reason: 'r', note: 'n'.repeat(LIMITS.note + 1) }, ['#/note']],
  [{ reason: 7, note: {} }, ['#/reason', '#/note']],
  [{ reason: 'r', notes: 'n' }, ['#/notes']],
  [[], ['#']],
  ['reason', ['#']],
  [undefined, ['#']],
])('each error points at its field (%#)', (value, pointers) => {
  expect(faultsOf(value)).toEqual(pointers);
});

test('every value is accepted or refused, and an accepted reason fits every document', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), fc.anything(), (reason, note) => {
      const read = readWithdrawal({ reason, note });
      if ('errors' in read) expect(read.errors.length).toBeGreaterThan(0);
      else expect(read.withdrawal.reason).toBe(withoutForbidden(read.withdrawal.reason));
    }),
  );
});
