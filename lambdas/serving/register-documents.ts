import type { Publication } from '../formats/feed-document';
import { renderFeedsPage } from '../formats/html/feeds-page';
import { renderOpml } from '../formats/site/opml';
import type { PublicAnswer } from '../http/representation';
import type { Feed } from '../news/feed/feed';
import { NOTHING_YET } from '../news/feed/head';
import type { RegisterHead } from '../store/table/head-items';
import type { DocumentSpec } from './document-cache';
import type { HeadSource } from './head-cache';
import { autodiscovery, HTML } from './link-headers';
import type { ServingContext } from './serving-context';

/** The list of all feeds, for people and for reader software. */
export function registerDocuments({ reader, publication, addresses, documents, form }: ServingContext) {
  const source: HeadSource<RegisterHead> = {
    name: 'register',
    read: reader.registerHead,
    withMoments: (head, now) => reader.openingsFrom(now, head),
    visibleHead: (head) => head ?? EMPTY_REGISTER,
  };

  const document = (
    spec: Pick<DocumentSpec<RegisterHead>, 'form' | 'mediaType' | 'links'>,
    renderFeeds: (publication: Publication, feeds: readonly Feed[]) => string,
  ): Promise<PublicAnswer> =>
    documents.documentFor(source, {
      ...spec,
      async render(head, now) {
        const { feeds, matchesHead } = await reader.register(head, now);
        return { text: renderFeeds(publication, feeds), matchesHead };
      },
    });

  return {
    feeds: () => document({ form: form('feeds'), mediaType: HTML, links: autodiscovery(addresses) }, renderFeedsPage),
    opml: () => document({ form: form('opml'), mediaType: 'text/x-opml; charset=utf-8', links: [] }, renderOpml),
  };
}

const EMPTY_REGISTER: RegisterHead = { ...NOTHING_YET, feeds: 0, writeCount: 0 };
