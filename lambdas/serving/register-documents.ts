import { renderFeedsPage } from '../formats/html/feeds-page';
import { renderOpml } from '../formats/site/opml';
import { formatFeedCursor } from '../http/cursor';
import type { PublicDocuments } from '../http/find-document';
import type { FeedName } from '../news/feed/feed';
import { NOTHING_YET } from '../news/feed/head';
import { sha256 } from '../news/values/sha256';
import type { RegisterHead } from '../store/table/head-items';
import { autodiscovery, HTML } from './link-headers';
import type { HeadSource } from './memory/head-cache';
import type { ServingContext } from './serving-context';

/** How many feeds a page of `/feeds` and OPML have. */
export const FEEDS_PER_PAGE = 500;
export const FEEDS_IN_OPML = 2_000;

/** The list of feeds, in pages for people, and as subscription lists for reader software. */
export function registerDocuments({
  reader,
  publication,
  addresses,
  documents,
  form,
}: ServingContext): Pick<PublicDocuments, 'feeds' | 'opml'> {
  const source: HeadSource<RegisterHead> = {
    name: 'register',
    read: reader.registerHead,
    withMoments: (head, now) => reader.openingsFrom(now, head),
    visibleHead: (head) => head ?? EMPTY_REGISTER,
  };

  return {
    feeds: (after) =>
      documents.documentFor(source, {
        // 128 bits: nobody can find a second cursor with the same hash, which would get the page of the first.
        form: form(after === undefined ? 'feeds' : `feeds-${sha256(after).slice(0, 32)}`),
        mediaType: HTML,
        links: autodiscovery(addresses),
        async render(head, now) {
          const request = { now, limit: FEEDS_PER_PAGE, after: after as FeedName | undefined };
          const { feeds, last, matchesHead } = await reader.register(head, request);
          const place = { next: last && formatFeedCursor(last), isLater: after !== undefined };
          return { text: renderFeedsPage(publication, feeds, place), matchesHead };
        },
      }),

    opml: (which) =>
      documents.documentFor(source, {
        form: form(which === 'all' ? 'opml-all' : 'opml'),
        mediaType: 'text/x-opml; charset=utf-8',
        links: [],
        async render(head, now) {
          const through = which === 'all' ? undefined : 'section';
          const { feeds, matchesHead } = await reader.register(head, { now, limit: FEEDS_IN_OPML, through });
          const listed = which === 'all' ? feeds : feeds.filter(({ name }) => name !== 'audio');
          return { text: renderOpml(publication, listed), matchesHead };
        },
      }),
  };
}

const EMPTY_REGISTER: RegisterHead = { ...NOTHING_YET, touched: [], writeCount: 0 };
