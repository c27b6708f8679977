import fc from 'fast-check';
import {
  advanceHead,
  COMMIT_MARGIN,
  type Head,
  MAX_MOMENTS,
  momentsAround,
  nameHash,
  soonestMoments,
} from '../../../lambdas/news/feed/head';
import { type Instant, plusSeconds } from '../../../lambdas/news/values/instant';
import { NOON } from '../sample-story';

const noon = (seconds: number): Instant => plusSeconds(NOON, seconds);
const change = { now: NOON, isVisible: true, moments: new Map<string, Instant[]>(), version: 'v1' };
const of = (id: string, ...moments: Instant[]) => new Map([[id, moments]]);

describe('a first change', () => {
  test('has the first writeCount, its version, and the date of now', () => {
    expect(advanceHead(undefined, change)).toEqual({ writeCount: 1, version: 'v1', changedAt: NOON, moments: [] });
  });

  test('has its version and date although readers do not see it, because there is no earlier state', () => {
    expect(advanceHead(undefined, { ...change, isVisible: false })).toMatchObject({
      writeCount: 1,
      version: 'v1',
      changedAt: NOON,
    });
  });
});

describe('a change that readers see', () => {
  const before: Head = { writeCount: 7, version: 'v1', changedAt: noon(-100), moments: [] };

  test('moves writeCount, version and date', () => {
    expect(advanceHead(before, { ...change, version: 'v2' })).toEqual({
      writeCount: 8,
      version: 'v2',
      changedAt: NOON,
      moments: [],
    });
  });

  test('in the second of the last one is dated a second later', () => {
    expect(advanceHead({ ...before, changedAt: NOON }, change).changedAt).toBe(noon(1));
  });

  test('is dated after every moment that may pass before the commit, of its own story and others', () => {
    const moments = [{ at: noon(30), idHash: 'b' }];
    expect(advanceHead({ ...before, moments }, change).changedAt).toBe(noon(31));
    expect(advanceHead(before, { ...change, moments: of('a', noon(COMMIT_MARGIN)) }).changedAt).toBe(
      noon(COMMIT_MARGIN + 1),
    );
    expect(advanceHead(before, { ...change, moments: of('a', noon(COMMIT_MARGIN + 1)) }).changedAt).toBe(NOON);
  });

  test('is dated after a moment that it takes back, because readers may have seen it', () => {
    expect(
      advanceHead({ ...before, moments: [{ at: noon(30), idHash: 'a' }] }, { ...change, moments: of('a') }).changedAt,
    ).toBe(noon(31));
  });

  test('is dated after the whole margin when that has more moments than are listed', () => {
    expect(advanceHead({ ...before, momentsUntil: noon(COMMIT_MARGIN) }, change).changedAt).toBe(
      noon(COMMIT_MARGIN + 1),
    );
    expect(advanceHead({ ...before, momentsUntil: noon(COMMIT_MARGIN + 1) }, change).changedAt).toBe(NOON);
  });

  test('keeps the last moment that passed, so that a late clock does not give the state before it the same name', () => {
    const passed = { at: noon(-2), idHash: 'b' };
    const head = advanceHead({ ...before, moments: [{ at: noon(-3), idHash: 'c' }, passed] }, change);
    expect(head.moments).toEqual([passed]);
    expect(momentsAround(head, noon(-3))).toEqual({ next: noon(-2) });
  });
});

describe('a change that readers do not see', () => {
  const before: Head = {
    writeCount: 7,
    version: 'v1',
    changedAt: noon(-100),
    moments: [
      { at: noon(-50), idHash: 'b' },
      { at: noon(-20), idHash: 'a' },
      { at: noon(500), idHash: 'a' },
    ],
  };

  test('moves writeCount alone, and replaces the moments of its own story', () => {
    expect(advanceHead(before, { ...change, isVisible: false, moments: of('a', noon(900)), version: 'v2' })).toEqual({
      writeCount: 8,
      version: 'v1',
      changedAt: noon(-100),
      moments: [
        { at: noon(-20), idHash: 'a' },
        { at: noon(900), idHash: 'a' },
      ],
    });
  });
});

describe('moments', () => {
  test('lie before and after now; a moment that is now has passed', () => {
    const moments = [-10, 0, 10, 20].map((seconds) => ({ at: noon(seconds), idHash: 'a' }));
    const head = { writeCount: 1, version: 'v', changedAt: noon(-100), moments };
    expect(momentsAround(head, NOON)).toEqual({ passed: NOON, next: noon(10) });
    expect(momentsAround(head, noon(-11))).toEqual({ next: noon(-10) });
    expect(momentsAround(head, noon(20))).toEqual({ passed: noon(20) });
  });

  test('are unknown once the list ends; until then that second may be a moment', () => {
    const head = { writeCount: 1, version: 'v', changedAt: noon(-100), moments: [], momentsUntil: noon(10) };
    expect(momentsAround(head, noon(9))).toEqual({ next: noon(10) });
    expect(momentsAround(head, noon(10))).toBeUndefined();
  });

  test('of one second are listed together or not at all', () => {
    const alike = Array.from({ length: MAX_MOMENTS + 1 }, (_, i) => ({ at: noon(10), idHash: `${i}` }));
    expect(soonestMoments(alike, undefined)).toEqual({ moments: [], momentsUntil: noon(10) });
    const first = { at: noon(5), idHash: 'x' };
    expect(soonestMoments([first, ...alike], undefined)).toEqual({ moments: [first], momentsUntil: noon(10) });
  });

  test('form a complete list when they fit', () => {
    const moments = Array.from({ length: MAX_MOMENTS }, (_, i) => ({ at: noon(i), idHash: `${i}` }));
    expect(soonestMoments(moments, undefined)).toEqual({ moments });
    expect(soonestMoments(moments, noon(3))).toEqual({ moments: moments.slice(0, 3), momentsUntil: noon(3) });
  });
});

