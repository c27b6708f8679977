import fc from 'fast-check';
import { stringify } from 'yaml';
import { parseHtmlStory } from '../../bin/cli/story-file/html';
import { parseJsonStory } from '../../bin/cli/story-file/json';
import { parseMarkdownStory } from '../../bin/cli/story-file/markdown';
import { UnreadableStory } from '../../bin/cli/story-file/parsed-story';
import { parsePlainStory } from '../../bin/cli/story-file/plain';
import { readDates } from '../../bin/cli/story-file/read-dates';
import { anyCharacter } from '../harness/any-character';

const READERS = { parseJsonStory, parseMarkdownStory, parseHtmlStory, parsePlainStory };

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
  test('parses any text, or names the line of the error', () => {
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
          if (!(error instanceof UnreadableStory)) throw error;
          expect(error.line).toBeGreaterThanOrEqual(1);
          expect(error.line).toBeLessThanOrEqual(lines);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** Texts that no rule of reading changes: letters, and no mark of YAML or Markdown. */
const words = fc.array(fc.stringMatching(/^[a-zé]{2,8}$/), { minLength: 1, maxLength: 4 }).map((all) => all.join(' '));
const moments = fc.date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
const literalFields = fc.record(
  {
    headline: words,
    body: words.map((text) => `<p>${text}</p>`),
    summary: words,
    section: words,
    tags: fc.array(words, { minLength: 1, maxLength: 3 }),
    authors: fc.array(fc.record({ name: words }), { minLength: 1, maxLength: 2 }),
    publishedAt: moments.map((date) => date.toISOString()),
    breaking: fc.boolean(),
    breakingUntil: fc.constant(null),
    image: fc.record({ url: fc.webUrl(), alt: words }),
    correction: fc.record({ note: words }),
    status: fc.constantFrom('published', 'scheduled', 'withdrawn'),
    revision: fc.nat(),
    elsewhere: words,
  },
  { requiredKeys: ['headline', 'body'] },
);
/** Our answers name the date of a scheduled story. A file without it is refused. */
const literalStory = literalFields.filter(
  ({ status, publishedAt }) => status !== 'scheduled' || publishedAt !== undefined,
);

describe('a file in the form of the API is read unchanged, without a note', () => {
  const noZone = () => Promise.reject(new Error('asked for the time zone'));
  const FORMS = {
    JSON: (story: object) => parseJsonStory(JSON.stringify(story)),
    'front matter': (story: object) => parseMarkdownStory(`---\n${stringify(story)}---\n`),
  };
  test.each(Object.entries(FORMS))('%s', async (_, parse) => {
    await fc.assert(
      fc.asyncProperty(literalStory, async (story) => {
        const { value, notes, draft } = await readDates(parse(story), noZone);
        expect({ value, notes, draft }).toEqual({ value: story, notes: [], draft: undefined });
      }),
    );
  });
});

const field = fc.constantFrom(
  ...[
    'title',
    'Headline',
    'tags',
    'categories',
    'by',
    'authors',
    'image',
    'sound',
    'date',
    'embargo',
    'draft',
    'status',
  ],
  ...['breaking', 'breakingUntil', 'correction', 'text', 'private', 'slug', '__proto__', 'layout'],
);
const values = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    '2026-10-25 02:30',
    '22 Nov 2026',
    'Ann Li and Ben Ode',
    'a, b',
    'yes',
    '99999-01-01',
    '2026-11-22 25:00',
  ),
);

test('fields of any form are read, or the line of each fault is named', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(field, values), { maxLength: 6 }), fc.boolean(), async (fields, isJson) => {
      const members = fields.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
      const whole = isJson ? `{\n${members.join(',\n')}\n}` : `---\n${members.join('\n')}\n---\n# A\n\nb`;
      try {
        await readDates(isJson ? parseJsonStory(whole) : parseMarkdownStory(whole), async () => 'Europe/Berlin');
      } catch (error) {
        if (!(error instanceof UnreadableStory)) throw error;
        for (const { line } of [error, ...error.others]) expect(line).toBeLessThanOrEqual(whole.split('\n').length);
      }
    }),
    { numRuns: 1_000 },
  );
});

