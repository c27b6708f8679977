import { encodingDeclaration } from '../../../../lambdas/outgoing/document-text';
import { decodeDocument, decoderOf, encodingNamed } from '../feed/decode-document';
import type { Content } from './content';

/** Called with a note for each piece with bytes that are not in the encoding of the document. */
type OnNote = (note: string) => void;

/** The text of a document in pieces, in the encoding that it declares. Bytes that are not UTF-8 are windows-1252, as in feeds. */
export async function* decodeStream(content: Content, onNote: OnNote): AsyncGenerator<string> {
  const encoding = encodingOf(content);
  yield* encoding === 'utf-8' ? decodeUtf8(content, onNote) : decodeOther(content, encoding);
}

async function* decodeUtf8(content: Content, onNote: OnNote): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of content.chunks()) {
    const bytes = Buffer.concat([rest, chunk]);
    const end = bytes.length - unfinishedBytes(bytes);
    rest = bytes.subarray(end);
    yield decode(bytes.subarray(0, end));
  }
  yield decode(rest);

  function decode(bytes: Buffer): string {
    const { text, note } = decodeDocument(bytes, '; charset=utf-8');
    if (note !== undefined) onNote(note);
    return text;
  }
}

async function* decodeOther(content: Content, encoding: string): AsyncGenerator<string> {
  const decoder = decoderOf(encoding);
  for await (const chunk of content.chunks()) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** How many bytes at the end begin a character of UTF-8 that goes on in the next piece. */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}

function encodingOf({ head, encoding }: Content): string {
  if (encoding !== undefined) return encoding;
  if (head.subarray(0, 2).equals(Buffer.of(0xff, 0xfe))) return 'utf-16le';
  if (head.subarray(0, 2).equals(Buffer.of(0xfe, 0xff))) return 'utf-16be';
  const declared = encodingDeclaration(head.toString('latin1', 0, 200));
  return (declared === undefined ? undefined : encodingNamed(declared)) ?? 'utf-8';
}
