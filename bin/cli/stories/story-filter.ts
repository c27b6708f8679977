import { STATUSES } from '../../../lambdas/news/story/status';
import { INSTANT, instant } from '../../../lambdas/news/values/instant';
import { slug } from '../../../lambdas/news/values/slug';
import { parseWrittenDate } from '../dates/feed-date';
import type { Story } from '../server/story-schemas';
import { CommandError, EXIT } from '../terminal/shell';
import { readDuration } from './read-duration';

/** The options of `list` that choose stories. */
export interface FilterOptions {
  readonly status?: string;
  readonly section?: string;
  readonly tag?: string;
  readonly since?: string;
  readonly text?: string;
}

/** The values of --status. */
export const STATUS_OPTIONS = [...STATUSES, 'breaking'] as const;

export interface StoryFilter {
  /** The first second of publication; undefined for every story. */
  readonly since?: string;
  matches(story: Story): boolean;
}

/** A filter of stories; undefined without an option. Throws a CommandError for a time that cannot be read. */
export function createFilter(options: FilterOptions, now: number): StoryFilter | undefined {
  const { status, section, tag, text } = options;
  const since = options.since === undefined ? undefined : readSince(options.since, now);
  const tests: ((story: Story) => boolean)[] = [];
  if (since !== undefined) tests.push(({ publishedAt }) => publishedAt >= since);
  if (status !== undefined) tests.push((story) => (status === 'breaking' ? story.breaking : story.status === status));
  if (section !== undefined) tests.push((story) => hasName(story.section, section));
  if (tag !== undefined) tests.push((story) => listOf(story.tags).some((one) => hasName(one, tag)));
  if (text !== undefined) tests.push((story) => hasWords(story, text));
  return tests.length === 0 ? undefined : { since, matches: (story) => tests.every((test) => test(story)) };
}

/** Spellings with one slug are one name: they share a feed. */
const hasName = (value: unknown, name: string): boolean => typeof value === 'string' && slug(value) === slug(name);

/** Whether each word occurs in a field that lists have. They have no body. */
function hasWords(story: Story, text: string): boolean {
  const authors = listOf(story.authors).map((author) => Object(author).name);
  const fields = [story.id, story.headline, story.summary, story.section, ...listOf(story.tags), ...authors];
  const searched = fold(fields.filter((field) => typeof field === 'string').join('\n'));
  return fold(text)
    .split(/\s+/)
    .every((word) => searched.includes(word));
}

const fold = (text: string): string => text.normalize('NFC').toLowerCase();
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** A day or a time in UTC, or how long ago. */
function readSince(text: string, now: number): string {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text;
  // Without a zone a time could mean any moment of a day.
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/i.test(day);
  const written = hasZone ? parseWrittenDate(day) : undefined;
  // Date.parse would turn 31 February into March.
  const at = written ? written.local - (written.offset ?? 0) * 60_000 : Number.NaN;
  const seconds = readDuration(text);
  const moment = Number.isNaN(at) && seconds !== undefined ? now - seconds * 1_000 : at;
  const since = Number.isNaN(moment) ? '' : instant(moment);
  if (INSTANT.test(since)) return since;
  throw new CommandError(
    `--since ${text}: write a day like 2026-11-22, a time with its zone like 2026-11-22T20:00:00Z, or how long ago, like 7d.`,
    EXIT.usage,
  );
}
