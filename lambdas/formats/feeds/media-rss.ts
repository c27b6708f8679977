import type { Story } from '../../news/story/story';
import { replaceEach } from '../xml/replace-each';
import type { HeldText } from '../xml/text-placeholders';
import { escapeMarkup } from '../xml/xml-text';
import { pictureOf } from './story-picture';

/**
 * A story's picture as Media RSS 1.5.1 (https://www.rssboard.org/media-rss), one element each, with its texts held; none without a
 * picture. Description and credit stand inside media:content, because they are about this file. The thumbnail stands beside it,
 * where more readers look. The elements belong after the content of an item, and before `htmlSummary`.
 */
export function mediaElements(held: HeldText, story: Pick<Story, 'image'>): string[] {
  const picture = pictureOf(story);
  if (!picture) return [];
  const attributes = (values: Readonly<Record<string, string | number | undefined>>): string =>
    Object.entries(held.hold(values))
      .map(([name, value]) => (value === undefined ? '' : ` ${name}="${value}"`))
      .join('');
  const { url, type, alt, credit, width, height } = picture;
  const content = attributes({ url, type, medium: 'image', width, height });
  const description = alt ? `<media:description type="plain">${held.hold(alt)}</media:description>` : '';
  const creditLine = credit === undefined ? '' : `<media:credit>${held.hold(credit)}</media:credit>`;
  return [
    `<media:content${content}>${description}${creditLine}</media:content>`,
    `<media:thumbnail${attributes({ url, width, height })}/>`,
  ];
}

/** Whether an item has a media:description, so that its summary must come after it, as `htmlSummary`. */
export const isDescribed = (story: Pick<Story, 'image'>): boolean => Boolean(pictureOf(story)?.alt);

/**
 * The summary of a story with a described picture, in Atom's element. Without a summary it is the description: an empty element
 * is a warning of the W3C validator. feedparser (6.0.10) takes the last description of an item for its summary, and rss2email
 * prefers a plain summary to the content: its mail was the description alone (2026-11-29).
 */
export const htmlSummary = (held: HeldText, story: Pick<Story, 'summary' | 'image'>, name: string): string =>
  `<${name} type="html">${held.hold(escapeMarkup(story.summary || (story.image?.alt ?? '')))}</${name}>`;

/**
 * A released document with the namespace of Media RSS in its root element, if it has a picture. In a released document each
 * `<` is markup, so no text can look like an element. `start` is the beginning of the root element.
 */
export const declareMediaRss = (document: string, start: string): string =>
  document.includes('<media:content ')
    ? replaceEach(document, start, [`${start} xmlns:media="http://search.yahoo.com/mrss/"`])
    : document;
