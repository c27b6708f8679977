import type { FeedStory } from '../../news/story/feed-entry';
import type { Story } from '../../news/story/story';
import type { Addresses } from '../addresses';
import { escapeMarkup } from '../xml/xml-text';

/** The address where people read a story: its canonical address, or else its page here. */
export const entryLink = (addresses: Addresses, story: Pick<Story, 'id' | 'canonicalUrl'>): string =>
  story.canonicalUrl ?? addresses.story(story.id);

/** A story's body in a feed (HTML). A shortened body links to the whole story, and a correction comes last. */
export function entryBody(addresses: Addresses, entry: FeedStory): string {
  const blocks = [entry.body];
  if (!entry.whole)
    blocks.push(`<p><a href="${escapeMarkup(entryLink(addresses, entry))}">Read the whole story</a></p>`);
  if (entry.correction) blocks.push(`<p>Correction: ${escapeMarkup(entry.correction.note)}</p>`);
  return blocks.join('\n');
}
