import type { Instant } from '../../news/values/instant';
import { html, type Markup } from './markup';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** `3 June 2013, 20:00 UTC`. Not by Intl: its output depends on the machine's locale data. */
export function longDate(at: Instant): string {
  const month = MONTHS[Number(at.slice(5, 7)) - 1];
  return `${Number(at.slice(8, 10))} ${month} ${at.slice(0, 4)}, ${at.slice(11, 16)} UTC`;
}

/** A time element. Its text is English, so it keeps its direction on a right-to-left page. */
export const dateline = (at: Instant): Markup =>
  html`<time datetime="${at}" lang="en" dir="ltr">${longDate(at)}</time>`;
