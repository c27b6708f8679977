import type { Instant } from '../../news/values/instant';
import { html, type Markup } from './markup';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** `3 June 2013, 20:00 UTC`. Not by Intl: its output depends on the machine's locale data. */
export const longDate = (at: Instant): string => `${longDay(at)}, ${clockTime(at)} UTC`;

/** `3 June 2013`, of a moment or a day. */
const longDay = (at: string): string => `${Number(at.slice(8, 10))} ${longMonth(at)}`;

/** `June 2013`, of a moment, a day or a month. */
export const longMonth = (at: string): string => `${MONTHS[Number(at.slice(5, 7)) - 1]} ${at.slice(0, 4)}`;

/** `June 2013` of a month, `3 June 2013` of a day. */
export const longPeriod = (name: string): string => (name.length > 7 ? longDay(name) : longMonth(name));

const clockTime = (at: Instant): string => at.slice(11, 16);

/** A time element. Its text is English, so it keeps its direction on a right-to-left page. */
export const dateline = (at: Instant): Markup =>
  html`<time datetime="${at}" lang="en" dir="ltr">${longDate(at)}</time>`;

/** From the first to the last of some stories: `3 June 2013 to 5 June 2013`. Within one day it names the times too. */
export function timeSpan(first: Instant, last: Instant): Markup {
  const [day, lastDay] = [first.slice(0, 10), last.slice(0, 10)];
  if (day !== lastDay) return html`${dayTime(day)} to ${dayTime(lastDay)}`;
  const until = first === last ? '' : html` to <time datetime="${last}">${clockTime(last)}</time>`;
  return html`<time datetime="${first}">${longDay(day)}, ${clockTime(first)}</time>${until} UTC`;
}

const dayTime = (day: string): Markup => html`<time datetime="${day}">${longDay(day)}</time>`;
