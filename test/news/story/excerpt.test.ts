import fc from 'fast-check';
import { parseHtml } from '../../../lambdas/news/html/parse-html';
import { sanitise } from '../../../lambdas/news/html/sanitise';
import { excerpt } from '../../../lambdas/news/story/excerpt';
import { cleanCharacters } from '../../../lambdas/news/values/clean-characters';
import { processorTime } from '../../harness/processor-time';
import { hostileHtml } from '../html/hostile-html';
import { elementsOf, theirTree } from '../html/judge';

const clean = (html: string): string => sanitise(parseHtml(cleanCharacters(html).text), 'https://news.example/').html;
const bytes = (text: string): number => Buffer.byteLength(text);

/** The text that another parser finds, without white space. */
const textOf = (html: string): string =>
  theirTree(html)
    .map((node) => node.replace(/^\d+ /, ''))
    .filter((node) => node.startsWith('"'))
    .map((text) => JSON.parse(text))
    .join('')
    .replace(/\s/g, '');

test('a body that fits is whole', () => {
  expect(excerpt('<p>\u00FC</p>', 9)).toEqual({ body: '<p>\u00FC</p>', whole: true });
});

test('a longer body is cut between blocks', () => {
  expect(excerpt('<p>one</p><p>two</p><p>three four</p>', 22)).toEqual({ body: '<p>one</p><p>two</p>', whole: false });
});

test('a long block is cut at a word if a cut before it would leave much space empty', () => {
  expect(excerpt('<h2>A</h2><p>one two <b>three four</b> five</p>', 37).body).toBe(
    '<h2>A</h2><p>one two <b>three</b></p>',
  );
});

test('a list is cut between its items', () => {
  expect(excerpt('<ul><li>one</li><li>two</li><li>three</li></ul>', 38).body).toBe('<ul><li>one</li><li>two</li></ul>');
});

test('text of one word, or of a script without spaces, is cut at a character', () => {
  expect(excerpt(`<p>${'x'.repeat(100)}</p>`, 27).body).toBe(`<p>${'x'.repeat(20)}</p>`);
  expect(excerpt(`<p>${'\u{1F468}\u200D\u{1F469}'.repeat(9)}</p>`, 20).body).toBe('<p>\u{1F468}\u200D\u{1F469}</p>');
});

test('an excerpt without space for a word is empty', () => {
  expect(excerpt('<p>one</p>', 5)).toEqual({ body: '', whole: false });
  expect(excerpt('<p>one</p>', -5)).toEqual({ body: '', whole: false });
});

test('an excerpt of a pre that begins with a line break stays within its bytes', () => {
  for (let room = 11; room < 27; room++)
    expect(bytes(excerpt('<pre>\n\nab cd ef gh ij</pre>', room).body)).toBeLessThanOrEqual(room);
});

test('every excerpt stays within its bytes, closes every element, and begins like the story', () => {
  fc.assert(
    fc.property(hostileHtml, fc.nat({ max: 300 }), (html, room) => {
      const body = clean(html);
      const cut = excerpt(body, room);
      expect(bytes(cut.body)).toBeLessThanOrEqual(room);
      expect(cut.whole).toBe(cut.body === body);
      expect(textOf(body).startsWith(textOf(cut.body))).toBe(true);
      // Every element is closed, so the next one is not inside it.
      const after = elementsOf(`<div>${cut.body}</div><hr>`);
      expect(theirTree(`<div>${cut.body}</div><hr>`).at(-1)).toBe('0 hr []');
      expect(after.filter(({ tagName }) => tagName === 'div').length).toBe(
        elementsOf(cut.body).filter(({ tagName }) => tagName === 'div').length + 1,
      );
      // Loose words of an excerpt have no paragraph.
      const again = clean(cut.body);
      if (again !== cut.body) expect(again).toMatch(/^<p>/);
    }),
    { numRuns: 300 },
  );
});

test('two cuts of 350 KB take under two seconds', () => {
  const begun = processorTime();
  excerpt(`<p>${'word &amp; '.repeat(32_000)}</p>`, 16_384);
  excerpt('<p>word</p>'.repeat(30_000), 16_384);
  expect(processorTime() - begun).toBeLessThan(2_000);
});
