import type { PieceKey } from '../../../lambdas/formats/feeds/rendered-pieces';
import { PieceCache } from '../../../lambdas/serving/memory/piece-cache';
import { minimal, storm } from '../../formats/sample';

const MEGABYTE = 1024 * 1024;

const keyOf = (fields: Partial<PieceKey> = {}): PieceKey => ({
  format: 'RSS item',
  url: 'https://news.example',
  breaking: false,
  content: minimal,
  ...fields,
});

test('a piece is found by an equal content, flag, address and format, and by nothing else', () => {
  const cache = new PieceCache();
  cache.set(keyOf(), 'text');
  expect(cache.get(keyOf({ content: JSON.parse(JSON.stringify(minimal)) }))).toBe('text');
  for (const other of [
    { format: 'Atom entry' },
    { url: 'https://other.example' },
    { breaking: true },
    { content: { ...minimal, body: '<p>Restored.</p>' } },
    { content: storm },
  ])
    expect(cache.get(keyOf(other))).toBeUndefined();
});

test('the pieces of a story are kept in every format, until its content changes', () => {
  const cache = new PieceCache();
  cache.set(keyOf(), 'rss');
  cache.set(keyOf({ format: 'Atom entry' }), 'atom');
  expect(['RSS item', 'Atom entry'].map((format) => cache.get(keyOf({ format })))).toEqual(['rss', 'atom']);
  const next = { ...minimal, revision: 2 };
  cache.set(keyOf({ content: next }), 'next');
  expect(cache.get(keyOf({ content: next }))).toBe('next');
  expect(cache.get(keyOf({ content: next, format: 'Atom entry' }))).toBeUndefined();
  expect(cache.get(keyOf())).toBeUndefined();
});

test('a story with a flag and the same story without one do not push each other out', () => {
  const cache = new PieceCache();
  const { breakingUntil: _, ...inArchive } = storm;
  cache.set(keyOf({ content: storm, breaking: true }), 'breaking');
  cache.set(keyOf({ content: inArchive }), 'in an archive');
  expect(cache.get(keyOf({ content: storm, breaking: true }))).toBe('breaking');
  expect(cache.get(keyOf({ content: inArchive }))).toBe('in an archive');
});

test('16 MB of pieces are kept; the least recently used go first', () => {
  const cache = new PieceCache();
  const piece = (n: number) => keyOf({ content: { ...minimal, id: `story-${n}`, body: 'x'.repeat(20_000) } });
  for (let n = 0; n < 1_000; n++) {
    cache.set(piece(n), 'x'.repeat(20_000));
    cache.get(piece(0));
  }
  expect(cache.get(piece(0))).toBeDefined();
  expect(cache.get(piece(1))).toBeUndefined();
  expect(cache.get(piece(999))).toBeDefined();
  expect(cache.bytes).toBeLessThanOrEqual(16 * MEGABYTE);
  // Each takes 80 KB: both texts, at two bytes a character.
  expect(cache.bytes).toBeGreaterThan(15.9 * MEGABYTE);
});

test('one piece that is larger than all the room is not kept', () => {
  const cache = new PieceCache();
  cache.set(keyOf(), 'x'.repeat(9 * MEGABYTE));
  expect(cache.get(keyOf())).toBeUndefined();
  expect(cache.bytes).toBe(0);
});
