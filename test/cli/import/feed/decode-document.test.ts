import { decodeDocument } from '../../../../bin/cli/import/feed/decode-document';

const latin = (text: string) => Buffer.from(text, 'latin1');
const MIXED = /^bytes that are not UTF-8, read as windows-1252: \d+$/;

test.each([
  ['windows-1252 without a declaration', latin('<a>Caf\xe9 \x93q\x94 \x80</a>'), '', '<a>Café “q” €</a>', true],
  [
    'UTF-8 with bytes of windows-1252',
    Buffer.concat([Buffer.from('<a>é</a>'), latin('\x80\x92')]),
    '',
    '<a>é</a>€’',
    true,
  ],
  ['declared windows-1252', latin('<?xml version="1.0" encoding="windows-1252"?>\x80\x96'), '', /€–$/, false],
  ['declared iso-8859-1', latin('<?xml version="1.0" encoding="ISO-8859-1"?>\x80\x92'), '', /€’$/, false],
  [
    'the media type before the declaration',
    latin('<?xml version="1.0" encoding="iso-8859-1"?>\xb1'),
    'text/xml; charset="iso-8859-2"',
    /ą$/,
    false,
  ],
  [
    'the declaration where the media type does not fit',
    latin('<?xml version="1.0" encoding="iso-8859-2"?>\xb1'),
    'text/xml; charset=utf-8',
    /ą$/,
    false,
  ],
  ['an unknown charset', Buffer.from('<a>é</a>'), 'text/xml; charset=nonsense', '<a>é</a>', false],
  ['a byte order mark before all', Buffer.from('\ufeff<a>é</a>'), 'text/xml; charset=iso-8859-1', '<a>é</a>', false],
  ['UTF-16 with a mark', Buffer.from('\ufeff<a>é</a>', 'utf16le'), '', '<a>é</a>', false],
  ['UTF-16 without a mark', Buffer.from('<a>é</a>', 'utf16le'), '', '<a>é</a>', false],
  [
    'declared UTF-16 that is readable byte by byte',
    Buffer.from('<?xml version="1.0" encoding="utf-16"?>é'),
    'text/xml; charset=utf-16',
    /é$/,
    false,
  ],
  [
    'shift_jis',
    Buffer.concat([Buffer.from('<?xml version="1.0" encoding="Shift_JIS"?>'), Buffer.of(0x93, 0xfa)]),
    '',
    /日$/,
    false,
  ],
])('%s', (_, bytes, mediaType, text, isMixed) => {
  const decoded = decodeDocument(bytes, mediaType);
  expect(decoded.text).toEqual(typeof text === 'string' ? text : expect.stringMatching(text));
  if (isMixed) expect(decoded.note).toMatch(MIXED);
  else expect(decoded.note).toBeUndefined();
});

test('characters that no decoder reads are counted', () => {
  const bytes = Buffer.concat([Buffer.from('<?xml version="1.0" encoding="SJIS"?>x'), Buffer.of(0xff, 0xff)]);
  expect(decodeDocument(bytes).note).toBe('unreadable characters: 2 that are not shift_jis');
});

test.each(['iso-2022-cn', 'hz-gb-2312', 'nonsense'])(
  '%s, which nobody may decode, counts as no declaration',
  (label) => {
    const { text, note } = decodeDocument(latin(`<?xml version="1.0" encoding="${label}"?>\x93q\x94`));
    expect(text).toMatch(/“q”$/);
    expect(note).toMatch(MIXED);
  },
);
