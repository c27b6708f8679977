import fc from 'fast-check';
import { htmlStory } from '../../bin/cli/story-file/html';
import { jsonStory } from '../../bin/cli/story-file/json';
import { markdownStory } from '../../bin/cli/story-file/markdown';
import { plainStory } from '../../bin/cli/story-file/plain';
import { Unreadable } from '../../bin/cli/story-file/story-file';
import { anyCharacter } from '../harness/any-character';

const READERS = { jsonStory, markdownStory, htmlStory, plainStory };

const piece = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '---\n',
    '# A\n',
    '\n',
    '\r\n',
    'headline: x\n',
    'tags: [a, b]\n',
    '&a *a',
    '!!js',
    '<h1>',
    '</h1>',
    '<title>',
    '{',
    '"a":',
    ',',
    '}',
    '[1]',
    '```',
  ),
);
const text = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.array(piece).map((pieces) => pieces.join('')),
);
const path = fc.array(fc.constantFrom('headline', 'body', 'tags', '0', 'authors', 'name', '__proto__', ''));

describe.each(Object.entries(READERS))('%s', (_, read) => {
  test('makes a story of any text, or says at which of its lines it cannot', () => {
    fc.assert(
      fc.property(text, path, (whole, place) => {
        const lines = whole.split('\n').length;
        try {
          const story = read(whole);
          JSON.stringify(story.value);
          const line = story.lineOf(place) ?? 1;
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines);
        } catch (error) {
          if (!(error instanceof Unreadable)) throw error;
          expect(error.line).toBeGreaterThanOrEqual(1);
          expect(error.line).toBeLessThanOrEqual(lines);
        }
      }),
      { numRuns: 500 },
    );
  });
});

test('front matter goes before what the text says', () => {
  const { value } = markdownStory('---\nheadline: From the fields\n---\n# From the text\n\nBody.');
  expect(value).toEqual({ headline: 'From the fields', body: '<h1>From the text</h1>\n<p>Body.</p>\n' });
});

test('plain text keeps what looks like markup as text', () => {
  const { value } = plainStory('A & B\n\n<script>x</script> &amp;\n\n\n  c');
  expect(value).toEqual({ headline: 'A & B', body: '<p>&lt;script&gt;x&lt;/script&gt; &amp;amp;</p>\n<p>c</p>' });
});

test('a part of an HTML page is a story as well', () => {
  const { value } = htmlStory('<title>T</title><p>One.</p>\n<p>Two.</p>');
  expect(value).toMatchObject({ headline: 'T', body: '<p>One.</p>\n<p>Two.</p>' });
});

test('dates and words of YAML stay as they are written', () => {
  const { value } = markdownStory('---\nheadline: no\nlanguage: no\npublishedAt: 2026-11-22T20:00:00Z\n---\nBody.');
  expect(value).toMatchObject({ headline: 'no', language: 'no', publishedAt: '2026-11-22T20:00:00Z' });
});
