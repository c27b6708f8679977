import { parseDuration } from '../../../lambdas/news/values/duration';

/** Seconds of each unit, by every word for it. */
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^w(?:eeks?)?$/, 604_800],
  [/^d(?:ays?)?$/, 86_400],
  [/^h(?:rs?|ours?)?$/, 3_600],
  [/^m(?:ins?|inutes?)?$/, 60],
  [/^s(?:ecs?|econds?)?$/, 1],
];

/** The unit of a word; undefined for any other word. */
const unitOf = (word: string): number | undefined => UNITS.find(([pattern]) => pattern.test(word))?.[1];

/** Whether a word continues a duration: a unit, a number, or both together. */
export const isDurationWord = (word: string): boolean =>
  /^(?:and|\d+(?:\.\d+)?)$/i.test(word) || unitOf(word.toLowerCase().replace(/^\d+(?:\.\d+)?/, '')) !== undefined;

const PART = /(\d+(?:\.\d+)?)\s*([a-z]+)/gi;

/**
 * Seconds of a duration, from one second to ten years: `2h`, `1d12h`, `2 hours`, `1 hour and 30 minutes`, or ISO 8601.
 * Undefined for any other text, and for a number without a unit.
 */
export function readDuration(text: string): number | undefined {
  const iso = parseDuration(text.trim().toUpperCase());
  if (iso !== undefined) return iso;
  const parts = [...text.matchAll(PART)];
  const rest = text.replace(PART, '').replace(/\band\b|[,\s]/gi, '');
  if (parts.length === 0 || rest !== '') return undefined;
  let seconds = 0;
  for (const [, number, word = ''] of parts) seconds += Number(number) * (unitOf(word.toLowerCase()) ?? Number.NaN);
  return Number.isInteger(seconds) ? parseDuration(`PT${seconds}S`) : undefined;
}
