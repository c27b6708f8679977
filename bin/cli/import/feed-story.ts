import { escapeMarkup } from '../../../lambdas/formats/xml/xml-text';
import { asHtmlBody } from '../../../lambdas/news/html/body-nodes';
import { HtmlTooComplex } from '../../../lambdas/news/html/parse-html';
import { textOfMarkup } from '../../../lambdas/news/html/text-of-html';
import { LIMITS, MAX_PICTURE_PIXELS } from '../../../lambdas/news/limits';
import { cutWithEllipsis } from '../../../lambdas/news/values/cut-at-word';
import { sha256 } from '../../../lambdas/news/values/sha256';
import { urlIn } from '../../../lambdas/news/values/uri';
import { parseFeedDate } from '../dates/feed-date';
import { mediaTypeOf } from './feed/media-type';
import { mendBody } from './feed/mend-body';
import { withoutUserInfo } from './feed-document';
import type { Attachment, FeedItem } from './feed-item';
import { firstAuthors, firstTags, namesWithAddress } from './first-tags-and-authors';
import type { ImportedStory } from './import-source';
import { createLanguageReader, type LanguageReader } from './language-reader';

export interface ItemContext {
  /** The base of relative addresses. */
  readonly base?: string;
  /** The address of the site. */
  readonly site?: string;
  /** Whether the first category becomes the section. */
  readonly sectionsFrom?: 'category';
  /** Of the feed. */
  readonly language?: string;
  readonly readLanguage?: LanguageReader;
  /** The date for an item without one. */
  readonly published?: string;
  readonly section?: string;
}

/**
 * An item of a feed as a story. The guid stays to the letter; without one the story gets the guid that readers would use.
 * Categories become tags, and the first sound and the first picture stay. A note names everything that is left out.
 */
export function storyFromItem(item: FeedItem, context: ItemContext): ImportedStory {
  const { base, language, published, readLanguage = createLanguageReader() } = context;
  const notes: string[] = [...(item.notes ?? [])];
  const absolute = (address: string | undefined) => webAddress(address, item.base, base ?? context.site);
  const link = absolute(item.link);
  const title = textIn('title', item.title ?? '', notes);
  const mend = (html: string | undefined) => mendPart(html, { link, base: bodyBase(item, link, context) }, notes);
  const body = asBody(mend(item.body)) || paragraph(title || link || '', link);
  const { section, tags } = sectionAndTags(item, context, notes);
  const headline = title || cutWithEllipsis(textIn('headline made from the text', body, notes), 100) || 'Untitled';
  if (headline.length > LIMITS.headline) notes.push(`headline cut at ${LIMITS.headline} characters`);
  const guid = item.guid?.trim() || link || `urn:sha256:${sha256(`${headline}\n${item.published ?? ''}\n${body}`)}`;
  return {
    name: link ?? (item.guid?.trim() ? withoutUserInfo(guid) : headline),
    value: {
      ...{ guid, headline: cutWithEllipsis(headline, LIMITS.headline), body, canonicalUrl: link },
      ...{ id: item.id, section },
      ...(item.formerUrls && { formerUrls: item.formerUrls }),
      ...datesOf(item, published, notes),
      tags,
      authors: authorsOf(item, absolute, notes),
      summary:
        item.summary === undefined
          ? undefined
          : cutWithEllipsis(textIn('summary', mend(item.summary), notes), LIMITS.summary) || undefined,
      language: readLanguage(item.language, notes) ?? readLanguage(language, notes),
      ...mediaOf(item, absolute, notes),
    },
    notes,
  };
}

/** Relative addresses of a text: by `xml:base`, else by the item's page, where most publishers took the text from. */
const bodyBase = (item: FeedItem, link: string | undefined, { base, site }: ItemContext): string | undefined =>
  [item.base, link, site, base].find((one) => one !== undefined && urlIn(one) !== undefined);

function mendPart(html: string | undefined, context: Parameters<typeof mendBody>[1], notes: string[]): string {
  const { html: mended, baseless } = mendBody(html?.trim() ?? '', context);
  if (baseless > 0)
    notes.push(`relative addresses left out, because nothing gives their base: ${baseless}; give --base`);
  return mended;
}

function sectionAndTags(item: FeedItem, { section, sectionsFrom }: ItemContext, notes: string[]) {
  const categories = item.categories.map((category) => textIn('tag', category, notes));
  const [first, ...others] = namesWithAddress(categories);
  if (sectionsFrom === undefined || item.section !== undefined || first === undefined)
    return { section: item.section ?? section, tags: firstTags(categories, notes) };
  return { section: first, tags: firstTags(others, notes) };
}

function datesOf(item: FeedItem, fallback: string | undefined, notes: string[]) {
  const date = parseFeedDate(item.published) ?? parseFeedDate(item.updated) ?? parseFeedDate(fallback);
  const isUnreadable = (text = '') => text.trim() !== '' && parseFeedDate(text) === undefined;
  if (date === undefined) notes.push('no readable date: the story gets the date of the import');
  else if (isUnreadable(item.published))
    notes.push(`unreadable date: ${cutWithEllipsis(item.published ?? '', 100)}; the story gets ${date}`);
  if (isUnreadable(item.updated) && item.updated !== item.published)
    notes.push(`unreadable date of the last change: ${cutWithEllipsis(item.updated ?? '', 100)}`);
  return { publishedAt: date, updatedAt: parseFeedDate(item.updated) };
}

