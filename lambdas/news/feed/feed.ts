import { isPlayable, type Story } from '../story/story';
import { slug } from '../values/slug';

/** The kinds of feed that a name makes: one for each section, tag, author and language that a story has had. */
export const FEED_KINDS = ['section', 'tag', 'author', 'language'] as const;
export type FeedKind = (typeof FEED_KINDS)[number];

/** What a feed is called in the store: `all`, `breaking`, `audio`, `section#world`, `tag#syria`, … */
export type FeedName = 'all' | 'breaking' | 'audio' | `${FeedKind}#${string}`;

/** A feed as documents name it. `guid` is its Atom id, made once. */
export interface Feed {
  readonly name: FeedName;
  /** The name as it was first written: `Middle East`. Empty for `all`, `breaking` and `audio`. */
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

/** What of a story says which feeds it belongs to. */
type Filed = Pick<Story, 'section' | 'tags' | 'authors' | 'language' | 'audio' | 'breakingUntil' | 'withdrawal'>;

/**
 * Every feed that a story belongs to, with the name that this story gives it.
 * A withdrawn story belongs to none. `breaking` is here for as long as a flag is set: whether it has ended is for the clock.
 */
export const feedsOf = (story: Filed): Map<FeedName, string> =>
  story.withdrawal ? new Map() : feedsIgnoringWithdrawal(story);

/** The same, also of a story that was withdrawn: the feeds that it is taken from. */
export function feedsIgnoringWithdrawal(story: Filed): Map<FeedName, string> {
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

/** What a new feed is called that is named so by its first story: a language by its own name, `English`, `français`. */
export const newFeedTitle = (feed: FeedName, given: string): string =>
  feedParts(feed)?.kind === 'language'
    ? (new Intl.DisplayNames([given], { type: 'language' }).of(given) ?? given)
    : given;
