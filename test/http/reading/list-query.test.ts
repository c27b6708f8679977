import fc from 'fast-check';
import { formatChangeCursor, formatCursor, formatHistoryCursor } from '../../../lambdas/http/cursor';
import {
  listAddress,
  readBefore,
  readChangesQuery,
  readHistoryQuery,
  readListQuery,
  readNewsroomListQuery,
} from '../../../lambdas/http/list-query';
import { ProblemError } from '../../../lambdas/http/problem-details';
import { anyCharacter } from '../../harness/any-character';

const query = (text: string) => readListQuery(new URLSearchParams(text));

function faultsOf(text: string): string[] {
  try {
    query(text);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    expect(error.problem.status).toBe(400);
    return error.problem.errors?.map(({ pointer, detail }) => `${pointer}: ${detail}`) ?? [];
  }
  return ['accepted'];
}

const ONE_TO_100 = '#/limit: give a whole number from 1 to 100';

test('asked for nothing, a list has 20 stories of any kind', () => {
  expect(query('')).toEqual({ filter: {}, limit: 20 });
});

test('a page of older stories begins at its cursor; an invalid cursor is refused', () => {
  const place = { at: '2013-06-03T20:00:00Z', id: 'kerry' };
  const before = (query: string) => readBefore(new URLSearchParams(query));
  expect(before(`before=${formatCursor(place)}`)).toEqual(place);
  expect(before('after=x')).toBeUndefined();
  for (const query of ['before=', 'before=x', `before=${formatCursor({ at: 'now', id: 'x' })}`]) {
    expect(() => before(query)).toThrow(ProblemError);
  }
});

test('an unknown or repeated parameter is named, besides every wrong one', () => {
  const nearest = (name: string) => `unknown: the nearest parameter of this address is "${name}"`;
  expect(faultsOf('utm_source=mail&__proto__=x&Section=a&limit=0&tag=a&tag=b')).toEqual([
    `#/Section: ${nearest('section')}`,
    `#/__proto__: ${nearest('section')}`,
    '#/tag: given more than once: give it once',
    `#/utm_source: ${nearest('author')}`,
    ONE_TO_100,
  ]);
});

test.each([
  [{ filter: {}, limit: 20 }, '/api/stories'],
  [{ filter: { tag: 'a b' }, limit: 20 }, '/api/stories?tag=a%20b'],
  [{ filter: { section: 'Ж' }, limit: 50, after: { at: '2013-06-03T20:00:00Z', id: 'a' } }, undefined],
])('the address of a list brings back its query', (list, address) => {
  const made = listAddress(list);
  if (address !== undefined) expect(made).toBe(address);
  expect(query(new URL(made, 'https://news.example').search)).toEqual(list);
});

test.each([
  ['limit=1', { filter: {}, limit: 10 }],
  ['limit=99', { filter: {}, limit: 50 }],
  ['limit=100', { filter: {}, limit: 100 }],
  ['limit=007', { filter: {}, limit: 10 }],
  ['section=Middle+East', { filter: { section: 'Middle East' }, limit: 20 }],
  ['tag=%F0%9F%98%80a', { filter: { tag: '😀a' }, limit: 20 }],
  ['author=%20Jane%20', { filter: { author: 'Jane' }, limit: 20 }],
  ['language=pt-BR', { filter: { language: 'pt-BR' }, limit: 20 }],
  ['breaking=true', { filter: { breaking: true }, limit: 20 }],
  [`section=${'x'.repeat(300)}`, { filter: { section: 'x'.repeat(300) }, limit: 20 }],
])('%s is understood', (text, expected) => {
  expect(query(text)).toEqual(expected);
});

test('a cursor is the position after which the list goes on', () => {
  const after = { at: '2013-06-03T20:00:00Z', id: 'some-story' };
  expect(query(`before=${formatCursor(after)}&limit=50`)).toEqual({ filter: {}, limit: 50, after });
});

const CURSOR = '#/before: give the "cursor" of an earlier answer, or leave it out to begin anew';

