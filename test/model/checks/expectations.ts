import type { Answer } from '../bulletin';
import { ALL, BREAKING, type Feed, filterOf, NEWEST } from '../newsroom/feeds';
import { ADDRESS, breaks, current, type Newsroom, type Story, statusOf, storyJson } from '../newsroom/newsroom';
import type { Readers } from '../newsroom/readers';
import { DAY, HOUR, type Seconds } from '../newsroom/time';
import { FILES, FORMATS } from './documents';
import { equal } from './equal';
import { compareDocument } from './feed-document';
import { addressesIn, newsIn, sitemapsIn, subscriptions } from './listings';
import { feedsIn, flagsIn, teaser, teasersIn } from './pages';
import type { Reading } from './reading';

/** An address of the public side, with the answer that the model expects. */
export interface Expectation {
  readonly path: string;
  readonly status: 200 | 404 | 410;
  /** The feed that it shows, if it is one. */
  readonly feed?: Feed;
  /** The story that it shows, if it is one. */
  readonly story?: Story;
  /** Seconds for which an answer may be kept at most, where it may be long. */
  readonly longest?: Seconds;
  /** The state that a reader sees at a later moment, if nobody writes meanwhile. */
  readonly at: (moment: Seconds) => string;
  /** Throws where a 200 or a 410 shows something else. */
  readonly compare: (answer: Answer) => void;
}

/** The name of the first part of a sitemap. */
const FIRST_PART = '19000101T000000Z';

/** The sources of an expectation. */
interface Sight {
  readonly readers: Readers;
  readonly reading: Reading;
  readonly now: Seconds;
}

/** Each address that readers can ask for, with the answer that the model expects. */
export function expectations(newsroom: Newsroom, readers: Readers, reading: Reading): Expectation[] {
  const sight = { readers, reading, now: newsroom.now };
  return [
    ...readers.feeds.flatMap((feed) => ofFeed(sight, feed)),
    ...storiesToLookAt(newsroom).flatMap((story) => ofStory(sight, story)),
    front(sight),
    ...register(sight),
    ...sitemaps(sight),
  ];
}

function ofFeed(sight: Sight, feed: Feed): Expectation[] {
  const { readers, reading, now } = sight;
  const status = readers.isOpen(feed, now) ? 200 : 404;
  const listState = (moment: Seconds) => readers.listState(feed, moment);
  const newest = readers.stories(feed, now).slice(0, NEWEST);
  const documents = FILES.map((file): Expectation => {
    const path = `${feed}/${file}`;
    const compare = ({ text }: Answer) =>
      compareDocument(reading.of(path, text, FORMATS[file]), { feed, file }, readers, now);
    return { path, status, feed, at: (moment) => readers.documentState(feed, moment), compare };
  });
  const page: Expectation = {
    path: feed,
    status,
    feed,
    at: listState,
    compare: ({ text }) => {
      const flags = feed === BREAKING ? 0 : flagsOf(sight, newest);
      equal('stories', reading.of(feed, text, teasersIn), { flags, stories: newest.map(teaser) });
    },
  };
  const path = `/api/stories?${filterOf(feed)}limit=${NEWEST}`;
  const list: Expectation = {
    path,
    status: 200,
    feed,
    at: listState,
    compare: ({ text }) => {
      const { stories }: { stories: unknown } = reading.of(path, text, JSON.parse);
      equal(
        'stories',
        stories,
        newest.map((story) => asListed(sight, story)),
      );
    },
  };
  return [...documents, list, ...(feed === ALL ? [] : [page])];
}

function asListed({ now }: Sight, story: Story) {
  const { body: _, ...listed } = storyJson(story, current(story), now);
  return listed;
}

function flagsOf({ now }: Sight, stories: readonly Story[]): number {
  return stories.filter((story) => breaks(current(story), now)).length;
}

function front(sight: Sight): Expectation {
  const { readers, reading, now } = sight;
  const alerts = readers.stories(BREAKING, now).slice(0, NEWEST);
  const newest = readers.stories(ALL, now).slice(0, NEWEST);
  const others = newest.filter((story) => !alerts.includes(story));
  const expected = { flags: flagsOf(sight, others), stories: [...alerts, ...others].map(teaser) };
  return {
    path: '/',
    status: 200,
    feed: ALL,
    at: (moment) => readers.listState(ALL, moment),
    compare: ({ text }) => equal('stories', reading.of('/', text, teasersIn), expected),
  };
}

