/** RFC 7303 §3: the charset parameter of a media type. */
export const charsetOfMediaType = (mediaType: string): string | undefined =>
  /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(mediaType)?.[1];

/** The encoding in the XML declaration at the beginning of a document. */
export const encodingDeclaration = (start: string): string | undefined =>
  /<\?xml[^>]*\sencoding\s*=\s*["']([^"']+)/.exec(start.slice(0, 200))?.[1];

/**
 * A document as text. RFC 7303 §3.3: the byte order mark decides, then the media type, then the XML declaration. The
 * default is UTF-8. A declaration that is readable byte by byte rules out UTF-16, whatever the media type says.
 */
export function documentText(bytes: Buffer, mediaType: string): string {
  const mark = BYTE_ORDER_MARKS.find(({ start }) => bytes.subarray(0, start.length).equals(start))?.encoding;
  const declared = encodingDeclaration(bytes.toString('latin1', 0, 200));
  for (const encoding of [mark, charsetOfMediaType(mediaType), declared]) {
    const decoder = encoding === undefined ? undefined : decoderOf(encoding);
    const isFalse = declared !== undefined && decoder?.encoding.startsWith('utf-16');
    if (decoder && !isFalse) return decoder.decode(bytes);
  }
  return new TextDecoder().decode(bytes);
}

/** Undefined for an encoding that the Encoding Standard does not name. */
function decoderOf(encoding: string) {
  try {
    return new TextDecoder(encoding);
  } catch {
    return undefined;
  }
}

const BYTE_ORDER_MARKS = [
  { encoding: 'utf-8', start: Buffer.of(0xef, 0xbb, 0xbf) },
  { encoding: 'utf-16be', start: Buffer.of(0xfe, 0xff) },
  { encoding: 'utf-16le', start: Buffer.of(0xff, 0xfe) },
];
