import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { WXR_END, wordPressItem, wxrHead } from './samples';

const PARAGRAPHS = 'The river rose two metres in one night, and the bridge was closed.\n\n'.repeat(5);

/** Writes an export of WordPress with many short posts. */
export async function writeLargeWxr(file: string, posts: number): Promise<void> {
  const stream = createWriteStream(file);
  stream.write(wxrHead());
  for (let id = 1; id <= posts; id++) {
    const date = new Date(Date.UTC(2005, 0, 1) + id * 30_000_000).toISOString().slice(0, 19).replace('T', ' ');
    if (!stream.write(wordPressItem({ id, date, text: `${PARAGRAPHS}${id}` }))) await once(stream, 'drain');
  }
  stream.end(WXR_END);
  await once(stream, 'finish');
}
