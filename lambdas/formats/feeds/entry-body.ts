import type { FeedStory } from '../../news/story/feed-entry';
import type { Image, Story } from '../../news/story/story';
import type { Addresses } from '../addresses';
import { optionalWebAddress } from '../require-web-address';
import { escapeMarkup } from '../xml/xml-text';
import { bodyWithAlt, creditApart, pictureApart } from './story-picture';

/** The address where people read a story: its canonical address, or else its page here. */
export const entryLink = (addresses: Addresses, story: Pick<Story, 'id' | 'canonicalUrl'>): string =>
  story.canonicalUrl ?? addresses.story(story.id);

/** The text of a link from a story without a body to its own address. English. */
export const originalLinkText = (address: string): string => `Read the story at ${new URL(address).host}`;

/** Before the credit of a picture that the body shows without it. English. */
export const PICTURE_CREDIT = 'Picture:';

/**
 * A story's body in a feed (HTML), or its other content if it has no body. The story's picture comes first, unless the body
 * shows it, since many readers know no Media RSS; a credit that the body lacks comes after it. A shortened body links to the whole story, and a correction comes last.
 * Links between its places, as footnotes have, lead to the story's page. Never empty: JSON Feed 1.1 wants content in each item.
 */
export function entryBody(addresses: Addresses, entry: FeedStory): string {
  const picture = pictureApart(entry);
  const blocks = [
    picture === undefined ? [] : figure(picture),
    entry.body === ''
      ? contentWithoutBody(entry)
      : withAbsoluteFragments(bodyWithAlt(entry), addresses.story(entry.id)),
  ].flat();
  const credit = creditApart(entry);
  if (credit !== undefined) blocks.push(`<p>${PICTURE_CREDIT} ${escapeMarkup(credit)}</p>`);
  if (!entry.whole) blocks.push(paragraphLink(entryLink(addresses, entry), 'Read the whole story'));
  if (entry.correction) blocks.push(`<p>Correction: ${escapeMarkup(entry.correction.note)}</p>`);
  return blocks.join('\n');
}

/** In a stored body `<`, `>` and `"` are escaped in texts and values, so this matches tags only. */
const FRAGMENT_LINK = /<a (?:[^>]* )?href="(?=#)/g;

/** RSS has no base address, so readers resolve a bare fragment against the feed, the item's link or nothing. */
const withAbsoluteFragments = (body: string, page: string): string =>
  body.replace(FRAGMENT_LINK, (tag) => tag + escapeMarkup(page));

/** Summary, picture, sound and link of a story without a body, as far as it has them; else its headline. */
function contentWithoutBody(entry: FeedStory): string[] {
  const { headline, summary, whole } = entry;
  const sound = optionalWebAddress(entry.audio?.url);
  const original = whole ? optionalWebAddress(entry.canonicalUrl) : undefined;
  const blocks = [
    summary === '' ? [] : `<p>${escapeMarkup(summary)}</p>`,
    sound === undefined ? [] : paragraphLink(sound, 'Listen to the story'),
    original === undefined ? [] : paragraphLink(original, originalLinkText(original)),
  ].flat();
  return blocks.length > 0 || pictureApart(entry) ? blocks : [`<p>${escapeMarkup(headline)}</p>`];
}

/** Without width and height: many readers limit the width alone, and the picture would lose its ratio. */
function figure({ url, alt = '', credit }: Image): string {
  const caption = credit === undefined ? '' : `\n<figcaption>${escapeMarkup(credit)}</figcaption>`;
  return `<figure><img src="${escapeMarkup(url)}" alt="${escapeMarkup(alt)}">${caption}</figure>`;
}

const paragraphLink = (address: string, text: string): string =>
  `<p><a href="${escapeMarkup(address)}">${escapeMarkup(text)}</a></p>`;
