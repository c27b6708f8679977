import type { FeedStory } from '../../news/story/feed-entry';
import type { Image, Story } from '../../news/story/story';
import type { Addresses } from '../addresses';
import { optionalWebAddress } from '../require-web-address';
import { escapeMarkup } from '../xml/xml-text';

/** The address where people read a story: its canonical address, or else its page here. */
export const entryLink = (addresses: Addresses, story: Pick<Story, 'id' | 'canonicalUrl'>): string =>
  story.canonicalUrl ?? addresses.story(story.id);

/** The text of a link from a story without a body to its own address. English. */
export const originalLinkText = (address: string): string => `Read the story at ${new URL(address).host}`;

/**
 * A story's body in a feed (HTML), or its other content if it has no body. A shortened body links to the whole story, and a
 * correction comes last. Never empty: JSON Feed 1.1 wants content in each item.
 */
export function entryBody(addresses: Addresses, entry: FeedStory): string {
  const blocks = entry.body === '' ? contentWithoutBody(entry) : [entry.body];
  if (!entry.whole) blocks.push(paragraphLink(entryLink(addresses, entry), 'Read the whole story'));
  if (entry.correction) blocks.push(`<p>Correction: ${escapeMarkup(entry.correction.note)}</p>`);
  return blocks.join('\n');
}

/** Summary, picture, sound and link of a story without a body, as far as it has them; else its headline. */
function contentWithoutBody(entry: FeedStory): string[] {
  const { headline, summary, image, whole } = entry;
  const picture = optionalWebAddress(image?.url);
  const sound = optionalWebAddress(entry.audio?.url);
  const original = whole ? optionalWebAddress(entry.canonicalUrl) : undefined;
  const blocks = [
    summary === '' ? [] : `<p>${escapeMarkup(summary)}</p>`,
    picture === undefined ? [] : figure(picture, image),
    sound === undefined ? [] : paragraphLink(sound, 'Listen to the story'),
    original === undefined ? [] : paragraphLink(original, originalLinkText(original)),
  ].flat();
  return blocks.length > 0 ? blocks : [`<p>${escapeMarkup(headline)}</p>`];
}

function figure(address: string, { alt = '', credit }: Partial<Image> = {}): string {
  const caption = credit === undefined ? '' : `<figcaption>${escapeMarkup(credit)}</figcaption>`;
  return `<figure><img src="${escapeMarkup(address)}" alt="${escapeMarkup(alt)}">${caption}</figure>`;
}

const paragraphLink = (address: string, text: string): string =>
  `<p><a href="${escapeMarkup(address)}">${escapeMarkup(text)}</a></p>`;
