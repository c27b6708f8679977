import fc from 'fast-check';

const FRAGMENTS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '" onmouseover="alert(1)" x="',
  "' onfocus='alert(1)",
  '</title></style></h1></article>',
  '<!--',
  '-->',
  ']]>',
  '&amp;',
  '&#0;',
  '\\u0000',
  'javascript:alert(1)',
  '\u0000',
  '\u0003',
  '\u000b',
  '\u001f',
  '\u2028',
  '\u202e',
  '\ufeff',
  '\uffff',
  '\ud800',
  '\udc00',
  '😀',
  'العربية',
  '\t',
  '\n',
];

const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));

/** Any text with at least one letter: markup, control characters, lone surrogates. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...FRAGMENTS), codeUnit), { maxLength: 12 })
  .map((parts) => `a${parts.join('')}`);

const isXmlCharacter = (code: number): boolean =>
  code === 0x9 ||
  code === 0xa ||
  code === 0xd ||
  (code >= 0x20 && code < 0xd800) ||
  (code >= 0xe000 && code < 0xfffe) ||
  code >= 0x10000;

/** A text without the characters that XML 1.0 §2.2 forbids. */
export const withoutForbidden = (text: string): string =>
  [...text].filter((character) => isXmlCharacter(character.codePointAt(0) as number)).join('');

/** Such a text after a parser: every line ends with a line feed (XML 1.0 §2.11; HTML, "Preprocessing the input stream"). */
export const textAfterParser = (text: string): string => withoutForbidden(text).replace(/\r\n?/g, '\n');

/** The value, deeply frozen: a change throws an error. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
