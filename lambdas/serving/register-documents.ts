import { renderFeedsPage } from '../formats/html/feeds-page';
import { renderOpml } from '../formats/site/opml';
import type { PublicAnswer } from '../http/representation';
import type { Feed } from '../news/feed/feed';
import { NOTHING_YET } from '../news/feed/head';
import type { RegisterHead } from '../store/table/head-items';
import type { HeadSource } from './document-cache';
import { autodiscovery, HTML } from './link-headers';
import type { ServingContext } from './serving-context';

/** Every feed there is: for people, and for readers that subscribe to all of them at once. */
export function registerDocuments({ reader, publication, documents, form }: ServingContext) {
  const source: HeadSource<RegisterHead> = {
    name: 'register',
    read: reader.registerHead,
    withMoments: (head, now) => reader.openingsFrom(now, head),
    visibleHead: (head) => head ?? EMPTY,
  };

  const document = (
    of: { name: string; mediaType: string; links: string[] },
    render: (feeds: readonly Feed[]) => string,
  ): Promise<PublicAnswer> =>
    documents.at(source, {
      form: form(of.name),
      mediaType: of.mediaType,
      links: of.links,
      async render(head, now) {
        const { feeds, matchesHead } = await reader.register(head, now);
        return { text: render(feeds), matchesHead };
      },
    });

  return {
    page: (): Promise<PublicAnswer> =>
      document({ name: 'feeds', mediaType: HTML, links: autodiscovery(publication) }, (feeds) =>
        renderFeedsPage(publication, feeds),
      ),

    opml: (): Promise<PublicAnswer> =>
      document({ name: 'opml', mediaType: 'text/x-opml; charset=utf-8', links: [] }, (feeds) =>
        renderOpml(publication, feeds),
      ),
  };
}

/** The register before the first story. */
const EMPTY: RegisterHead = { ...NOTHING_YET, feeds: 0, rev: 0 };
