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

/** The credit of a picture that the body shows without it; undefined for any other picture. */
export function creditApart(story: Pick<Story, 'image' | 'body'>): string | undefined {
  const picture = pictureOf(story);
  if (picture?.credit === undefined || !isInBody(picture, story)) return undefined;
  return story.body.includes(escapeMarkup(picture.credit)) ? undefined : picture.credit;
}

const isInBody = ({ url }: Image, { body }: Pick<Story, 'body'>): boolean =>
  body.includes(` src="${escapeMarkup(url)}"`);