type ToAbsolute = (address: string | undefined) => string | undefined;

function authorsOf(item: FeedItem, absolute: ToAbsolute, notes: string[]) {
  const bylines = item.authors.map(({ name = '', email, url }) => ({
    name: cutWithEllipsis(textIn('author', name, notes), LIMITS.name),
    email: EMAIL.test(email ?? '') ? email : undefined,
    url: absolute(url),
  }));
  return firstAuthors(bylines, notes);
}

function mediaOf(item: FeedItem, absolute: ToAbsolute, notes: string[]) {
  const attachments = item.attachments
    .map((one) => ({ ...one, url: absolute(one.url) }))
    .filter(({ url }) => url !== undefined)
    .map((one) => ({ ...one, type: mediaTypeOf(one.type, one.url) ?? one.type }));
  const kind = ({ type }: Attachment) => type?.split('/')[0]?.trim().toLowerCase();
  const audio = attachments.find((one) => kind(one) === 'audio');
  const image = attachments.find((one) => kind(one) === 'image');
  // An enclosure has neither text alternative nor credit nor size. Media RSS repeats its address, with them.
  const ofImage = <K extends keyof Attachment>(key: K): Attachment[K] =>
    attachments.find((one) => one.url === image?.url && one[key])?.[key];
  const leftOut = new Set(attachments.map(({ url }) => url));
  for (const kept of [audio?.url, image?.url]) leftOut.delete(kept);
  for (const { url = '' } of attachments) {
    // A picture of the text is no loss.
    if (leftOut.delete(url) && !item.body?.includes(url))
      notes.push(`left out, because a story has one sound and one picture: ${url}`);
  }
  return {
    audio: audio && {
      url: audio.url,
      type: audio.type === 'audio/*' ? 'audio/mpeg' : audio.type,
      length: sizeOf(audio),
      duration: durationOf(audio),
    },
    image: image && {
      url: image.url,
      alt: cutWithEllipsis(ofImage('alt') ?? '', LIMITS.alt) || undefined,
      credit: cutWithEllipsis(ofImage('credit') ?? '', LIMITS.credit) || undefined,
      width: pixelsOf(ofImage('width')),
      height: pixelsOf(ofImage('height')),
    },
  };
}

/** A width or height that a story may have; undefined for any other number. */
const pixelsOf = (pixels: number | undefined): number | undefined =>
  pixels !== undefined && Number.isInteger(pixels) && pixels >= 1 && pixels <= MAX_PICTURE_PIXELS ? pixels : undefined;

/**
 * The text of an item as a body. With a character reference it is HTML, although it has no element. The server refuses a text
 * that is nested too deeply.
 */
const asBody = (text = ''): string =>
  /&(?:[a-z]{2,8}|#\d{2,7}|#x[\da-f]{2,6});/i.test(text) ? (unlessTooComplex(() => asHtmlBody(text)) ?? text) : text;

/** A part of an item as text. Empty for HTML that is nested too deeply, with a note. */
function textIn(part: string, markup: string, notes: string[]): string {
  const text = unlessTooComplex(() => textOfMarkup(markup));
  if (text === undefined) notes.push(`${part} left out: its HTML is nested too deeply`);
  return text ?? '';
}

function unlessTooComplex(read: () => string): string | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof HtmlTooComplex) return undefined;
    throw error;
  }
}

/** The body of an item that has only a title and a link. */
const paragraph = (text: string, link: string | undefined): string =>
  link === undefined
    ? `<p>${escapeMarkup(text)}</p>`
    : `<p><a href="${escapeMarkup(link)}">${escapeMarkup(text)}</a></p>`;

// Only as strict as RSS needs: one @, and no character that ends the address or the line.
const EMAIL = /^[^\s@<>()[\]\\,;:"]{1,200}@[^\s@<>()[\]\\,;:"]{1,50}$/;

function webAddress(address: string | undefined, ...bases: (string | undefined)[]): string | undefined {
  const open = (text: string, base?: string) => {
    const url = urlIn(text, base);
    return url && url.username + url.password === '' ? url.href : undefined;
  };
  const base = bases.reduceRight<string | undefined>(
    (outer, inner) => (inner === undefined ? outer : open(inner, outer)),
    undefined,
  );
  const url = address === undefined ? undefined : open(address.trim(), base);
  return url && /^https?:/.test(url) && url.length <= LIMITS.url ? url : undefined;
}

const sizeOf = ({ length }: Attachment): number | undefined =>
  length !== undefined && Number.isSafeInteger(length) && length > 0 ? length : undefined;
const durationOf = ({ duration }: Attachment): number | undefined =>
  duration !== undefined && duration >= 0 && duration <= 604_800 ? duration : undefined;
