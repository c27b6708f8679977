import { readFileSync } from 'node:fs';
import { type Instant, instant } from '../news/values/instant';
import type { Environment } from './settings';

export type Clock = () => Instant;

/** The system clock; or with BULLETIN_CLOCK the ISO 8601 moment in that file, read again for each call. */
export function clockFrom({ BULLETIN_CLOCK: file }: Environment): Clock {
  if (!file?.trim()) return () => instant(Date.now());
  return () => {
    const text = readFileSync(file.trim(), 'utf8').trim();
    const time = Date.parse(text);
    if (Number.isNaN(time))
      throw new Error(
        `the file of BULLETIN_CLOCK holds ${text || 'nothing'}: write a moment such as 2026-11-22T20:00:00Z`,
      );
    return instant(time);
  };
}
