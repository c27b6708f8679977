import type { Story } from '../../lambdas/news/story/story';
import { type Instant, instant, plusSeconds } from '../../lambdas/news/values/instant';

const WORDS =
  'the river rose over its banks at dawn and ferry crews near harbour called for help while council members met to weigh an early vote on new flood walls that engineers had asked for since last spring storms broke old ones officials said no one was hurt but roads stay shut until water falls again markets opened lower after ministers would not say when talks resume'.split(
    ' ',
  );

/** Mulberry32: numbers that are equal in every run. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let n = Math.imul(state ^ (state >>> 15), 1 | state);
    n = (n + Math.imul(n ^ (n >>> 7), 61 | n)) ^ n;
    return ((n ^ (n >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Paragraphs of about so many bytes. Some words get letters of their own, as names and numbers do. gzip makes a third of them, as of
 * prose. Brotli makes more of them than of prose: measure it on `proseStories`.
 */
export function prose(bytes: number, next: () => number): string {
  const paragraphs: string[] = [];
  let length = 0;
  while (length < bytes) {
    const words = Array.from({ length: Math.min(60, Math.ceil((bytes - length) / 6)) }, () => {
      const word = WORDS[Math.floor(next() * WORDS.length)] ?? 'the';
      return next() < 0.3 ? word + Math.floor(next() * 46_656).toString(36) : word;
    });
    const paragraph = `<p>${words.join(' ')}.</p>`;
    paragraphs.push(paragraph);
    length += paragraph.length;
  }
  return paragraphs.join('\n');
}

export interface Kind {
  /** Bytes of body; 3,500 where nothing is said. */
  readonly bytes?: number;
  readonly section?: string;
}

/** The `n`th story before a moment, a minute older than the one before it: in five feeds. */
export function storyBefore(moment: Instant, n: number, { bytes = 3_500, section = 'World' }: Kind = {}): Story {
  const next = chance(n + 1);
  const publishedAt = plusSeconds(moment, -60 * (n + 1));
  const [headline = ''] = prose(60, next)
    .replace(/<\/?p>/g, '')
    .split('\n');
  return {
    id: `story-${n}`,
    guid: `urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    headline,
    summary: prose(150, next).replace(/<\/?p>/g, ''),
    body: prose(bytes, next),
    section,
    tags: ['Syria'],
    authors: [{ name: 'Ann Byline' }],
    language: 'en',
    publishedAt,
    updatedAt: publishedAt,
    revision: 1,
  };
}

/** The newest stories of a newsroom, the last of which was published an hour ago. */
export const newestStories = (count: number, kind: Kind = {}): Story[] => {
  const anHourAgo = instant(Date.now() - 3_600_000);
  return Array.from({ length: count }, (_, n) => storyBefore(anHourAgo, n, kind));
};
