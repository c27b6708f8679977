import { type Feed, type FeedKind, feedParts } from '../../news/feed/feed';
import type { Tombstone } from '../../news/feed/tombstone';
import type { Publication } from '../feed-document';
import { longDate } from '../html/dateline';

/** The title of the breaking feed and the category of a breaking story. */
export const BREAKING_NEWS = 'Breaking News';

/** The headline and the category of a withdrawn story. */
export const WITHDRAWN_LABEL = 'Withdrawn';

/** The plain text in place of a withdrawn story. It repeats nothing of the story. */
export function withdrawnText({ publishedAt, withdrawnAt, note }: Tombstone): string {
  const [published, withdrawn] = [longDate(publishedAt), longDate(withdrawnAt)];
  const end = note === undefined ? '.' : `: ${note}`;
  return `This story was published on ${published}, and withdrawn by its publisher on ${withdrawn}${end}`;
}

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

/** The language (BCP 47) that a feed and its page declare: the publication's, or in the feed of a language that language. */
export function feedLanguage({ language }: Publication, { name }: Pick<Feed, 'name'>): string {
  const parts = feedParts(name);
  return (parts?.kind === 'language' && canonicalTag(parts.slug)) || language;
}

/** `zh-Hant` for the slug `zh-hant`; undefined for a slug that is not a language tag. */
function canonicalTag(slug: string): string | undefined {
  try {
    return new Intl.Locale(slug).baseName;
  } catch {
    return undefined;
  }
}

/** The title of a feed: `Bulletin`, `Bulletin: Breaking News`, `Bulletin: Middle East`. Plain text. */
export const feedTitle = (publication: Publication, feed: Feed): string =>
  feed.name === 'all' ? publication.title : `${publication.title}: ${feedLabel(feed)}`;
