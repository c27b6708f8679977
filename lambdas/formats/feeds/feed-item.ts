import type { Item } from 'feed';
import type { FeedEntry } from '../../news/story/feed-entry';
import { type Story, updatedAt } from '../../news/story/story';
import { type Instant, instant } from '../../news/values/instant';
import type { Publication } from '../feed-document';
import { requireWebAddress } from '../require-web-address';
import { entryLink, feedBody } from './feed-title';

/** What RSS and Atom say alike of a story. Throws an error for a story whose address or times neither can hold. */
export const feedItem = (publication: Publication, entry: FeedEntry): Item => ({
  id: entry.guid,
  title: entry.headline,
  link: requireWebAddress(entryLink(publication, entry)),
  published: feedDate(entry.publishedAt),
  date: feedDate(updatedAt(entry)),
  content: feedBody(publication, entry),
});

/** What a story is about: its section, then its tags, each spelling once. */
export const topics = ({ section, tags }: Pick<Story, 'section' | 'tags'>): string[] => [
  ...new Set([...(section === undefined ? [] : [section]), ...tags]),
];

/** An instant as the library takes it. Throws a RangeError for what is no moment or is written in another form. */
export function feedDate(at: Instant): Date {
  const moment = new Date(at);
  if (instant(moment) !== at) throw new RangeError(`${at} is not an instant`);
  return moment;
}
