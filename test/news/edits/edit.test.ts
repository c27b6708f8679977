import {
  breakStory,
  clearBreaking,
  newStory,
  reinstateStory,
  reviseStory,
  withdrawStory,
} from '../../../lambdas/news/edits/edit';
import type { Story } from '../../../lambdas/news/story/story';
import type { Upload } from '../../../lambdas/news/upload/read-upload';
import { aStory, NOON } from '../sample-story';

const EARLIER = '2026-11-22T09:00:00Z';
const LATER = '2026-11-22T15:00:00Z';

const upload = (fields: Partial<Upload> = {}): Upload => ({
  headline: 'Loud day',
  body: '<p>Much happened.</p>',
  summary: 'Much happened.',
  tags: [],
  authors: [],
  language: 'en',
  ...fields,
});

/** A revision that was not refused. */
const revision = (story: Story, fields: Partial<Upload> = {}): Story => {
  const after = reviseStory(story, upload(fields), NOON);
  if (typeof after === 'string') throw new Error(after);
  return after;
};

describe('a new story', () => {
  const given = { id: 'loud-day', guid: 'urn:uuid:1', now: NOON };

  test('is published now where nobody says when, and is revision 1', () => {
    expect(newStory(upload(), given)).toEqual({
      headline: 'Loud day',
      body: '<p>Much happened.</p>',
      summary: 'Much happened.',
      tags: [],
      authors: [],
      language: 'en',
      id: 'loud-day',
      guid: 'urn:uuid:1',
      publishedAt: NOON,
      updatedAt: NOON,
      revision: 1,
    });
  });

  test('is published when its upload says, be that earlier or later', () => {
    for (const publishedAt of [EARLIER, LATER]) {
      expect(newStory(upload({ publishedAt }), given)).toMatchObject({ publishedAt, updatedAt: publishedAt });
    }
  });

  test('keeps of its upload what belongs to a story, and nothing that is about the upload', () => {
    const story = newStory(
      upload({
        id: 'x',
        breaking: true,
        breakingUntil: LATER,
        significant: true,
        reason: 'r',
        correction: { note: 'n' },
      }),
      given,
    );
    expect(story).toMatchObject({ id: 'loud-day', breakingUntil: LATER, correction: { at: NOON, note: 'n' } });
    for (const field of ['breaking', 'significant', 'reason']) expect(story).not.toHaveProperty(field);
  });
});

describe('a revision', () => {
  const story = aStory({ section: 'World', canonicalUrl: 'https://wire.example/1', tags: ['a'] });

  test('replaces a story: absent fields go; id, guid and publication stay; the edit is dated now', () => {
    expect(revision(story)).toEqual({
      ...upload(),
      id: story.id,
      guid: story.guid,
      publishedAt: story.publishedAt,
      updatedAt: NOON,
      revision: 2,
      left: [
        { feed: 'section#world', at: NOON },
        { feed: 'tag#a', at: NOON },
      ],
    });
  });

  test('that is not significant leaves its date alone', () => {
    expect(revision(story, { significant: false }).updatedAt).toBe(story.updatedAt);
    expect(revision(story, { significant: true }).updatedAt).toBe(NOON);
  });

  test('of a published story may date it back and never forward', () => {
    expect(revision(story, { publishedAt: EARLIER })).toMatchObject({ publishedAt: EARLIER, updatedAt: NOON });
    expect(revision(story, { publishedAt: NOON }).publishedAt).toBe(NOON);
    expect(reviseStory(story, upload({ publishedAt: LATER }), NOON)).toBe('already published');
  });

  test('of a scheduled story may move it either way, and is dated with its publication', () => {
    const scheduled = aStory({ publishedAt: LATER });
    for (const publishedAt of [EARLIER, NOON, '2026-11-23T00:00:00Z']) {
      expect(revision(scheduled, { publishedAt })).toMatchObject({ publishedAt, updatedAt: publishedAt });
    }
    expect(revision(scheduled, { significant: true })).toMatchObject({ publishedAt: LATER, updatedAt: LATER });
  });

  test('of a withdrawn story is refused', () => {
    expect(reviseStory(aStory({ withdrawal: { at: NOON, reason: 'wrong' } }), upload(), NOON)).toBe('withdrawn');
  });

  test.each<[string, Story['breakingUntil'], Partial<Upload>, Story['breakingUntil']]>([
    ['keeps a flag that it says nothing of', LATER, {}, LATER],
    ['keeps a flag without end that it says nothing of', null, {}, null],
    ['does not carry a flag on that has ended', EARLIER, {}, undefined],
    ['does not carry a flag on that ends now', NOON, {}, undefined],
    ['clears a flag', LATER, { breaking: false }, undefined],
    ['clears a flag without end', null, { breaking: false }, undefined],
    ['sets a flag', undefined, { breaking: true, breakingUntil: LATER }, LATER],
    ['sets a flag without end', LATER, { breaking: true, breakingUntil: null }, null],
  ])('%s', (_name, breakingUntil, fields, expected) => {
    const flagged = aStory(breakingUntil === undefined ? {} : { breakingUntil });
    const after = revision(flagged, fields);
    expect(after.breakingUntil).toBe(expected);
    expect('breakingUntil' in after).toBe(expected !== undefined);
  });

  test('with the same correction keeps its date, with another one has a new date, without one has none', () => {
    const corrected = aStory({ correction: { at: EARLIER, note: 'It was two.' } });
    expect(revision(corrected, { correction: { note: 'It was two.' } }).correction).toEqual(corrected.correction);
    expect(revision(corrected, { correction: { note: 'Three.' } }).correction).toEqual({ at: NOON, note: 'Three.' });
    expect(revision(corrected)).not.toHaveProperty('correction');
  });
});

