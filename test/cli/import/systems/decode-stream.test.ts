import fc from 'fast-check';
import type { Content } from '../../../../bin/cli/import/systems/content';
import { decodeStream } from '../../../../bin/cli/import/systems/decode-stream';
import { anyCharacter } from '../../../harness/any-character';

async function decode(bytes: Buffer, size: number): Promise<[string, string[]]> {
  const content: Content = {
    ...{ name: 'x', head: bytes, size: bytes.length },
    async *chunks() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    },
  };
  const notes: string[] = [];
  let text = '';
  for await (const piece of decodeStream(content, (note) => notes.push(note))) text += piece;
  return [text, notes];
}

test('UTF-8 in pieces of any size is the same text', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: anyCharacter, maxLength: 30 }),
      fc.integer({ min: 1, max: 9 }),
      async (written, size) => {
        // A byte order mark is no text.
        const text = Buffer.from(written.replaceAll('\ufeff', '')).toString();
        expect(await decode(Buffer.from(text), size)).toEqual([text, []]);
      },
    ),
  );
});

test('bytes that are not UTF-8 are read as windows-1252, with a note', async () => {
  const bytes = Buffer.concat([Buffer.from('Café – '), Buffer.of(0x93, 0xe9, 0x80)]);
  const [text, notes] = await decode(bytes, 4);
  expect([text, notes[0]]).toEqual([
    'Café – “é€',
    expect.stringMatching(/^bytes that are not UTF-8, read as windows-1252/),
  ]);
});

test('the declared encoding counts, with the windows-1252 of the Encoding Standard', async () => {
  const declaration = '<?xml version="1.0" encoding="ISO-8859-1"?>';
  const bytes = Buffer.concat([Buffer.from(declaration), Buffer.of(0x93, 0xe9, 0x80)]);
  expect(await decode(bytes, 7)).toEqual([`${declaration}“é€`, []]);
  const utf16 = Buffer.from('\ufeff<rss>é', 'utf16le');
  expect(await decode(utf16, 3)).toEqual(['<rss>é', []]);
});

test.each(['iso-2022-cn', 'nonsense'])('the encoding %s counts as no declaration', async (label) => {
  const bytes = Buffer.from(`<?xml version="1.0" encoding="${label}"?>\x93q\x94`, 'latin1');
  const [text, notes] = await decode(bytes, 100);
  expect(text).toMatch(/“q”$/);
  expect(notes).toHaveLength(1);
});
