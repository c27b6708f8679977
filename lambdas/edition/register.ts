import { renderFeedsPage } from '../formats/html/feeds-page';
import { renderOpml } from '../formats/opml';
import type { Found } from '../http/representation';
import type { Feed } from '../newsroom/feed';
import { NOTHING_YET } from '../newsroom/head';
import type { RegisterHead } from '../store/items';
import type { Edition } from './edition';
import { autodiscovery, HTML } from './links';
import type { Source } from './standing';

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
