import type { Feed } from '../../news/feed/feed';
import type { FeedEntry } from '../../news/story/feed-entry';
import type { Story } from '../../news/story/story';
import { feedFolder, storyPath } from '../addresses';
import type { Publication } from '../feed-document';
import { escapeMarkup } from '../xml/xml-text';
import { BREAKING_NEWS } from './breaking';

/** What a feed is called within its publication: `All stories`, `Breaking News`, `Middle East`. Plain text. */
export const feedLabel = ({ name, title }: Pick<Feed, 'name' | 'title'>): string => NAMED[name] ?? title;

const NAMED: Readonly<Record<string, string>> = { all: 'All stories', breaking: BREAKING_NEWS, audio: 'Audio' };

/** What a feed is called: `Bulletin`, `Bulletin: Breaking News`, `Bulletin: Middle East`. Plain text. */
export function feedTitle(publication: Publication, feed: Feed): string {
  if (feed.name === 'all') return publication.title;
  return `${publication.title}: ${feedLabel(feed)}`;
}

/** Where a feed is read as a page: the address that all its documents name as their alternate. */
export const feedHome = (publication: Publication, feed: Feed): string =>
  publication.url + (feedFolder(feed.name) || '/');

/** Where a story is read: at its canonical address if it has one, else on its own page here. */
export const entryLink = (publication: Publication, story: Pick<Story, 'id' | 'canonicalUrl'>): string =>
  story.canonicalUrl ?? `${publication.url}${storyPath(story.id)}`;

/** A story's body as feeds show it (HTML): one that was cut says where to read on, and a correction comes last. */
export function feedBody(publication: Publication, entry: FeedEntry): string {
  const blocks = [entry.body];
  if (!entry.whole) {
    blocks.push(`<p><a href="${escapeMarkup(entryLink(publication, entry))}">Read the whole story</a></p>`);
  }
  if (entry.correction) blocks.push(`<p>Correction: ${escapeMarkup(entry.correction.note)}</p>`);
  return blocks.join('\n');
}
