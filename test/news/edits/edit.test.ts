import { breakStory, clearBreaking } from '../../../lambdas/news/edits/break-story';
import { newStory } from '../../../lambdas/news/edits/create-story';
import { reviseStory } from '../../../lambdas/news/edits/revise-story';
import { reinstateStory, withdrawStory } from '../../../lambdas/news/edits/withdraw-story';
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

/** The next revision; throws if it is refused. */
const revision = (story: Story, fields: Partial<Upload> = {}): Story => {
  const after = reviseStory(story, upload(fields), NOON);
  if (typeof after === 'string') throw new Error(after);
  return after;
};

describe('a new story', () => {
  const creation = { id: 'loud-day', guid: 'urn:uuid:1', now: NOON };

  test('without a publication date is published now, as revision 1', () => {
    expect(newStory(upload(), creation)).toEqual({
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

  test('is published at the time of its upload, earlier or later than now', () => {
    for (const publishedAt of [EARLIER, LATER]) {
      expect(newStory(upload({ publishedAt }), creation)).toMatchObject({ publishedAt, updatedAt: publishedAt });
    }
  });

  test('keeps only the fields of the upload that belong to a story', () => {
    const story = newStory(
      upload({
        id: 'x',
        breaking: true,
        breakingUntil: LATER,
        significant: true,
        reason: 'r',
        correction: { note: 'n' },
      }),
      creation,
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
      formerFeeds: [
        { feed: 'section#world', at: NOON },
        { feed: 'tag#a', at: NOON },
      ],
    });
  });

  test('that is not significant keeps the date', () => {
    expect(revision(story, { significant: false }).updatedAt).toBe(story.updatedAt);
    expect(revision(story, { significant: true }).updatedAt).toBe(NOON);
  });

  test('of a published story may move its date back, but not forward', () => {
    expect(revision(story, { publishedAt: EARLIER })).toMatchObject({ publishedAt: EARLIER, updatedAt: NOON });
    expect(revision(story, { publishedAt: NOON }).publishedAt).toBe(NOON);
    expect(reviseStory(story, upload({ publishedAt: LATER }), NOON)).toBe('already published');
  });

  test('of a scheduled story may move its date either way, and is dated with its publication', () => {
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
    ['keeps a flag that it does not name', LATER, {}, LATER],
    ['keeps a flag without end that it does not name', null, {}, null],
    ['drops a flag that has ended', EARLIER, {}, undefined],
    ['drops a flag that ends now', NOON, {}, undefined],
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

  test('keeps the date of the same correction, dates a new one, and drops a missing one', () => {
    const corrected = aStory({ correction: { at: EARLIER, note: 'It was two.' } });
    expect(revision(corrected, { correction: { note: 'It was two.' } }).correction).toEqual(corrected.correction);
    expect(revision(corrected, { correction: { note: 'Three.' } }).correction).toEqual({ at: NOON, note: 'Three.' });
    expect(revision(corrected)).not.toHaveProperty('correction');
  });
});

describe('a flag', () => {
  const story = aStory({ section: 'World' });

  test('is set until a moment or until it is cleared, and nothing else changes', () => {
    expect(breakStory(story, LATER, NOON)).toEqual({ ...story, breakingUntil: LATER, revision: 2 });
    expect(breakStory(story, null, NOON)).toEqual({ ...story, breakingUntil: null, revision: 2 });
  });

  test('is cleared, and nothing else changes', () => {
    const after = clearBreaking({ ...story, breakingUntil: null }, NOON);
    expect(after).toEqual({ ...story, revision: 2, formerFeeds: [{ feed: 'breaking', at: NOON }] });
    expect(after).not.toHaveProperty('breakingUntil');
  });

  test('is refused on a withdrawn story', () => {
    const withdrawn = aStory({ withdrawal: { at: NOON, reason: 'wrong' } });
    expect(breakStory(withdrawn, null, NOON)).toBe('withdrawn');
    expect(clearBreaking(withdrawn, NOON)).toBe('withdrawn');
  });
});

test('an edit in the second of a reinstatement keeps the date after the tombstone', () => {
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
  const context = { now: NOON, tombstoneSeconds: 3_600 };
  const gone = withdrawStory(story, { reason: 'Libel', note: 'Sorry' }, context);

  test('is a revision with the end of its tombstones, and nothing else changes', () => {
    const withdrawal = { at: NOON, until: '2026-11-22T13:00:00Z', reason: 'Libel', note: 'Sorry' };
    expect(gone).toEqual({ ...story, withdrawal, revision: 2 });
    expect(withdrawStory(story, { reason: 'Libel' }, context).withdrawal).not.toHaveProperty('note');
  });

  test('of a withdrawn story replaces reason and note, and keeps the times', () => {
    const again = withdrawStory(gone, { reason: 'A court says so' }, { now: LATER, tombstoneSeconds: 60 });
    expect(again.withdrawal).toEqual({ at: NOON, until: '2026-11-22T13:00:00Z', reason: 'A court says so' });
    expect(again.revision).toBe(3);
  });
});

describe('a reinstatement', () => {
  const story = aStory({ section: 'World', formerFeeds: [{ feed: 'tag#rain', at: EARLIER }] });
  const context = { now: NOON, tombstoneSeconds: 3_600 };
  const gone = (fields: Partial<Story> = {}) => withdrawStory({ ...story, ...fields }, { reason: 'Libel' }, context);
  const back = (fields: Partial<Story> = {}, now = LATER): Story => {
    const after = reinstateStory(gone(fields), now);
    if (typeof after === 'string') throw new Error(after);
    return after;
  };

  test('is the story as before, with guid, publication and former feeds, updated now', () => {
    expect(back()).toEqual({ ...story, updatedAt: LATER, revision: 3 });
  });

  test('is dated at least one second after the tombstone', () => {
    expect(back({}, NOON).updatedAt).toBe('2026-11-22T12:00:01Z');
    expect(back({}, '2026-11-22T12:00:02Z').updatedAt).toBe('2026-11-22T12:00:02Z');
  });

  test('of a scheduled story is dated with its publication', () => {
    const publishedAt = '2026-11-22T16:00:00Z';
    expect(back({ publishedAt })).toMatchObject({ publishedAt, updatedAt: publishedAt });
    expect(back({ publishedAt: LATER }).updatedAt).toBe(LATER);
  });

  test.each<[string, Story['breakingUntil'], Story['breakingUntil']]>([
    ['restores a flag', '2026-11-22T16:00:00Z', '2026-11-22T16:00:00Z'],
    ['restores a flag without end', null, null],
    ['drops a flag that has ended', LATER, undefined],
  ])('%s', (_name, breakingUntil, expected) => {
    const after = back({ breakingUntil });
    expect(after.breakingUntil).toBe(expected);
    expect('breakingUntil' in after).toBe(expected !== undefined);
    expect(after.formerFeeds?.map(({ feed }) => feed)).toEqual(
      expected === undefined ? ['breaking', 'tag#rain'] : ['tag#rain'],
    );
  });

  test('is refused for a story that is not withdrawn', () => {
    expect(reinstateStory(story, NOON)).toBe('not withdrawn');
  });
});
