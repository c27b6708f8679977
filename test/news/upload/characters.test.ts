import fc from 'fast-check';
import { formerUrlOf } from '../../../lambdas/http/addresses/former-url';
import { LIMITS } from '../../../lambdas/news/limits';
import { readUpload } from '../../../lambdas/news/upload/read-upload';
import { readWithdrawal } from '../../../lambdas/news/upload/withdrawal-request';
import { rowsOf, section } from '../../docs/blocks';

const CONTEXT = {
  now: '2026-11-22T12:00:00Z',
  language: 'en',
  breakingFor: 'PT4H',
  baseUrl: 'https://news.example',
  formerUrlOf,
} as const;

/** An upload with these fields: what is stored, and the warnings by pointer. */
function upload(fields: Record<string, unknown>) {
  const found = readUpload({ headline: 'x', summary: 'x', body: '<p>x</p>', ...fields }, CONTEXT);
  if ('errors' in found) throw new Error(JSON.stringify(found.errors));
  const warningsAt = (pointer: string) =>
    found.warnings.filter((warning) => warning.pointer === pointer).map(({ detail }) => detail);
  return { ...found.upload, warningsAt };
}

const image = (fields: object) => ({ image: { url: 'https://news.example/a.jpg', alt: 'x', ...fields } });

/** Every one-line field and every field of several lines: how to send it, its pointer, and how to read it. */
const ONE_LINE = [
  [(text: string) => ({ headline: text }), '#/headline', ({ headline }: Stored) => headline],
  [(text: string) => ({ section: text }), '#/section', ({ section }: Stored) => section],
  [(text: string) => ({ tags: [text] }), '#/tags/0', ({ tags }: Stored) => tags[0]],
  [(text: string) => ({ authors: [{ name: text }] }), '#/authors/0/name', ({ authors }: Stored) => authors[0]?.name],
  [(text: string) => image({ alt: text }), '#/image/alt', (stored: Stored) => stored.image?.alt],
  [(text: string) => image({ credit: text }), '#/image/credit', (stored: Stored) => stored.image?.credit],
] as const;
const SEVERAL_LINES = [
  [(text: string) => ({ summary: text }), '#/summary', ({ summary }: Stored) => summary],
  [
    (text: string) => ({ correction: { note: text } }),
    '#/correction/note',
    (stored: Stored) => stored.correction?.note,
  ],
  [(text: string) => ({ reason: text }), '#/reason', ({ reason }: Stored) => reason],
] as const;
type Stored = ReturnType<typeof upload>;

const textIn = (cell: string): string => JSON.parse(cell.replace(/^`|`$/g, ''));
const ROWS = rowsOf(section('docs/publishing.md', 'Characters')).slice(1);

test('the table of characters has rows', () => {
  expect(ROWS.length).toBeGreaterThan(15);
});

describe.each(ROWS)('%s', (_, sentCell = '', oneCell = '', severalCell = '', warns = '') => {
  // Sections, tags and authors need a letter; a flag alone has none.
  const hasLetter = /\p{L}/u.test(textIn(oneCell));
  const fields = [
    ...ONE_LINE.filter(([, pointer]) => hasLetter || /headline|image/.test(pointer)).map((one) => [...one, oneCell]),
    ...SEVERAL_LINES.map((one) => [...one, severalCell]),
  ] as const;

  test.each(fields.map(([send, pointer, read, cell]) => ({ send, pointer, read, cell }) as never))(
    'in $pointer',
    ({
      send,
      pointer,
      read,
      cell,
    }: {
      send: (text: string) => object;
      pointer: string;
      read: (stored: Stored) => string;
      cell: string;
    }) => {
      const stored = upload({ ...send(textIn(sentCell)) });
      expect(read(stored)).toBe(textIn(cell));
      expect(stored.warningsAt(pointer)).toHaveLength(warns === 'yes' ? 1 : 0);
      // The stored text sent again stays as it is, without a warning.
      const again = upload({ ...send(textIn(cell)) });
      expect(read(again)).toBe(textIn(cell));
      expect(again.warningsAt(pointer)).toEqual([]);
    },
  );

  test('in the note of a withdrawal', () => {
    const found = readWithdrawal({ reason: 'x', note: textIn(sentCell) });
    expect(found).toMatchObject({ withdrawal: { note: textIn(severalCell) } });
    expect('warnings' in found && found.warnings).toHaveLength(warns === 'yes' ? 1 : 0);
  });
});

test('each kind of change has its warning', () => {
  const { headline, warningsAt } = upload({ headline: '\u0093It\u0092s\u0094\u0000\ufeff \u202eso' });
  expect(headline).toBe('“It’s” \u202eso\u202c');
  expect(warningsAt('#/headline')).toEqual([
    '2 control characters removed',
    '3 characters read as windows-1252: check quotation marks and dashes',
    'bidi controls paired: each embedding, override and isolate ends in its own line',
  ]);
  expect(upload({ headline: 'a\u0000\u0080' }).warningsAt('#/headline')).toEqual([
    '1 control character removed',
    '1 character read as windows-1252: check quotation marks and dashes',
  ]);
});

test('the limit counts the ends of bidi controls', () => {
  const long = 'x'.repeat(LIMITS.headline - 2);
  expect(upload({ headline: `\u202e${long}` }).headline).toHaveLength(LIMITS.headline);
  const found = readUpload({ headline: `\u202ex${long}`, body: 'x' }, CONTEXT);
  expect(found).toEqual({
    errors: [{ pointer: '#/headline', detail: 'too long (301 characters): write at most 300' }],
  });
});

test('an address loses what is invisible at its ends, with a warning', () => {
  const { canonicalUrl, warningsAt } = upload({ canonicalUrl: ' \u202ahttps://old.example/a\u200b\u202c\n' });
  expect(canonicalUrl).toBe('https://old.example/a');
  expect(warningsAt('#/canonicalUrl')).toEqual(['3 control characters removed']);
  const inside = upload({ canonicalUrl: 'https://old.example/\u0000\u0093a' });
  expect(inside.canonicalUrl).toBe('https://old.example/%E2%80%9Ca');
  expect(inside.warningsAt('#/canonicalUrl')).toHaveLength(2);
  expect(upload({ canonicalUrl: ' \n\u200b' }).canonicalUrl).toBeUndefined();
});

test('a stored text sent again is stored as it is', () => {
  const text = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '\u202e',
          '\u202c',
          '\u2066',
          '\u2069',
          '\u0093',
          '\u0000',
          '\n',
          '\r',
          ' ',
          '\u2028',
          'e\u0301',
        ),
        fc.string({ unit: 'binary', maxLength: 3 }),
      ),
      { maxLength: 20 },
    )
    .map((parts) => `a${parts.join('')}`);
  fc.assert(
    fc.property(text, (sent) => {
      const { headline, summary } = upload({ headline: sent, summary: sent });
      const again = upload({ headline, summary });
      expect([again.headline, again.summary]).toEqual([headline, summary]);
      expect([...again.warningsAt('#/headline'), ...again.warningsAt('#/summary')]).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
