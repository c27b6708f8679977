import { HEADLINES_PER_DAY, renderArchivePage, renderDayPage, renderMonthPage } from '../formats/html/archive-page';
import type { StoryPosition } from '../http/cursor';
import type { PublicDocuments } from '../http/find-document';
import { problemError } from '../http/problems';
import type { PublicAnswer } from '../http/representation';
import { monthBegin } from '../news/feed/archive';
import { type FeedHead, hasBreaking } from '../news/feed/feed-head';
import { EARLIEST_INSTANT } from '../news/limits';
import { earliest, type Instant, plusSeconds } from '../news/values/instant';
import { before as beforePeriod, type Period, parsePeriod, periodAround, periodsBetween } from '../news/values/period';
import { readPageForPeople } from './feed-content';
import { archiveSource, feedOrEmptySource, feedSource } from './head-sources';
import { autodiscovery, HTML } from './link-headers';
import { pageForm } from './page-documents';
import type { ServingContext } from './serving-context';

/** How many years a page of `/archive` looks into: 60 months are 60 read units. */
const YEARS_PER_PAGE = 5;
/** Characters of `2026-11`. */
const MONTH_LENGTH = 7;
/** How many stories a page of a day has. */
const STORIES_PER_DAY_PAGE = 100;

/** The stories of the past for people: months, days of a month, stories of a day. No time is local: all is UTC. */
export function calendarDocuments(context: ServingContext): Pick<PublicDocuments, 'archivePage' | 'archivePeriod'> {
  const { reader, publication, addresses, documents, clock, form } = context;

  return {
    archivePage: (before) =>
      documents.documentFor(feedOrEmptySource(reader, 'all'), {
        form: form(before === undefined ? 'calendar' : `calendar-before-${before}`),
        mediaType: HTML,
        links: autodiscovery(addresses),
        hasBreaking,
        async render(head, now) {
          const { matchesHead, ...archive } = await readMonths(context, head, { now, before });
          const place = { ...archive, isOlder: before !== undefined, hasBreaking: hasBreaking(head, now) };
          return { text: renderArchivePage(publication, place), matchesHead };
        },
      }),

    async archivePeriod(name, before) {
      const period = parsePeriod(name);
      // A period that is to come is a 404 without a read, like a date that no calendar has. A year has no page.
      if (!period || name.length < MONTH_LENGTH || period.begin > clock()) return undefined;
      // A month has one page, and no link has the cursor of another day: such an address is a 404 without a read too.
      const isDay = name.length > MONTH_LENGTH;
      if (before && !(isDay && isWithin(period, before.at))) return undefined;
      return isDay
        ? documentOf(context, period, pageForm(name, before), (moment) => readDay(context, period, before, moment))
        : documentOf(context, period, name, (moment) => readMonth(context, period, moment));
    },
  };
}

/** The state behind the page of a month or a day. */
interface PeriodMoment {
  readonly head: FeedHead;
  readonly now: Instant;
  /** The end of the history on which the page depends. */
  readonly until: Instant;
  /** Whether its month is over. The page then shows no flags. */
  readonly isClosed: boolean;
}

/** The document of a month or a day. Once its month is over, it changes only with the archive. */
function documentOf(
  { reader, addresses, documents, clock, form }: ServingContext,
  { end }: Period,
  name: string,
  render: (moment: PeriodMoment) => Promise<{ text: string; matchesHead: boolean }>,
): Promise<PublicAnswer> {
  const spec = { mediaType: HTML, links: autodiscovery(addresses) };
  if (end >= monthBegin(clock())) {
    return documents.documentFor(feedSource(reader, 'all'), {
      ...spec,
      form: form(`calendar-${name}`),
      hasBreaking,
      render: (head, now) => render({ head, now, until: now, isClosed: false }),
    });
  }
  return documents.documentFor(archiveSource(reader, 'all'), {
    ...spec,
    // Another form: a version of the archive is a version of the feed too.
    form: form(`closed-calendar-${name}`),
    render: ({ feed }, now) => render({ head: feed, now, until: plusSeconds(monthBegin(now), -1), isClosed: true }),
  });
}

