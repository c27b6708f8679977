import type { Image, Story } from '../../news/story/story';
import { optionalWebAddress } from '../require-web-address';
import { escapeMarkup } from '../xml/xml-text';
import { isMediaType } from './enclosure';

/**
 * The picture of a story as every document shows it: its address is on the web, and an invalid media type or size is left
 * out. Undefined if there is none.
 */
export function pictureOf({ image }: Pick<Story, 'image'>): Image | undefined {
  const url = optionalWebAddress(image?.url);
  if (!image || url === undefined) return undefined;
  const { type, alt, credit, width, height } = image;
  return {
    ...{ url, alt, credit, type: isMediaType(type) ? type : undefined },
    ...{ width: isSize(width) ? width : undefined, height: isSize(height) ? height : undefined },
  };
}

const isSize = (pixels: number | undefined): boolean => Number.isSafeInteger(pixels) && Number(pixels) > 0;

/** The picture, unless the body shows the same file. A stored body has one spelling of an address. */
export function pictureApart(story: Pick<Story, 'image' | 'body'>): Image | undefined {
  const picture = pictureOf(story);
  return picture && isInBody(picture, story) ? undefined : picture;
}

/** The credit of a picture that the body shows in no figure with it; undefined for any other picture. */
export function creditApart(story: Pick<Story, 'image' | 'body'>): string | undefined {
  const picture = pictureOf(story);
  if (picture?.credit === undefined || !isInBody(picture, story)) return undefined;
  return wordsOf(figureOf(picture, story)).includes(wordsOf(picture.credit)) ? undefined : picture.credit;
}

/** The body, in which the story's picture has the story's text alternative unless it has its own. */
export function bodyWithAlt(story: Pick<Story, 'image' | 'body'>): string {
  const picture = pictureOf(story);
  if (!picture?.alt || !isInBody(picture, story)) return story.body;
  const alt = ` alt="${escapeMarkup(picture.alt)}"`;
  return story.body.replace(/<img [^>]*>/g, (tag) =>
    tag.includes(sourceOf(picture)) && !tag.includes(' alt="') ? `<img${alt}${tag.slice('<img'.length)}` : tag,
  );
}

const sourceOf = ({ url }: Image): string => ` src="${escapeMarkup(url)}"`;

const isInBody = (picture: Image, { body }: Pick<Story, 'body'>): boolean => body.includes(sourceOf(picture));

/** The figure that holds the picture in the body; empty if there is none. */
function figureOf(picture: Image, { body }: Pick<Story, 'body'>): string {
  const at = body.indexOf(sourceOf(picture));
  const begin = body.lastIndexOf('<figure', at);
  const end = body.indexOf('</figure>', begin);
  return begin === -1 || end < at ? '' : body.slice(begin, end);
}

/** The words of a text or of HTML, between spaces, so that `AP` is not found in `CAP`. */
const wordsOf = (text: string): string =>
  ` ${text
    .replace(/<[^>]*>|&[\w#]+;/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
