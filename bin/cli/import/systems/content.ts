import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { documentText } from '../../../../lambdas/outgoing/document-text';
import { CommandError } from '../../terminal/shell';

/** The bytes that tell a format: Blogger's Atom export names its first posts after long settings. */
const HEAD_BYTES = 64 * 1024;

/** A file or a fetched document. It can be read more than once, and one part at a time. */
export interface Content {
  /** As the user named it. */
  readonly name: string;
  /** Its first bytes. */
  readonly head: Buffer;
  /** Its size in bytes. */
  readonly size: number;
  /** The encoding, where the document itself does not decide. */
  readonly encoding?: string;
  chunks(): AsyncIterable<Buffer>;
}

/** Opens a file. Reads its first bytes alone: an export may be larger than the memory. Throws a CommandError. */
export async function openContent(file: string, name: string): Promise<Content> {
  const handle = await open(file).catch(({ code }) => {
    throw new CommandError(`${name}: cannot be read (${code}).`);
  });
  try {
    const buffer = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await handle.read(buffer, 0, HEAD_BYTES, 0);
    const { size } = await stat(file);
    return { name, head: buffer.subarray(0, bytesRead), size, chunks: () => createReadStream(file) };
  } finally {
    await handle.close();
  }
}

/** A document that is text already. */
export function contentOf(name: string, text: string): Content {
  const bytes = Buffer.from(text);
  return {
    ...{ name, head: bytes.subarray(0, HEAD_BYTES), size: bytes.length, encoding: 'utf-8' },
    async *chunks() {
      yield bytes;
    },
  };
}

/** The media type that decides the encoding of a content. */
const mediaTypeOf = ({ encoding }: Content): string => (encoding === undefined ? '' : `; charset=${encoding}`);

/** The beginning as text. */
export const headText = (content: Content): string => documentText(content.head, mediaTypeOf(content));

/** The whole text. Throws a CommandError for a content over the limit. */
export async function wholeText(content: Content, maxBytes: number): Promise<string> {
  if (content.size > maxBytes)
    throw new CommandError(`${content.name}: is larger than ${maxBytes / 1e6} MB, the limit for this format.`);
  const parts: Buffer[] = [];
  for await (const chunk of content.chunks()) parts.push(chunk);
  return documentText(Buffer.concat(parts), mediaTypeOf(content));
}

/** Whether a document holds a pattern of ASCII characters, which is at most 100 long. Reads one part at a time. */
export async function contentHas(content: Content, pattern: RegExp): Promise<boolean> {
  let rest = '';
  for await (const chunk of content.chunks()) {
    const text = rest + chunk.toString('latin1');
    if (pattern.test(text)) return true;
    rest = text.slice(-100);
  }
  return false;
}