function ofStory({ now }: Sight, story: Story): Expectation[] {
  const revision = current(story);
  const { withdrawal, publishedAt, headline, body, correction } = revision;
  const isKnown = publishedAt <= (withdrawal?.at ?? now);
  const at = (moment: Seconds) => JSON.stringify([statusOf(revision, moment), !withdrawal && breaks(revision, moment)]);
  const known = { status: !isKnown ? 404 : withdrawal ? 410 : 200, story, at } as const;
  const path = `/stories/${story.id}`;
  const shows = (text: string, parts: readonly string[]) => {
    for (const part of parts) if (!text.includes(part)) throw new Error(`it does not show ${part}`);
  };
  const compare = (otherwise: (text: string) => void) => (answer: Answer) =>
    withdrawal ? shows(answer.text, [withdrawal.note ?? '']) : otherwise(answer.text);
  const page = (text: string) => {
    shows(text, [`<h1>${headline}</h1>`, body, correction?.note ?? '']);
    equal('flags', flagsIn(text), breaks(revision, now) ? 1 : 0);
  };
  const json = (text: string) => equal('story', JSON.parse(text), storyJson(story, revision, now));
  return [
    { ...known, path, compare: compare(page) },
    { ...known, path: `/api${path}`, compare: compare(json) },
  ];
}

function register({ readers, reading, now }: Sight): Expectation[] {
  const openFeeds = (moment: Seconds) => readers.feeds.filter((feed) => readers.isOpen(feed, moment));
  const at = (moment: Seconds) => JSON.stringify(openFeeds(moment));
  const addresses = openFeeds(now)
    .map((feed) => `${ADDRESS}${feed}/rss.xml`)
    .sort();
  const listing = (path: string, read: (text: string) => string[]): Expectation => ({
    path,
    status: 200,
    at,
    compare: ({ text }) => equal('feeds', reading.of(path, text, read), addresses),
  });
  return [listing('/feeds', feedsIn), listing('/feeds.opml?all', (text) => subscriptions(text).sort())];
}

/** Both sitemaps have one part. Stories leave the news sitemap by age on the hour, before they are two days old. */
function sitemaps({ readers, reading, now }: Sight): Expectation[] {
  const all = (moment: Seconds) => readers.stories(ALL, moment);
  const lately = (moment: Seconds) =>
    all(moment).filter((story) => current(story).publishedAt >= moment - (moment % HOUR) + HOUR - 2 * DAY);
  const idsOf = (stories: readonly Story[]) => JSON.stringify(stories.map(({ id }) => id));
  const addresses = all(now).map(({ id }) => `${ADDRESS}/stories/${id}`);
  const news = lately(now).map((story) => `${ADDRESS}/stories/${story.id} ${current(story).headline}`);
  const indexOf = (kind: string): Expectation => ({
    path: `/${kind}.xml`,
    status: 200,
    longest: HOUR,
    at: () => 'one part',
    compare: ({ text }) =>
      equal('parts', reading.of(`/${kind}.xml`, text, sitemapsIn), [`${ADDRESS}/${kind}-${FIRST_PART}.xml`]),
  });
  const [path, newsPath] = [`/sitemap-${FIRST_PART}.xml`, `/news-sitemap-${FIRST_PART}.xml`];
  return [
    indexOf('sitemap'),
    indexOf('news-sitemap'),
    {
      path,
      status: 200,
      longest: HOUR,
      at: (moment) => idsOf(all(moment)),
      // Without stories it names the front page.
      compare: ({ text }) =>
        equal('stories', reading.of(path, text, addressesIn), addresses.length > 0 ? addresses : [`${ADDRESS}/`]),
    },
    {
      path: newsPath,
      status: 200,
      at: (moment) => idsOf(lately(moment)),
      compare: ({ text }) => equal('news', reading.of(newsPath, text, newsIn), news),
    },
  ];
}

/** The stories whose addresses are looked at: the last edited ones, and some of the others in turn. */
function storiesToLookAt({ stories, prefilled, looks }: Newsroom): Story[] {
  const own = stories.filter(({ revisions }, i) => i < 1 || revisions.length > 1 || i >= prefilled);
  const lately = own.sort((a, b) => current(b).editNumber - current(a).editNumber);
  return lately.filter((_, i) => i < 5 || i % 5 === looks % 5);
}
