import * as z from 'zod/mini';
import type { SitemapPlace } from '../../news/feed/sitemap';
import { type Item, keyOf, readItem, toItem } from './item';
import { entryKeyParts, sitemapPartKey } from './keys';

/** A closed part of the sitemap. */
export interface SitemapPart {
  readonly begin: SitemapPlace;
  /** At least as many stories as it has: stories that left it are counted until it is split. */
  readonly stories: number;
  /** The `writeCount` of the head of `all` since the part was closed or split. */
  readonly writeCount: number;
}

const SitemapPartItem = z.object({ stories: z.number(), writeCount: z.number() });

export const sitemapPartItem = ({ begin, ...attributes }: SitemapPart): Item =>
  toItem(sitemapPartKey(begin), attributes);

export const readSitemapPart = (item: Item): SitemapPart => ({
  begin: entryKeyParts(keyOf(item).sk),
  ...readItem(item, SitemapPartItem),
});