describe('a flag', () => {
  const story = aStory({ section: 'World' });

  test('is set until a moment or until it is cleared, as a revision that leaves all else alone', () => {
    expect(breakStory(story, LATER, NOON)).toEqual({ ...story, breakingUntil: LATER, revision: 2 });
    expect(breakStory(story, null, NOON)).toEqual({ ...story, breakingUntil: null, revision: 2 });
  });

  test('is cleared as a revision that leaves all else alone', () => {
    const after = clearBreaking({ ...story, breakingUntil: null }, NOON);
    expect(after).toEqual({ ...story, revision: 2, left: [{ feed: 'breaking', at: NOON }] });
    expect(after).not.toHaveProperty('breakingUntil');
  });

  test('is refused on a withdrawn story', () => {
    const withdrawn = aStory({ withdrawal: { at: NOON, reason: 'wrong' } });
    expect(breakStory(withdrawn, null, NOON)).toBe('withdrawn');
    expect(clearBreaking(withdrawn, NOON)).toBe('withdrawn');
  });
});

test('a story that is edited in the second of its reinstatement stays dated after its tombstone', () => {
  const gone = withdrawStory(
    aStory({ publishedAt: EARLIER }),
    { reason: 'error' },
    { now: NOON, tombstoneSeconds: 60 },
  );
  const back = reinstateStory(gone, NOON);
  if (typeof back === 'string') throw new Error(back);
  expect(revision(back, { significant: true }).updatedAt).toBe('2026-11-22T12:00:01Z');
});

describe('a withdrawal', () => {
  const story = aStory({ section: 'World', breakingUntil: LATER });
  const told = { now: NOON, tombstoneSeconds: 3_600 };
  const gone = withdrawStory(story, { reason: 'Libel', note: 'Sorry' }, told);

  test('is a revision that leaves all else alone, and says until when feeds tell of it', () => {
    const withdrawal = { at: NOON, until: '2026-11-22T13:00:00Z', reason: 'Libel', note: 'Sorry' };
    expect(gone).toEqual({ ...story, withdrawal, revision: 2 });
    expect(withdrawStory(story, { reason: 'Libel' }, told).withdrawal).not.toHaveProperty('note');
  });

  test('of a story that is withdrawn already replaces reason and note, and keeps its times', () => {
    const again = withdrawStory(gone, { reason: 'A court says so' }, { now: LATER, tombstoneSeconds: 60 });
    expect(again.withdrawal).toEqual({ at: NOON, until: '2026-11-22T13:00:00Z', reason: 'A court says so' });
    expect(again.revision).toBe(3);
  });
});

describe('a reinstatement', () => {
  const story = aStory({ section: 'World', left: [{ feed: 'tag#rain', at: EARLIER }] });
  const told = { now: NOON, tombstoneSeconds: 3_600 };
  const gone = (fields: Partial<Story> = {}) => withdrawStory({ ...story, ...fields }, { reason: 'Libel' }, told);
  const back = (fields: Partial<Story> = {}, now = LATER): Story => {
    const after = reinstateStory(gone(fields), now);
    if (typeof after === 'string') throw new Error(after);
    return after;
  };

  test('is the story as it was, with its guid, its publication and the feeds it had left, updated now', () => {
    expect(back()).toEqual({ ...story, updatedAt: LATER, revision: 3 });
  });

  test('is dated after the tombstone: a second later at the least', () => {
    expect(back({}, NOON).updatedAt).toBe('2026-11-22T12:00:01Z');
    expect(back({}, '2026-11-22T12:00:02Z').updatedAt).toBe('2026-11-22T12:00:02Z');
  });

  test('of a story that is to be published later is dated with its publication', () => {
    const publishedAt = '2026-11-22T16:00:00Z';
    expect(back({ publishedAt })).toMatchObject({ publishedAt, updatedAt: publishedAt });
    expect(back({ publishedAt: LATER }).updatedAt).toBe(LATER);
  });

  test.each<[string, Story['breakingUntil'], Story['breakingUntil']]>([
    ['brings a flag back', '2026-11-22T16:00:00Z', '2026-11-22T16:00:00Z'],
    ['brings a flag without end back', null, null],
    ['brings none back that has ended', LATER, undefined],
  ])('%s', (_name, breakingUntil, expected) => {
    const after = back({ breakingUntil });
    expect(after.breakingUntil).toBe(expected);
    expect('breakingUntil' in after).toBe(expected !== undefined);
    expect(after.left?.map(({ feed }) => feed)).toEqual(
      expected === undefined ? ['breaking', 'tag#rain'] : ['tag#rain'],
    );
  });

  test('is refused of a story that is not withdrawn', () => {
    expect(reinstateStory(story, NOON)).toBe('not withdrawn');
  });
});
