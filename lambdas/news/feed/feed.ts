import { isPlayable, type Story } from '../story/story';
import { slug } from '../values/slug';

/**
 * The kinds of feed that take a name, in the order of `/feeds` and OPML: a feed for each section, language, author and tag. The
 * kinds with few feeds come first, so that no number of tags crowds the sections out.
 */
export const FEED_KINDS = ['section', 'language', 'author', 'tag'] as const;
export type FeedKind = (typeof FEED_KINDS)[number];

/** The name of a feed in the store: `all`, `breaking`, `audio`, `section#world`, `tag#syria`, … */
export type FeedName = 'all' | 'breaking' | 'audio' | `${FeedKind}#${string}`;

/** A feed as documents name it. `guid` is its Atom id, made once. */
export interface Feed {
  readonly name: FeedName;
  /** The name in its first spelling: `Middle East`. Empty for `all`, `breaking` and `audio`. */
  readonly title: string;
  readonly guid: string;
}

/** The feed of one section, tag, author or language; `name` is free text. */
export const feedOf = (kind: FeedKind, name: string): FeedName => `${kind}#${slug(name)}`;

/** The kind and slug that make a feed's address; undefined for `all`, `breaking` and `audio`. */
export function feedParts(feed: FeedName): { kind: FeedKind; slug: string } | undefined {
  const [kind, name] = feed.split('#');
  return name === undefined ? undefined : { kind: kind as FeedKind, slug: name };
}

/** The fields of a story that decide its feeds. */
type Filed = Pick<Story, 'section' | 'tags' | 'authors' | 'language' | 'audio' | 'breakingUntil' | 'withdrawal'>;

/**
 * Every feed that a story belongs to, with the story's spelling of its name. A withdrawn story belongs to none. A story with a
 * flag belongs to `breaking`, even after the flag's end: the clock decides that.
 */
export const feedsOf = (story: Filed): ReadonlyMap<FeedName, string> =>
  story.withdrawal ? NO_FEEDS : feedsIgnoringWithdrawal(story);

const NO_FEEDS: ReadonlyMap<FeedName, string> = new Map();

/** The planner of an edit asks several times for each of its feeds. A story never changes: an edit makes a new one. */
const known = new WeakMap<Filed, ReadonlyMap<FeedName, string>>();

/** The feeds of a story as if it were not withdrawn. */
export function feedsIgnoringWithdrawal(story: Filed): ReadonlyMap<FeedName, string> {
  const previous = known.get(story);
  if (previous) return previous;
  const feeds = listFeeds(story);
  known.set(story, feeds);
  return feeds;
}

function listFeeds(story: Filed): Map<FeedName, string> {
  const feeds = new Map<FeedName, string>();
  const add = (kind: FeedKind, title: string) => {
    const name = feedOf(kind, title);
    if (!feeds.has(name)) feeds.set(name, title);
  };
  feeds.set('all', '');
  if (story.breakingUntil !== undefined) feeds.set('breaking', '');
  if (isPlayable(story)) feeds.set('audio', '');
  if (story.section !== undefined) add('section', story.section);
  for (const tag of story.tags) add('tag', tag);
  for (const author of story.authors) add('author', author.name);
  add('language', story.language);
  return feeds;
}

/** The title of a new feed, from its first story's spelling. A language has its own name for itself: `English`, `français`. */
export const newFeedTitle = (feed: FeedName, spelling: string): string =>
  feedParts(feed)?.kind === 'language'
    ? (new Intl.DisplayNames([spelling], { type: 'language' }).of(spelling) ?? spelling)
    : spelling;
