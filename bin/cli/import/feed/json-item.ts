import { escapeMarkup } from '../../../../lambdas/formats/xml/xml-text';
import type { FeedItem } from '../feed-item';
import { textAsHtml } from './item-text';
import { notPublicJson } from './not-public';

/** An object of JSON, with fields of any type. */
export type JsonFields = Readonly<Record<string, unknown>>;

export const asFields = (value: unknown): JsonFields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonFields) : undefined;
export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A text, or a number as text. Undefined for an empty one and for other types. */
export function asText(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}

/** An item of JSON Feed 1.0 or 1.1. Its title, summary and `content_text` are plain text. */
export function itemFromJson(item: JsonFields, feed: JsonFields): FeedItem {
  const [title, summary, text] = [asText(item.title), asText(item.summary), asText(item.content_text)];
  const pictures = [asText(item.image) ?? asText(item.banner_image)].filter((url) => url !== undefined);
  const withdrawn = asFields(asFields(item._bulletin)?.withdrawn);
  return {
    guid: asText(item.id),
    link: asText(item.url) ?? asText(item.external_url),
    title: title && escapeMarkup(title),
    body: asText(item.content_html) ?? (text && textAsHtml(text)) ?? (summary && textAsHtml(summary)),
    summary: summary && escapeMarkup(summary),
    published: asText(item.date_published) ?? asText(item.date_modified),
    updated: asText(item.date_modified),
    categories: asList(item.tags)
      .flatMap((tag) => asText(tag) ?? [])
      .map(escapeMarkup),
    authors: authorsOf(item) ?? authorsOf(feed) ?? [],
    attachments: [
      ...asList(item.attachments).flatMap((one) => {
        const fields = asFields(one);
        if (!fields) return [];
        return {
          url: asText(fields.url),
          type: asText(fields.mime_type),
          length: asNumber(fields.size_in_bytes),
          duration: asNumber(fields.duration_in_seconds),
        };
      }),
      ...pictures.map((url) => ({ url, type: 'image/*' })),
    ],
    language: asText(item.language),
    skip: withdrawn ? WITHDRAWN : notPublicJson(item),
  };
}

/** An item in place of a story that its publisher withdrew. */
export const WITHDRAWN = { kind: 'withdrawn stories', why: 'was withdrawn by its publisher' };

const asNumber = (value: unknown): number | undefined => {
  const number = Number(value);
  return asText(value) !== undefined && Number.isFinite(number) ? number : undefined;
};

function authorsOf({ authors, author }: JsonFields): FeedItem['authors'] | undefined {
  const all = [...asList(authors), ...(authors === undefined ? [author] : [])].flatMap((one) => {
    const fields = asFields(one);
    const name = asText(fields?.name);
    return fields && name !== undefined ? [{ name: escapeMarkup(name), url: asText(fields.url) }] : [];
  });
  return all.length > 0 ? all : undefined;
}
