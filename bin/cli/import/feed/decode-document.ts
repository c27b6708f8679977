import { normalizeEncoding, TextDecoder as StandardDecoder } from '@exodus/bytes/encoding-lite.js';
import { charsetOfMediaType, encodingDeclaration } from '../../../../lambdas/outgoing/document-text';

/** A document as text, and a note if its bytes are not in its encoding. */
export interface DecodedDocument {
  readonly text: string;
  readonly note?: string;
}

/**
 * A document as text. RFC 7303 §3.3: the byte order mark decides, then the media type, then the XML declaration, and UTF-8 is
 * the default. Bytes that are not UTF-8 are windows-1252, as most such feeds are.
 */
export function decodeDocument(bytes: Buffer, mediaType = ''): DecodedDocument {
  const mark = BYTE_ORDER_MARKS.find(({ start }) => bytes.subarray(0, start.length).equals(start))?.encoding;
  const declared = encodingDeclaration(bytes.toString('latin1', 0, 200));
  const names = [mark, charsetOfMediaType(mediaType), declared, ...(mark || declared ? [] : [unmarkedUtf16(bytes)])];
  const encodings = names
    .flatMap((name) => (name === undefined ? [] : (encodingNamed(name) ?? [])))
    // A declaration that is readable byte by byte rules out UTF-16.
    .filter((encoding) => declared === undefined || !encoding.startsWith('utf-16'));
  for (const encoding of [...encodings, 'utf-8']) {
    const text = decodeExactly(bytes, encoding);
    if (text !== undefined) return { text };
  }
  const [encoding = 'utf-8'] = encodings;
  if (encoding === 'utf-8') return mixedText(bytes);
  const text = decoderOf(encoding).decode(bytes);
  const lost = text.split('\ufffd').length - 1;
  return { text, note: `unreadable characters: ${lost} that are not ${encoding}` };
}

/**
 * The encoding that a label names; undefined for an unknown one. Encoding Standard §4.3: `replacement` stands for encodings that
 * nobody may decode.
 */
export function encodingNamed(label: string): string | undefined {
  const encoding = normalizeEncoding(label.trim());
  return encoding === null || encoding === 'replacement' ? undefined : encoding;
}

function decodeExactly(bytes: Buffer, encoding: string): string | undefined {
  try {
    return decoderOf(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Those whose tables weigh 150 KB in the package. Node reads them too. */
const MULTI_BYTE = new Set(['gbk', 'gb18030', 'big5', 'euc-jp', 'iso-2022-jp', 'shift_jis', 'euc-kr']);

/**
 * A decoder of the Encoding Standard. That of Node 20 reads windows-1252 and its like as ISO 8859 (20.20.2, 2026-11-29).
 */
export const decoderOf = (encoding: string, options?: { fatal: boolean }) =>
  MULTI_BYTE.has(encoding) ? new TextDecoder(encoding, options) : new StandardDecoder(encoding, options);

// Unicode 15 table 3-7: the well-formed sequences of UTF-8 with more than one byte. Any other byte beyond ASCII stands alone.
const SEQUENCE =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g;

/** UTF-8 in which every other byte is windows-1252: publishers join texts of both. */
function mixedText(bytes: Buffer): DecodedDocument {
  const windows = decoderOf('windows-1252');
  let others = 0;
  const text = bytes.toString('latin1').replace(SEQUENCE, (sequence) => {
    const own = Buffer.from(sequence, 'latin1');
    if (sequence.length > 1) return own.toString('utf8');
    others += 1;
    return windows.decode(own);
  });
  return { text: text.replace(/^\ufeff/, ''), note: `bytes that are not UTF-8, read as windows-1252: ${others}` };
}

/** UTF-16 without a byte order mark begins with `<` and a zero byte (XML 1.0 appendix F). */
function unmarkedUtf16(bytes: Buffer): string | undefined {
  const [first, second] = bytes;
  if (first === 0x3c && second === 0) return 'utf-16le';
  return first === 0 && second === 0x3c ? 'utf-16be' : undefined;
}

const BYTE_ORDER_MARKS = [
  { encoding: 'utf-8', start: Buffer.of(0xef, 0xbb, 0xbf) },
  { encoding: 'utf-16be', start: Buffer.of(0xfe, 0xff) },
  { encoding: 'utf-16le', start: Buffer.of(0xff, 0xfe) },
];