test('a name has the first digits of its SHA-256, also when names take turns', () => {
  const digits: Record<string, string> = { '': 'e3b0c442', abc: 'ba7816bf' };
  for (const name of ['', 'abc', 'abc', '', 'abc']) expect(nameHash(name)).toBe(digits[name]);
});

test('a name has eight hex digits, however long it is', () => {
  expect(nameHash('a')).toBe('ca978112');
  expect(nameHash('a'.repeat(500))).toMatch(/^[0-9a-f]{8}$/);
});

interface HistoryStep {
  readonly pass: number;
  readonly idHash: string;
  readonly ahead: readonly number[];
  readonly isVisible: boolean;
}

/** Histories: a few stories whose moments are set again and again while time passes, seldom fast. */
const histories = fc.array(
  fc.record({
    pass: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 90 }), fc.nat({ max: 2_000 })),
    idHash: fc.constantFrom(...'abcdefghijkl'),
    ahead: fc.uniqueArray(fc.integer({ min: -20, max: 3_000 }), { maxLength: 2 }),
    isVisible: fc.boolean(),
  }),
  { maxLength: 40 },
);

/** Plays a history against a model that holds every moment. A head past its list is listed anew from the model, as the store does. */
function play(history: readonly HistoryStep[]) {
  const all = new Map<string, Instant[]>();
  let now = NOON;
  let head: Head | undefined;
  return history.map(({ pass, idHash, ahead, isVisible }, i) => {
    now = plusSeconds(now, pass);
    const before = head && relist(head, all, now);
    const dates = [
      before?.changedAt ?? '',
      ...(before?.moments ?? []).map(({ at }) => at),
      ...[...all.values()].flat(),
    ];
    const moments = ahead.map((seconds) => plusSeconds(now, seconds));
    all.set(
      idHash,
      moments.filter((at) => at > now),
    );
    head = advanceHead(before, { now, isVisible, moments: new Map([[idHash, moments]]), version: `v${i}` });
    const coming = [...all]
      .flatMap(([name, own]) => own.map((at) => ({ at, idHash: name })))
      .filter(({ at }) => at > now);
    return { now, isVisible, before, head, coming, dates };
  });
}

function relist(head: Head, all: ReadonlyMap<string, Instant[]>, now: Instant): Head {
  if (head.momentsUntil === undefined || head.momentsUntil > plusSeconds(now, COMMIT_MARGIN)) return head;
  const { momentsUntil: _past, ...rest } = head;
  const coming = [...all]
    .flatMap(([idHash, own]) => own.map((at) => ({ at, idHash })))
    .filter(({ at }) => at > now)
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  return { ...rest, ...soonestMoments(coming, undefined) };
}

test('the moments of a head are complete until its momentsUntil, whatever changes', () => {
  fc.assert(
    fc.property(histories, (history) => {
      for (const { head, now, coming } of play(history)) {
        const until = head.momentsUntil ?? '9999';
        const listed = head.moments.filter(({ at }) => at > now);
        const inOrder = (moments: typeof coming) => moments.map(({ at, idHash }) => `${at} ${idHash}`).sort();
        expect(inOrder(listed)).toEqual(inOrder(coming.filter(({ at }) => at < until)));
        expect(head.moments.map(({ at }) => at)).toEqual(head.moments.map(({ at }) => at).sort());
        expect(listed.length).toBeLessThanOrEqual(MAX_MOMENTS);
        expect(head.moments.length - listed.length).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 200 },
  );
});

test('its date grows at every visible change, and stays at every other', () => {
  fc.assert(
    fc.property(histories, (history) => {
      for (const { head, before, isVisible, now } of play(history)) {
        if (!before) continue;
        expect(head.writeCount).toBe(before.writeCount + 1);
        if (isVisible) {
          expect(head.changedAt > before.changedAt && head.changedAt >= now).toBe(true);
          expect(head.version).not.toBe(before.version);
        } else {
          expect(head).toMatchObject({ changedAt: before.changedAt, version: before.version });
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('no date that readers may get before a commit is the date of the state after it', () => {
  fc.assert(
    fc.property(histories, fc.nat({ max: COMMIT_MARGIN }), (history, late) => {
      for (const { head, before, isVisible, now, dates } of play(history)) {
        if (!before || !isVisible) continue;
        for (const at of dates) if (at <= plusSeconds(now, late)) expect(head.changedAt > at).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});
