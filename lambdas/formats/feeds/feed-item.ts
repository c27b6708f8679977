import type { Item } from 'feed';
import type { FeedStory } from '../../news/story/feed-entry';
import { lastUpdate, type Story } from '../../news/story/story';
import { type Instant, instant } from '../../news/values/instant';
import type { Addresses } from '../addresses';
import { requireWebAddress } from '../require-web-address';
import { entryBody, entryLink } from './entry-body';

/** The part of an item that RSS and Atom share. Throws an error if the story's address or a time is not valid. */
export const feedItem = (addresses: Addresses, entry: FeedStory): Item => ({
  id: entry.guid,
  title: entry.headline,
  link: requireWebAddress(entryLink(addresses, entry)),
  published: dateOfInstant(entry.publishedAt),
  date: dateOfInstant(lastUpdate(entry)),
  content: entryBody(addresses, entry),
});

/** The section of a story, then its tags, each spelling once. */
export const topics = ({ section, tags }: Pick<Story, 'section' | 'tags'>): string[] => [
  ...new Set([...(section === undefined ? [] : [section]), ...tags]),
];

/** An instant as the `feed` package takes it. Throws a RangeError for a text that is not an instant. */
export function dateOfInstant(at: Instant): Date {
  const date = new Date(at);
  if (instant(date) !== at) throw new RangeError(`${at} is not an instant`);
  return date;
}