describe('400 for', () => {
  test.each([
    ['limit=0', [ONE_TO_100]],
    ['limit=101', [ONE_TO_100]],
    ['limit=-1', [ONE_TO_100]],
    ['limit=1e2', [ONE_TO_100]],
    ['limit=1.5', [ONE_TO_100]],
    ['limit=', [ONE_TO_100]],
    ['limit=0x10', [ONE_TO_100]],
    ['limit=%D9%A1', [ONE_TO_100]],
    ['limit=many', [ONE_TO_100]],
    ['limit=99999999999999999999', [ONE_TO_100]],
    ['before=', [CURSOR]],
    ['before=rubbish', [CURSOR]],
    ['section=', ['#/section: give a name']],
    ['tag=%20%20', ['#/tag: give a name']],
    ['breaking=false', ['#/breaking: give "true", or leave it out']],
    ['breaking=1', ['#/breaking: give "true", or leave it out']],
    ['breaking=', ['#/breaking: give a name', '#/breaking: give "true", or leave it out']],
    ['section=a&tag=b', ['#/tag: give one filter only: section is there already']],
    [
      'tag=b&author=c&language=en',
      [
        '#/author: give one filter only: tag is there already',
        '#/language: give one filter only: tag is there already',
      ],
    ],
    ['limit=0&before=x', [ONE_TO_100, CURSOR]],
    // A key in the store holds 2 KB: a longer name was answered 500.
    [`section=${'x'.repeat(301)}`, ['#/section: give a name of at most 300 characters']],
  ])('%s', (text, errors) => {
    expect(faultsOf(text)).toEqual(errors);
  });
});

test('whatever is asked is understood or a 400', () => {
  const name = fc.constantFrom('limit', 'before', 'section', 'tag', 'author', 'language', 'breaking', 'other');
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.string({ unit: anyCharacter }))), (pairs) => {
      const text = new URLSearchParams(pairs).toString();
      if (faultsOf(text)[0] === 'accepted') expect(query(text).limit).toBeGreaterThanOrEqual(1);
    }),
  );
});

test('a history takes a limit and a cursor of its own, and names each that is wrong', () => {
  const history = (text: string) => readHistoryQuery(new URLSearchParams(text));
  expect(history('')).toEqual({ limit: 20 });
  expect(history(`limit=5&before=${formatHistoryCursor(7)}`)).toEqual({ limit: 5, before: 7 });
  expect(() => history('section=a')).toThrow(ProblemError);
  const cursor = formatCursor({ at: '2013-06-03T20:00:00Z', id: 'a' });
  expect(() => history(`limit=0&before=${cursor}`)).toThrow(
    expect.objectContaining({
      problem: expect.objectContaining({
        status: 400,
        errors: [expect.objectContaining({ pointer: '#/limit' }), expect.objectContaining({ pointer: '#/before' })],
      }),
    }),
  );
});

test("the newsroom's list keeps its limit, and takes no filter", () => {
  const list = (text: string) => readNewsroomListQuery(new URLSearchParams(text));
  expect(list('limit=5')).toEqual({ limit: 5 });
  expect(() => list('breaking=true')).toThrow(ProblemError);
});

describe('the query of the changes', () => {
  const changes = (text: string) => readChangesQuery(new URLSearchParams(text));
  const position = { sequenceNumber: 7, writeId: 'Ab_-56789012', moment: `2026-11-22T20:00:00Z#${'0'.repeat(32)}` };

  test.each([
    ['', { limit: 20, withoutBody: false }],
    ['story=head&limit=20', { limit: 20, withoutBody: true }],
    ['limit=5', { limit: 10, withoutBody: false }],
    ['limit=60', { limit: 50, withoutBody: false }],
    [`after=${formatChangeCursor(position)}`, { limit: 20, after: position, withoutBody: false }],
    [
      `after=${formatChangeCursor({ sequenceNumber: 0, writeId: '', moment: '' })}`,
      { limit: 20, after: { sequenceNumber: 0, writeId: '', moment: '' }, withoutBody: false },
    ],
  ])('%s is understood', (text, expected) => {
    expect(changes(text)).toEqual(expected);
  });

  test.each(['after=', 'after=x', `after=${formatCursor({ at: '2013-06-03T20:00:00Z', id: 'a' })}`, 'after=a&limit=0'])(
    '400 for %s, with the wrong parameters',
    (text) => {
      const pointers = ['#/limit', '#/after'].filter((pointer) => text.includes(pointer.slice(2)));
      expect(() => changes(text)).toThrow(
        expect.objectContaining({
          problem: expect.objectContaining({
            status: 400,
            errors: pointers.map((pointer) => expect.objectContaining({ pointer })),
          }),
        }),
      );
    },
  );

  test('any value of a cursor is a position or a 400', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.base64String(),
          fc.string().map((text) => Buffer.from(`1.${text}.`).toString('base64url')),
        ),
        (after) => {
          try {
            expect(changes(new URLSearchParams({ after }).toString()).after?.sequenceNumber).toBeGreaterThanOrEqual(0);
          } catch (error) {
            expect(error).toBeInstanceOf(ProblemError);
          }
        },
      ),
    );
  });
});
