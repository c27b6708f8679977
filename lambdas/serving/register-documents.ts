import { renderFeedsPage } from '../formats/html/feeds-page';
import { renderOpml } from '../formats/site/opml';
import type { Found } from '../http/representation';
import type { Feed } from '../news/feed/feed';
import { NOTHING_YET } from '../news/feed/head';
import type { RegisterHead } from '../store/table/items';
import type { Edition } from './serving-context';
import { autodiscovery, HTML } from './link-headers';
import type { Source } from './document-cache';

/** Every feed there is: for people, and for readers that subscribe to all of them at once. */
export function registerDocuments({ reader, publication, standing, form }: Edition) {
  const source: Source<RegisterHead> = {
    name: 'register',
    read: reader.registerHead,
    listed: (head, now) => reader.openingsFrom(now, head),
    shown: (head) => head ?? EMPTY,
  };

  const document = (
    of: { name: string; mediaType: string; links: string[] },
    render: (feeds: readonly Feed[]) => string,
  ): Promise<Found> =>
    standing.at(source, {
      form: form(of.name),
      mediaType: of.mediaType,
      links: of.links,
      async make(head, now) {
        const { feeds, settled } = await reader.register(head, now);
        return { text: render(feeds), settled };
      },
    });

  return {
    page: (): Promise<Found> =>
      document({ name: 'feeds', mediaType: HTML, links: autodiscovery(publication) }, (feeds) =>
        renderFeedsPage(publication, feeds),
      ),

    opml: (): Promise<Found> =>
      document({ name: 'opml', mediaType: 'text/x-opml; charset=utf-8', links: [] }, (feeds) =>
        renderOpml(publication, feeds),
      ),
  };
}

/** The register before the first story. */
const EMPTY: RegisterHead = { ...NOTHING_YET, feeds: 0, rev: 0 };
