import { changesOfEdit } from '../../../lambdas/news/changes/changes-of-edit';
import { breakStory, clearBreaking } from '../../../lambdas/news/edits/break-story';
import { reinstateStory, withdrawStory } from '../../../lambdas/news/edits/withdraw-story';
import type { Story } from '../../../lambdas/news/story/story';
import { plusSeconds } from '../../../lambdas/news/values/instant';
import { instantOfMoment, storyMoment } from '../../../lambdas/store/table/keys';
import { aStory, NOON, nextOf } from '../sample-story';

const noon = (seconds: number) => plusSeconds(NOON, seconds);
const published = aStory();
const breaks = (until: number | null = null) => aStory({ breakingUntil: until === null ? null : noon(until) });
const futureStory = (fields: Partial<Story> = {}) => aStory({ publishedAt: noon(60), ...fields });
const gone = (story: Story = published, now = noon(-10)) =>
  withdrawStory(story, { reason: 'wrong' }, { now, tombstoneSeconds: 60 });
const correctionOf = (note: string) => ({ correction: { at: NOON, note } });

/** The changes that readers see of an edit at noon. */
const visibleChanges = (before: Story | undefined, after: Story | string) => {
  if (typeof after === 'string') throw new Error(after);
  return changesOfEdit({ before, after, now: NOON }).types;
};

test.each<[name: string, before: Story | undefined, after: Story | string, expected: string[]]>([
  ['an upload that is public at once', undefined, published, ['published']],
  ['an upload that breaks', undefined, breaks(), ['published', 'breaking']],
  ['an upload whose flag has ended', undefined, breaks(-1), ['published']],
  ['an upload under embargo', undefined, futureStory(), []],
  ['an edit under embargo', futureStory(), nextOf(futureStory(), { headline: 'Other' }), []],
  ['an embargo that an editor lifts', futureStory(), nextOf(futureStory(), { publishedAt: NOON }), ['published']],
  ['another text', published, nextOf(published, { body: '<p>Other.</p>' }), ['revised']],
  ['the same text again', published, nextOf(published), ['revised']],
  ['a correction', published, nextOf(published, correctionOf('Wrong.')), ['corrected']],
  [
    'a correction and a former address',
    published,
    nextOf(published, { ...correctionOf('Wrong.'), formerUrls: ['/a'] }),
    ['corrected'],
  ],
  [
    'a correction and another text',
    published,
    nextOf(published, { ...correctionOf('Wrong.'), body: '<p></p>' }),
    ['revised', 'corrected'],
  ],
  ['another correction', aStory(correctionOf('One.')), nextOf(published, correctionOf('Two.')), ['corrected']],
  [
    'another text under a correction that stays',
    aStory(correctionOf('One.')),
    nextOf(aStory(correctionOf('One.')), { headline: 'Other' }),
    ['revised'],
  ],
  [
    'a correction that is taken back, and a flag',
    aStory(correctionOf('One.')),
    nextOf(breaks()),
    ['revised', 'breaking'],
  ],
  ['a flag', published, breakStory(published, null, NOON), ['breaking']],
  ['a flag whose end moves', breaks(60), breakStory(breaks(60), noon(90), NOON), ['breaking']],
  ['a flag that is set anew after its end', breaks(-1), breakStory(breaks(-1), noon(90), NOON), ['breaking']],
  ['a flag that is cleared', breaks(), clearBreaking(breaks(), NOON), ['breaking_ended']],
  ['a flag that is moved to the past', breaks(), breakStory(breaks(), NOON, NOON), ['breaking_ended']],
  ['a flag that is cleared after its end', breaks(-1), clearBreaking(breaks(-1), NOON), ['revised']],
  [
    'everything at once',
    breaks(),
    nextOf(published, { ...correctionOf('Wrong.'), headline: 'Other' }),
    ['revised', 'corrected', 'breaking_ended'],
  ],
  ['a withdrawal', published, gone(), ['withdrawn']],
  ['a withdrawal of a breaking story', breaks(), gone(breaks()), ['withdrawn']],
  ['a withdrawal under embargo', futureStory(), gone(futureStory()), []],
  ['another note of a withdrawal', gone(), gone(gone()), []],
  ['a reinstatement', gone(), reinstateStory(gone(), NOON), ['reinstated']],
  [
    'a reinstatement of a breaking story',
    gone(breaks()),
    reinstateStory(gone(breaks()), NOON),
    ['reinstated', 'breaking'],
  ],
  ['a reinstatement under embargo', gone(futureStory()), reinstateStory(gone(futureStory()), NOON), []],
  [
    'a reinstatement, after its embargo, of a story that readers never saw',
    gone(aStory({ publishedAt: noon(-5) })),
    reinstateStory(gone(aStory({ publishedAt: noon(-5) })), NOON),
    ['published'],
  ],
  ['a publication that is put off as it comes', aStory({ publishedAt: NOON }), nextOf(futureStory()), ['withdrawn']],
])('%s', (_, before, after, expected) => {
  expect(visibleChanges(before, after)).toEqual(expected);
});

describe('the coming moments of a story', () => {
  test('are its publication and the end of its flag', () => {
    const { moments } = changesOfEdit({ after: futureStory({ breakingUntil: noon(90) }), now: NOON });
    expect(moments).toEqual([
      { at: noon(60), types: ['published', 'breaking'] },
      { at: noon(90), types: ['breaking_ended'] },
    ]);
  });

  test('are listed once: an edit that leaves them lists none', () => {
    expect(changesOfEdit({ before: futureStory(), after: nextOf(futureStory()), now: NOON }).moments).toEqual([]);
  });

  test('are taken back when nothing happens then any more, and listed again when something else does', () => {
    const before = futureStory({ breakingUntil: noon(90) });
    const { breakingUntil: _flag, ...rest } = before;
    expect(changesOfEdit({ before, after: nextOf(rest), now: NOON }).moments).toEqual([
      { at: noon(60), types: ['published'] },
      { at: noon(90), types: [] },
    ]);
    expect(changesOfEdit({ before, after: gone(before), now: NOON }).moments.map(({ types }) => types)).toEqual([
      [],
      [],
    ]);
  });

  test('are over once they have passed: no edit takes them back', () => {
    expect(changesOfEdit({ before: futureStory(), after: gone(futureStory()), now: noon(60) })).toEqual({
      types: ['withdrawn'],
      late: [],
      moments: [],
    });
  });
});

test('an edit that is committed after one of its moments has the changes of that moment', () => {
  const first = changesOfEdit({ after: futureStory({ breakingUntil: noon(90) }), now: NOON });
  expect(first.late).toEqual([
    { at: noon(60), types: ['published', 'breaking'] },
    { at: noon(90), types: ['published'] },
  ]);
  const withdrawal = changesOfEdit({ before: futureStory(), after: gone(futureStory()), now: NOON });
  expect(withdrawal).toMatchObject({ types: [], late: [{ at: noon(60), types: ['withdrawn'] }] });
  const edit = changesOfEdit({ before: futureStory(), after: nextOf(futureStory(), { headline: 'Other' }), now: NOON });
  expect(edit).toMatchObject({ types: [], late: [{ at: noon(60), types: ['revised'] }] });
});

test('a moment is ordered by its time, then by a hash of its story', () => {
  expect(storyMoment(NOON, 'quiet-day')).toMatch(/^2026-11-22T12:00:00Z#[0-9a-f]{32}$/);
  expect(storyMoment(NOON, 'quiet-day')).not.toBe(storyMoment(NOON, 'other-day'));
  expect(instantOfMoment(storyMoment(NOON, 'quiet-day'))).toBe(NOON);
});