/** The page of a month. At most 64 read units in one round trip; 33 with ordinary stories. */
async function readMonth(context: ServingContext, month: Period, { head, now, until, isClosed }: PeriodMoment) {
  const { reader, publication, report } = context;
  const days = periodsBetween(month.begin, earliest(month.end, until), 'day');
  const [found, previous, next] = await Promise.all([
    reader.storiesOfPeriods(head, days, { now: until, limit: HEADLINES_PER_DAY }),
    reader.lastStory(head, beforePeriod(month)),
    reader.firstStory(head, plusSeconds(month.end, 1), until),
  ]);
  for (const error of found.unreadable) report('a story was left out of a month', error);
  const matchesHead = [found, previous, next].every((one) => one.matchesHead);
  if (found.periods.length === 0 && matchesHead) throw problemError('notFound');
  const place = {
    period: month.name,
    previous: previous.at && periodAround(previous.at, 'month').name,
    next: next.at && periodAround(next.at, 'month').name,
    hasBreaking: !isClosed && hasBreaking(head, now),
  };
  const listed = found.periods.map(({ period, entries }) => ({ day: period.name, entries }));
  return { text: renderMonthPage(publication, place, listed), matchesHead };
}

/**
 * A page of a day. With ordinary stories about 22 read units in one round trip, and 42 for a later page; with the largest
 * entries 65 and 129.
 */
async function readDay(
  context: ServingContext,
  day: Period,
  before: StoryPosition | undefined,
  { head, now, until, isClosed }: PeriodMoment,
) {
  const request = { now: earliest(day.end, until), before, from: day.begin, length: STORIES_PER_DAY_PAGE };
  const [{ entries, place, below, hasNewer, ...stories }, next] = await Promise.all([
    readPageForPeople(context, head, request),
    context.reader.firstStory(head, plusSeconds(day.end, 1), until),
  ]);
  const matchesHead = stories.matchesHead && next.matchesHead;
  // An older page without stories says so, where a page above it has some.
  if (entries.length === 0 && !hasNewer && matchesHead) throw problemError('notFound');
  const shown = isClosed ? entries.map(({ breakingUntil: _, ...entry }) => entry) : entries;
  const period = {
    period: day.name,
    previous: below && periodAround(below, 'day').name,
    next: next.at && periodAround(next.at, 'day').name,
    hasBreaking: !isClosed && hasBreaking(head, now),
    now,
  };
  return { text: renderDayPage(context.publication, period, shown, place), matchesHead };
}

/**
 * The months with stories in five years: the year of the newest story, or of the newest one before a year, and the four years
 * before it. A small query for that year, then one for each month. At most 63 read units in two round trips, for any history.
 */
async function readMonths(
  { reader }: Pick<ServingContext, 'reader'>,
  head: FeedHead,
  { now, before }: { now: Instant; before: number | undefined },
) {
  const until = before === undefined ? now : earliest(now, plusSeconds(yearBegin(before), -1));
  const [newest, newer] = await Promise.all([
    reader.lastStory(head, until),
    before === undefined ? NO_STORY : reader.firstStory(head, yearBegin(before), now),
  ]);
  // The newer page must hold the first year with stories above this page.
  const end = newer.at === undefined ? undefined : yearOf(newer.at) + YEARS_PER_PAGE;
  const place = { newer: end !== undefined && end <= yearOf(now) ? end : undefined };
  const foundYear = newest.matchesHead && newer.matchesHead;
  if (newest.at === undefined) return { ...place, months: [], matchesHead: foundYear };
  const firstYear = yearOf(newest.at) - YEARS_PER_PAGE + 1;
  const from = firstYear > yearOf(EARLIEST_INSTANT) ? yearBegin(firstYear) : EARLIEST_INSTANT;
  const [found, older] = await Promise.all([
    reader.storiesOfPeriods(head, periodsBetween(from, newest.at, 'month'), { now, limit: 1 }),
    reader.lastStory(head, plusSeconds(from, -1)),
  ]);
  return {
    ...place,
    months: found.periods.map(({ period }) => period.name),
    older: older.at === undefined ? undefined : { before: firstYear, newestYear: yearOf(older.at) },
    matchesHead: foundYear && found.matchesHead && older.matchesHead,
  };
}

const NO_STORY: Awaited<ReturnType<ServingContext['reader']['firstStory']>> = { matchesHead: true };

const isWithin = ({ begin, end }: Period, at: Instant): boolean => begin <= at && at <= end;
const yearOf = (at: Instant): number => Number(at.slice(0, 4));
const yearBegin = (year: number): Instant => `${year}-01-01T00:00:00Z`;
