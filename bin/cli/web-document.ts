/** The bytes of an answer, unpacked; undefined where there are more than so many. */
export async function bytesOf(response: Response, most: number): Promise<Buffer | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    parts.push(part);
    size += part.length;
    if (size > most) return undefined;
  }
  return Buffer.concat(parts);
}

/** RFC 7303 §3: the charset that a media type names, and the one that an XML document itself declares at its beginning. */
export const charsetIn = (mediaType: string): string | undefined =>
  /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(mediaType)?.[1];
export const declaredIn = (start: string): string | undefined =>
  /<\?xml[^>]*\sencoding\s*=\s*["']([^"']+)/.exec(start.slice(0, 200))?.[1];

/**
 * A document as text. RFC 7303 §3.3: a byte order mark first, then the media type, then what it says of itself; else
 * UTF-8. A document whose declaration can be read a byte at a time is not UTF-16, whatever is said of it.
 */
export function documentText(bytes: Buffer, mediaType: string): string {
  const mark = MARKS.find(({ start }) => bytes.subarray(0, start.length).equals(start))?.encoding;
  const declared = declaredIn(bytes.toString('latin1', 0, 200));
  for (const encoding of [mark, charsetIn(mediaType), declared]) {
    try {
      const decoder = encoding === undefined ? undefined : new TextDecoder(encoding);
      const isFalse = declared !== undefined && decoder?.encoding.startsWith('utf-16');
      if (decoder && !isFalse) return decoder.decode(bytes);
    } catch {
      // An encoding that nobody knows: the next one.
    }
  }
  return new TextDecoder().decode(bytes);
}

const MARKS = [
  { encoding: 'utf-8', start: Buffer.of(0xef, 0xbb, 0xbf) },
  { encoding: 'utf-16be', start: Buffer.of(0xfe, 0xff) },
  { encoding: 'utf-16le', start: Buffer.of(0xff, 0xfe) },
];