/** Formatting elements that HTML opens again in each paragraph (§13.2.4.3). */
const attributed = (count: number): string => Array.from({ length: count }, (_, n) => `<b id="${n}">`).join('');

describe('elements that are nested too deeply to be read', () => {
  const front = '---\nsection: A\n---\n';
  /** The line and the message of the error. */
  function errorOf(read: () => unknown): string {
    try {
      read();
    } catch (error) {
      if (error instanceof UnreadableStory) return `${error.line}: ${error.message}`;
      throw error;
    }
    return 'none';
  }
  const REMEDY = 'nested too deeply: use at most 50 levels of elements.';

  test.each([
    ['a page', 5, parseHtmlStory, `<h1>A</h1>\n${'<div>'.repeat(8_000)}x`],
    ['a page whose last level is on another line', 515, parseHtmlStory, `<h1>A</h1>\n${'<div>\n'.repeat(600)}x`],
    ['an h1', 5, parseHtmlStory, `<p>x\n<h1>${'<b>'.repeat(600)}A</h1>`],
    [
      'a page that repeats its open elements',
      4,
      parseHtmlStory,
      `<h1>A</h1><p>${attributed(400)}${'<p>x'.repeat(2_000)}`,
    ],
    ['a heading of Markdown', 6, parseMarkdownStory, `\n\n# ${'<b>'.repeat(600)}A\n\nx`],
    ['quotations of Markdown', 4, parseMarkdownStory, `# A\n\n${'> '.repeat(10_000)}x`],
    ['lists of Markdown', 4, parseMarkdownStory, `# A\n\n${'- '.repeat(10_000)}x`],
  ])('are refused with a line: %s', (_, line, read, text) => {
    expect(errorOf(() => read(front + text))).toBe(`${line}: ${REMEDY}`);
  });

  test('leave 500 levels to the server', () => {
    const { value } = parseHtmlStory(`<h1>A</h1>${'<div>'.repeat(500)}x`);
    expect(Object(value).body).toContain('<div>x</div>');
  });
});

test('front matter wins over the text', () => {
  const { value } = parseMarkdownStory('---\nheadline: From the fields\n---\n# From the text\n\nBody.');
  expect(value).toEqual({ headline: 'From the fields', body: '<h1>From the text</h1>\n<p>Body.</p>\n' });
});

test('plain text goes to the server as it is', () => {
  const { value } = parsePlainStory('A & B\n\n<desk@news.example> &amp;\n\n\n  c');
  expect(value).toEqual({ headline: 'A & B', body: '<desk@news.example> &amp;\n\n\n  c' });
});

test('in Markdown, marks that name no element of HTML are text', () => {
  const body = (text: string) => Object(parseMarkdownStory(`# A\n\n${text}`).value).body;
  expect(body('Ask <Name Surname> if x<y')).toBe('<p>Ask &lt;Name Surname&gt; if x&lt;y</p>\n');
  expect(body('a <kbd>b</kbd> <!-- note -->')).toBe('<p>a <kbd>b</kbd> <!-- note --></p>\n');
  expect(body('<x-box>\n<p>a</p>\n</x-box>')).toBe('<x-box>\n<p>a</p>\n</x-box>');
});

test('a part of an HTML page is a story too', () => {
  const { value } = parseHtmlStory('<title>T</title><p>One.</p>\n<p>Two.</p>');
  expect(value).toMatchObject({ headline: 'T', body: '<p>One.</p>\n<p>Two.</p>' });
});

test('dates and words of YAML stay as written', () => {
  const { value } = parseMarkdownStory('---\nheadline: no\nlanguage: no\nsummary: 2026-11-22\n---\nBody.');
  expect(value).toMatchObject({ headline: 'no', language: 'no', summary: '2026-11-22' });
});

test('JSON that is nested too deeply is refused with its line', () => {
  expect(() => parseJsonStory('['.repeat(20_000))).toThrow(UnreadableStory);
});
