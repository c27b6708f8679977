import type { FeedEntry } from '../../news/story/feed-entry';
import { isBreaking } from '../../news/story/status';
import type { Instant } from '../../news/values/instant';
import { type Addresses, addressesOf } from '../addresses';
import type { Publication } from '../feed-document';
import { longMonth, longPeriod } from './dateline';
import { direction } from './direction';
import { html, joinLines, type Markup } from './markup';
import { furtherPagesLinks, OLDER_STORIES, type OlderPages, olderPagesLinks, spanOfPage } from './older-pages-links';
import { pageGraph } from './open-graph';
import { renderPage } from './page';
import { teasers } from './teaser';

/** The months that have stories, newest first, as `2026-11`. */
export interface MonthsOfArchive {
  readonly months: readonly string[];
  /** The next page: the year before which it begins, and the newest year that it has. Left out on the last page. */
  readonly older?: { readonly before: number; readonly newestYear: number };
  /** Of an older page: the year before which the page before it begins; left out where that is the first page. */
  readonly newer?: number;
  readonly isOlder: boolean;
  /** Whether a story of the publication breaks. */
  readonly hasBreaking: boolean;
}

/** The page of a month or a day, and its nearest neighbours with stories, where they are known. */
export interface PeriodOfArchive {
  /** `2026-11` or `2026-11-22`. */
  readonly period: string;
  readonly previous?: string;
  readonly next?: string;
  /** Whether a story of the publication breaks. Never where the page does not change with flags. */
  readonly hasBreaking: boolean;
}

/** A day with the headlines of its newest stories. */
export interface DayOfArchive {
  /** `2026-11-22`. */
  readonly day: string;
  readonly entries: readonly FeedEntry[];
}

/** The months that have stories, by year. */
export function renderArchivePage(publication: Publication, archive: MonthsOfArchive): string {
  const { months, older, newer, isOlder, hasBreaking } = archive;
  const addresses = addressesOf(publication.url);
  const canonical = addresses.archivePage;
  const years = [...new Set(months.map((month) => month.slice(0, 4)))];
  const before = (year: number) => `${canonical}?before=${year}`;
  const main = html`<div class="text" lang="en" dir="ltr">
${joinLines(
  html`<h1 class="title">Archive</h1>`,
  months.length === 0 && html`<p>There are no ${isOlder ? 'older stories' : 'stories yet'}.</p>`,
  years.map((year) => {
    const links = months
      .filter((month) => month.startsWith(year))
      .map((month) => html`<li><a href="${addresses.archivePeriod(month)}">${longMonth(month)}</a></li>`);
    return html`<h2>${year}</h2>\n<ul class="months">\n${joinLines(links)}\n</ul>`;
  }),
)}
</div>`;
  const links = furtherPagesLinks({
    first: newer === undefined ? undefined : { address: canonical, text: 'Newest months' },
    previous: isOlder ? { address: newer === undefined ? canonical : before(newer), text: 'Newer months' } : undefined,
    next: older && { address: before(older.before), text: `Older months: ${older.newestYear}` },
  });
  return renderPage(publication, {
    title: 'Archive',
    part: isOlder ? 'Older months' : undefined,
    ...firstPageOnly(publication, { title: 'Archive', url: canonical, isOlder }),
    hasBreaking,
    main: joinLines(main, links),
  });
}

/** The days of a month that have stories, newest first, each with the headlines of its newest stories. */
export function renderMonthPage(
  publication: Publication,
  { period, previous, next, hasBreaking }: PeriodOfArchive,
  days: readonly DayOfArchive[],
): string {
  const addresses = addressesOf(publication.url);
  const title = longPeriod(period);
  const main = html`<div class="text">
${joinLines(
  html`<h1 class="title" lang="en" dir="ltr">${title}</h1>`,
  days.map(
    ({ day, entries }) =>
      html`<h2 lang="en" dir="ltr"><a href="${addresses.archivePeriod(day)}">${longPeriod(day)}</a></h2>${headlines(addresses, { day, entries })}`,
  ),
)}
</div>`;
  return renderPage(publication, {
    title,
    ...firstPageOnly(publication, { title, url: addresses.archivePeriod(period), isOlder: false }),
    hasBreaking,
    main: joinLines(main, neighbourLinks(addresses, { previous, next })),
  });
}

/** How many headlines a month shows of a day. Three entries of the largest size are two read units. */
export const HEADLINES_PER_DAY = 3;

const headlines = (addresses: Addresses, { day, entries }: DayOfArchive): Markup | '' =>
  entries.length === 0
    ? ''
    : html`
<ul class="headlines">
${joinLines(
  entries.map(
    ({ id, headline, language }) =>
      html`<li lang="${language}" dir="${direction(language)}"><a href="${addresses.story(id)}">${headline}</a></li>`,
  ),
  entries.length >= HEADLINES_PER_DAY &&
    html`<li class="more" lang="en" dir="ltr"><a href="${addresses.archivePeriod(day)}">All stories of ${longPeriod(day)}</a></li>`,
)}
</ul>`;

/** The stories of a day, newest first; or a page of its older ones. */
export function renderDayPage(
  publication: Publication,
  { period, previous, next, hasBreaking, now }: PeriodOfArchive & { readonly now: Instant },
  entries: readonly FeedEntry[],
  place: OlderPages,
): string {
  const { isOlder = false } = place;
  const addresses = addressesOf(publication.url);
  const title = longPeriod(period);
  const canonical = addresses.archivePeriod(period);
  const month = period.slice(0, 7);
  const main = joinLines(
    html`<h1 class="title" lang="en" dir="ltr">${title}</h1>`,
    html`<section aria-labelledby="latest">
<h2 id="latest" lang="en">${isOlder ? OLDER_STORIES : 'Stories'}</h2>
${joinLines(
  spanOfPage(entries, place),
  entries.length > 0
    ? teasers(addresses, entries, { isFlagged: (story) => isBreaking(story, now) })
    : html`<p lang="en">There are no older stories.</p>`,
)}
</section>`,
    olderPagesLinks(canonical, place),
    neighbourLinks(addresses, { previous, up: month, next }),
  );
  return renderPage(publication, {
    title,
    part: isOlder ? OLDER_STORIES : undefined,
    ...firstPageOnly(publication, { title, url: canonical, isOlder }),
    hasBreaking,
    main,
  });
}

/** The address for search engines, and the metadata for share cards. Older pages have neither. */
const firstPageOnly = (
  publication: Publication,
  { title, url, isOlder }: { title: string; url: string; isOlder: boolean },
) => (isOlder ? {} : { canonical: url, metadata: pageGraph(publication, { title, url }) });

/** Links to the nearest month or day with stories on both sides, and to the list that names them. */
function neighbourLinks(
  addresses: Addresses,
  { previous, up, next }: { previous?: string; up?: string; next?: string },
): Markup {
  const link = (period: string, rel: 'prev' | 'next', word: string): Markup =>
    html`<a rel="${rel}" href="${addresses.archivePeriod(period)}">${word}: ${longPeriod(period)}</a>`;
  return html`<nav class="further beside" lang="en" aria-label="Archive">
${joinLines(
  previous !== undefined && link(previous, 'prev', 'Earlier'),
  up === undefined
    ? html`<a href="${addresses.archivePage}">All months</a>`
    : html`<a href="${addresses.archivePeriod(up)}">${longPeriod(up)}</a>`,
  next !== undefined && link(next, 'next', 'Later'),
)}
</nav>`;
}
