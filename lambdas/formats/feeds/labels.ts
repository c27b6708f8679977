import type { Feed, FeedKind } from '../../news/feed/feed';
import type { Tombstone } from '../../news/feed/tombstone';
import type { Publication } from '../feed-document';

/** The title of the breaking feed and the category of a breaking story. */
export const BREAKING_NEWS = 'Breaking News';

/** The headline and the category of a withdrawn story. */
export const WITHDRAWN_LABEL = 'Withdrawn';

/** The plain text in place of a withdrawn story. It repeats nothing of the story. */
export const withdrawnText = ({ note }: Pick<Tombstone, 'note'>): string =>
  note === undefined
    ? 'This story was withdrawn by its publisher.'
    : `This story was withdrawn by its publisher: ${note}`;

/** The name of a feed within its publication: `All stories`, `Breaking News`, `Middle East`. Plain text. */
export const feedLabel = ({ name, title }: Pick<Feed, 'name' | 'title'>): string => LABELS[name] ?? title;

const LABELS: Readonly<Record<string, string>> = { all: 'All stories', breaking: BREAKING_NEWS, audio: 'Audio' };

/** The name of each kind of feeds, for the lists of feeds. */
export const KIND_LABELS = {
  section: 'Sections',
  language: 'Languages',
  author: 'Authors',
  tag: 'Tags',
} as const satisfies Record<FeedKind, string>;

/** The title of a feed: `Bulletin`, `Bulletin: Breaking News`, `Bulletin: Middle East`. Plain text. */
export const feedTitle = (publication: Publication, feed: Feed): string =>
  feed.name === 'all' ? publication.title : `${publication.title}: ${feedLabel(feed)}`;
