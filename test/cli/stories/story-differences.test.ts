import fc from 'fast-check';
import type { Story } from '../../../bin/cli/server/story-schemas';
import {
  compareStories,
  compareTexts,
  formatDifferences,
  lostFields,
} from '../../../bin/cli/stories/story-differences';

const STORY: Story = {
  ...{ id: 'river', url: 'https://news.example/stories/river', headline: 'River peaks', status: 'published' },
  ...{ publishedAt: '2026-11-22T20:00:00Z', updatedAt: '2026-11-22T20:00:00Z', revision: 1, breaking: false },
  ...{ body: '<p>One.</p><p>Two.</p>', tags: ['Rivers'], authors: [{ name: 'Ann Li' }], section: 'Local' },
};

const formatted = (changes: Partial<Story>) =>
  formatDifferences(compareStories(STORY, { ...STORY, ...changes } as Story), {});

test('fields of the server are no difference, nor is an empty field where the other has none', () => {
  const after = { ...STORY, revision: 2, updatedAt: '2026-11-23T20:00:00Z', image: undefined, summary: '' };
  expect(compareStories(STORY, after)).toEqual([]);
});

test('a correction is compared by its note, for the server dates it', () => {
  const with1 = { ...STORY, correction: { at: '2026-11-22T20:00:00Z', note: 'A' } };
  expect(compareStories(with1, { ...with1, correction: { at: '2026-11-23T20:00:00Z', note: 'A' } })).toEqual([]);
  expect(formatDifferences(compareStories(with1, STORY), {})).toBe('correction\n  - A\n');
});

test('each changed field has its removed and added lines', () => {
  expect(formatted({ headline: 'River falls' })).toBe('headline\n  - River peaks\n  + River falls\n');
  expect(formatted({ body: '<p>One.</p><p>Three.</p>' })).toBe('body\n  - <p>Two.</p>\n  + <p>Three.</p>\n');
  expect(formatted({ tags: ['Floods', 'Rivers'] })).toBe('tags\n  + Floods\n');
  expect(formatted({ section: undefined })).toBe('section\n  - Local\n');
  expect(formatted({ authors: [{ name: 'Ann Li', email: 'ann@news.example' }] })).toBe(
    'authors\n  - name: Ann Li\n  + name: Ann Li, email: ann@news.example\n',
  );
  expect(formatted({ breaking: true, breakingUntil: null })).toContain('breakingUntil\n  + no end\n');
  expect(formatted({ body: '<p>One.</p>\n<p>Two.</p>' })).toBe('body\n  other spaces or invisible characters\n');
});

test('a long line is cut between words, so that it fits 80 columns', () => {
  const lines = formatted({ body: `<p>${'word '.repeat(60)}</p>` }).split('\n');
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
});

test('a story cannot control the terminal', () => {
  const hostile = formatted({ headline: 'a\u001b[2Jb\u0007\u202ec\u009bd' });
  expect(hostile.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  expect(hostile).toContain('+ a [2Jb c d');
});

test('the flag is no text, and never a lost field', () => {
  const flagged = { ...STORY, breaking: true, breakingUntil: '2026-11-23T00:00:00Z' };
  expect(compareTexts(flagged, STORY)).toEqual([]);
  expect(lostFields(compareStories(flagged, { ...STORY, section: undefined, tags: [] }))).toEqual(['tags', 'section']);
});

test('a story has no difference to itself, and a difference names two different values', () => {
  const values = fc.option(fc.oneof(fc.string(), fc.array(fc.string()), fc.record({ note: fc.string() })), {
    nil: undefined,
  });
  const stories = fc.record({
    headline: fc.string(),
    section: values,
    tags: values,
    image: values,
    correction: values,
  });
  fc.assert(
    fc.property(stories, stories, (one, other) => {
      const [before, after] = [{ ...STORY, ...one } as Story, { ...STORY, ...other } as Story];
      expect(compareStories(before, JSON.parse(JSON.stringify(before)))).toEqual([]);
      const there = compareStories(before, after);
      expect(
        compareStories(after, before)
          .map(({ field }) => field)
          .sort(),
      ).toEqual(there.map(({ field }) => field).sort());
      for (const difference of there) expect(difference.before).not.toEqual(difference.after);
    }),
  );
});
