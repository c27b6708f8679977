import { isDeepStrictEqual } from 'node:util';
import type { Story } from '../server/story-schemas';
import { painter } from '../terminal/colours';
import type { Shell } from '../terminal/shell';
import { changeLines } from './line-changes';

/** A field that two revisions of a story do not have alike. Undefined: the revision lacks the field. */
export interface FieldDifference {
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Fields that every revision changes, or that no editor writes. */
const OF_THE_SERVER = new Set(['id', 'guid', 'url', 'revision', 'updatedAt', 'status']);

/** The flag, which other commands set. A revision keeps it. */
const FLAG = new Set(['breaking', 'breakingUntil', 'withdrawal']);

/** The fields in which two revisions of a story differ, in the order of the story. */
export function compareStories(before: Story, after: Story): FieldDifference[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields
    .filter((field) => !OF_THE_SERVER.has(field))
    .map((field) => ({ field, before: shownValue(before, field), after: shownValue(after, field) }))
    .filter((difference) => !isDeepStrictEqual(difference.before, difference.after));
}

/** The differences that a file can have made: a breaking flag and a withdrawal are none. */
export const compareTexts = (before: Story, after: Story): FieldDifference[] =>
  compareStories(before, after).filter(({ field }) => !FLAG.has(field));

/** The fields that the first revision has and the second lacks. */
export const lostFields = (differences: readonly FieldDifference[]): string[] =>
  differences.filter(({ field, after }) => after === undefined && !FLAG.has(field)).map(({ field }) => field);

/** A field's value; undefined for an empty one. The server dates a correction. */
function shownValue(story: Story, field: string): unknown {
  const value = field === 'correction' ? Object(story.correction).note : story[field];
  const isEmpty = value === '' || (Array.isArray(value) && value.length === 0);
  if (isEmpty) return undefined;
  return typeof value === 'object' && value !== null ? JSON.parse(JSON.stringify(value)) : value;
}

/** Columns of a line of text, so that it fits a terminal of 80 with its sign. */
const WIDTH = 74;

/** The differences as text: each field with its removed and added lines. */
export function formatDifferences(differences: readonly FieldDifference[], shell: Pick<Shell, 'colours'>): string {
  const paint = painter(shell);
  return differences
    .map(({ field, before, after }) => {
      const changed = changeLines(linesOf(before), linesOf(after)).filter(({ sign }) => sign !== ' ');
      const lines = changed.flatMap(({ sign, line }) =>
        wrap(line).map((part) => paint(sign === '-' ? 'red' : 'green', `  ${sign} ${part}`)),
      );
      if (lines.length === 0) lines.push('  other spaces or invisible characters');
      return [paint('bold', field), ...lines].map((line) => `${line}\n`).join('');
    })
    .join('');
}

/** The end of a paragraph or another block, after which a body gets a line of its own. */
const BLOCK_END = /(<\/(?:p|h[1-6]|li|ul|ol|blockquote|pre|figure|table|tr|div)>|<(?:br|hr)>)(?!\n)/g;

/** A value as lines: each block of a body, each tag, each member of a picture. */
function linesOf(value: unknown): string[] {
  if (value === undefined) return [];
  if (value === null) return ['no end'];
  if (Array.isArray(value)) return value.map((item) => linesOf(item).join(', '));
  if (typeof value === 'object') {
    return Object.entries(value).map(([name, inner]) => `${name}: ${linesOf(inner).join(', ')}`);
  }
  return String(value).replace(BLOCK_END, '$1\n').split('\n').map(inOneLine).filter(Boolean);
}

/** Text of a story must not control the terminal. */
const inOneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ');

/** A line in parts of at most WIDTH characters, cut between words. A longer word stays whole. */
function wrap(line: string): string[] {
  const parts: string[] = [];
  for (const word of line.split(' ')) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDTH) parts[parts.length - 1] = `${last} ${word}`;
    else parts.push(word);
  }
  return parts;
}
