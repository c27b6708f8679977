import { createHash } from 'node:crypto';
import { DomUtils, parseDocument } from 'htmlparser2';
import { escapeMarkup } from '../../../lambdas/formats/xml/xml-text';
import { LIMITS } from '../../../lambdas/news/limits';
import { slug } from '../../../lambdas/news/values/slug';
import { urlIn } from '../../../lambdas/news/values/uri';
import { firstAuthors } from './authors';
import { dateOf } from './date-of';
import type { Attachment, FeedItem } from './feed-item';
import type { ImportedStory } from './imported';
import { cut, firstTags } from './tags';

export interface ItemContext {
  /** What relative addresses are relative to. */
  readonly base?: string;
  readonly language?: string;
  /** Of an item that has no date. */
  readonly published?: string;
  readonly section?: string;
}

/**
 * An item of a feed as a story: its guid to the letter, or else what readers take for one; dates; the first categories as
 * tags; the first sound and picture. What a story has no room for is left out and noted.
 */
export function storyOf(item: FeedItem, { base, language, published, section }: ItemContext): ImportedStory {
  const notes: string[] = [];
  const absolute = (address: string | undefined) => webAddress(address, item.base, base);
  const link = absolute(item.link);
  const title = textOf(item.title ?? '');
  const body = item.body?.trim() || paragraph(title || link || '', link);
  const headline = title || cut(textOf(body), 100) || 'Untitled';
  if (headline.length > LIMITS.headline) notes.push(`headline cut at ${LIMITS.headline} characters`);
  const guid = item.guid?.trim() || link || `urn:sha256:${sha256(`${headline}\n${item.published ?? ''}\n${body}`)}`;
  const date = dateOf(item.published) ?? dateOf(item.updated) ?? dateOf(published);
  const isUnread = (said = '') => said.trim() !== '' && dateOf(said) === undefined;
  if (date === undefined) notes.push('no date that can be read: published when it was imported');
  else if (isUnread(item.published))
    notes.push(`date that cannot be read: ${cut(item.published ?? '', 100)}; taken for it: ${date}`);
  if (isUnread(item.updated) && item.updated !== item.published)
    notes.push(`date of its last change, which cannot be read: ${cut(item.updated ?? '', 100)}`);

  const tags = firstTags(item.categories.map(textOf), notes);
  const bylines = item.authors.flatMap(({ name = '', email, url }) => {
    const byline = cut(textOf(name), LIMITS.name);
    return slug(byline) === ''
      ? []
      : [{ name: byline, email: EMAIL.test(email ?? '') ? email : undefined, url: absolute(url) }];
  });
  const authors = firstAuthors(bylines, notes);

  const attachments = item.attachments
    .map((one) => ({ ...one, url: absolute(one.url) }))
    .filter(({ url }) => url !== undefined);
  const kind = ({ type, url = '' }: Attachment) =>
    (type ?? (PICTURE.test(url) ? 'image/*' : '')).split('/')[0]?.toLowerCase();
  const audio = attachments.find((one) => kind(one) === 'audio');
  const image = attachments.find((one) => kind(one) === 'image');
  for (const one of attachments) {
    if (one !== audio && one !== image && kind(one) !== 'image')
      notes.push(`left out, for a story has one sound and one picture: ${one.url}`);
  }
  return {
    name: link ?? guid,
    notes,
    value: {
      ...{ guid, headline: cut(headline, LIMITS.headline), body, tags, section },
      summary: item.summary === undefined ? undefined : cut(textOf(item.summary), LIMITS.summary) || undefined,
      authors,
      language: languageOf(item.language) ?? languageOf(language),
      ...{ publishedAt: date, updatedAt: dateOf(item.updated), canonicalUrl: link },
      audio: audio && {
        url: audio.url,
        type: audio.type === 'audio/*' ? 'audio/mpeg' : audio.type,
        length: size(audio),
        duration: time(audio),
      },
      image: image && {
        url: image.url,
        alt: cut(image.alt ?? '', LIMITS.alt) || undefined,
        credit: cut(image.credit ?? '', LIMITS.credit) || undefined,
      },
    },
  };
}

/** Of an item that is no more than its title and a link. */
const paragraph = (text: string, link: string | undefined): string =>
  link === undefined
    ? `<p>${escapeMarkup(text)}</p>`
    : `<p><a href="${escapeMarkup(link)}">${escapeMarkup(text)}</a></p>`;

// Only what RSS needs to be sure of: one @, nothing that ends the address or its line.
const EMAIL = /^[^\s@<>()[\]\\,;:"]{1,200}@[^\s@<>()[\]\\,;:"]{1,50}$/;
/** An address of what is surely a picture, where nothing says what it is. */
const PICTURE = /\.(?:avif|gif|jpe?g|png|webp)(?:$|[?#])/i;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The text of a title or name, which may be HTML or not. */
export const textOf = (given: string): string => DomUtils.textContent(parseDocument(given)).replace(/\s+/g, ' ').trim();

function webAddress(address: string | undefined, ...bases: (string | undefined)[]): string | undefined {
  const open = (text: string, base?: string) => {
    const url = urlIn(text, base);
    return url?.username ? undefined : url?.href;
  };
  const base = bases.reduceRight<string | undefined>(
    (outer, inner) => (inner === undefined ? outer : open(inner, outer)),
    undefined,
  );
  const url = address === undefined ? undefined : open(address.trim(), base);
  return url && /^https?:/.test(url) && url.length <= LIMITS.url ? url : undefined;
}

function languageOf(tag: string | undefined): string | undefined {
  try {
    return tag && new Intl.Locale(tag.trim().replaceAll('_', '-')).baseName;
  } catch {
    return undefined;
  }
}

const size = ({ length }: Attachment): number | undefined =>
  length !== undefined && Number.isSafeInteger(length) && length > 0 ? length : undefined;
const time = ({ duration }: Attachment): number | undefined =>
  duration !== undefined && duration >= 0 && duration <= 604_800 ? duration : undefined;
