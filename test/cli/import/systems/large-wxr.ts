import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { WXR_END, wordPressItem, wxrHead } from './samples';

/** A comment of the editor is cheap to read, and makes the file as large as one of real posts. */
const COMMENT = `<!-- ${'The river rose. '.repeat(250)} -->`;

/** Writes an export of WordPress with many posts of 4 KB. */
export async function writeLargeWxr(file: string, posts: number): Promise<void> {
  const stream = createWriteStream(file);
  stream.write(wxrHead());
  for (let id = 1; id <= posts; id++) {
    const date = new Date(Date.UTC(2005, 0, 1) + id * 30_000_000).toISOString().slice(0, 19).replace('T', ' ');
    if (!stream.write(wordPressItem({ id, date, text: `Text ${id}.${COMMENT}` }))) await once(stream, 'drain');
  }
  stream.end(WXR_END);
  await once(stream, 'finish');
}
