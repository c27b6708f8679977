import fc from 'fast-check';
import {
  type Archive,
  type ArchiveMove,
  archiveAfter,
  lastDocumentEnd,
  monthBegin,
  monthEnd,
  STORIES_PER_DOCUMENT,
} from '../../../lambdas/news/feed/archive';
import { instant, plusSeconds } from '../../../lambdas/news/values/instant';
import { NOON } from '../sample-story';

const OCTOBER_ENDS = '2026-10-31T23:59:59Z';

test.each([
  ['2026-11-22T12:00:00Z', '2026-11-01T00:00:00Z', '2026-11-30T23:59:59Z'],
  ['2024-02-29T23:59:59Z', '2024-02-01T00:00:00Z', '2024-02-29T23:59:59Z'],
  ['1999-12-31T23:59:59Z', '1999-12-01T00:00:00Z', '1999-12-31T23:59:59Z'],
  ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00Z', '0000-01-31T23:59:59Z'],
])('the month of %s begins %s and ends %s', (at, begin, end) => {
  expect([monthBegin(at), monthEnd(at)]).toEqual([begin, end]);
});

test('each second is in one month, which ends where the next begins', () => {
  const seconds = fc.integer({ min: Date.UTC(1970, 0) / 1000, max: Date.UTC(2999, 11) / 1000 });
  fc.assert(
    fc.property(seconds, (second) => {
      const at = instant(second * 1000);
      expect(monthBegin(at) <= at && at <= monthEnd(at)).toBe(true);
      expect(monthBegin(plusSeconds(monthEnd(at), 1))).toBe(plusSeconds(monthEnd(at), 1));
    }),
  );
});

test('the last document end is the end of last month, or a later full document', () => {
  expect(lastDocumentEnd(undefined, NOON)).toBe(OCTOBER_ENDS);
  expect(lastDocumentEnd({ closedUntil: '2026-10-05T00:00:00Z' }, NOON)).toBe(OCTOBER_ENDS);
  expect(lastDocumentEnd({ closedUntil: '2026-11-05T00:00:00Z' }, NOON)).toBe('2026-11-05T00:00:00Z');
});

describe('after an edit', () => {
  const before: Archive = {
    version: 'v1',
    changedAt: '2026-11-01T00:00:00Z',
    open: { from: OCTOBER_ENDS, stories: 7 },
  };
  type Move = Partial<Pick<ArchiveMove, 'previousAt' | 'nextAt' | 'isVisible'>>;
  const archiveAfterEdit = (move: Move, archive: Archive | undefined = before) =>
    archiveAfter(archive, { now: NOON, isVisible: true, version: 'v2', changedAt: NOON, ...move });
  const [OPEN, CLOSED] = ['2026-11-02T00:00:00Z', '2026-10-02T00:00:00Z'];

  test.each<[string, Move, number, string]>([
    ['a story that comes is counted', { nextAt: OPEN }, 8, 'v1'],
    ['a story that goes is not', { previousAt: OPEN }, 6, 'v1'],
    ['a story that stays changes nothing', { previousAt: OPEN, nextAt: OPEN }, 7, 'v1'],
    [
      'a story that is dated back leaves the count and changes the archive',
      { previousAt: OPEN, nextAt: CLOSED },
      6,
      'v2',
    ],
    ['a story that comes into the archive changes it', { nextAt: CLOSED }, 7, 'v2'],
    ['a story that goes from the archive changes it', { previousAt: CLOSED }, 7, 'v2'],
    ['a story in the archive that is edited changes it', { previousAt: CLOSED, nextAt: CLOSED }, 7, 'v2'],
    ['a story that ends with the last month is in the archive', { nextAt: OCTOBER_ENDS }, 7, 'v2'],
  ])('%s', (_name, move, stories, version) => {
    expect(archiveAfterEdit(move)).toMatchObject({ version, open: { from: OCTOBER_ENDS, stories } });
  });

  test('an invisible edit leaves the archive as it was', () => {
    expect(archiveAfterEdit({ previousAt: CLOSED, nextAt: CLOSED, isVisible: false })).toEqual(before);
  });

  test('open stories without a count stay uncounted, and may be in the archive', () => {
    const { open: _open, ...uncounted } = before;
    expect(archiveAfterEdit({ nextAt: OPEN }, uncounted)).toEqual({ version: 'v2', changedAt: NOON });
    const stale = { ...before, open: { from: '2026-09-30T23:59:59Z', stories: 3 } };
    expect(archiveAfterEdit({ nextAt: OPEN }, stale)).toEqual({ version: 'v2', changedAt: NOON });
  });

  test('with more open stories than a document carries, any of them may be in the archive', () => {
    const many: Archive = {
      ...before,
      open: { from: OCTOBER_ENDS, stories: STORIES_PER_DOCUMENT + 2, more: true, overflows: true },
    };
    expect(archiveAfterEdit({ nextAt: OPEN }, many)).toMatchObject({
      version: 'v2',
      open: { stories: STORIES_PER_DOCUMENT + 3, more: true },
    });
  });

  test('a feed begins with nothing in its archive', () => {
    const first = archiveAfter(undefined, { now: NOON, isVisible: true, version: 'v1', changedAt: NOON, nextAt: OPEN });
    expect(first).toEqual({ version: 'v1', changedAt: NOON, open: { from: OCTOBER_ENDS, stories: 1 } });
  });
});
