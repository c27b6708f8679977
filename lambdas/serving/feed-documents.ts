import { FEED_FORMATS } from '../formats/feeds/feed-formats';
import { renderPodcast } from '../formats/feeds/podcast';
import type { PublicAnswer } from '../http/representation';
import { hasBreaking } from '../news/feed/feed-head';
import { feedAtAddress, isFeedFile } from './feed-at-address';
import { readNews } from './feed-content';
import { feedSource } from './head-sources';
import { linkTo } from './link-headers';
import { noOlderLink, olderLinkFor } from './older-links';
import type { ServingContext } from './serving-context';

/** The documents for reader software and podcast apps. */
export function feedDocuments(context: ServingContext) {
  const { reader, publication, addresses, documents, report, form } = context;
  const onSkip = (id: string, error: unknown) => report(`story ${id} was left out of a feed`, error);

  return {
    /** One of the three documents of `all`, of `breaking`, or of the feed with this folder and slug. */
    async feed(folder: string | undefined, slug: string | undefined, file: string): Promise<PublicAnswer> {
      const name = feedAtAddress(folder, slug);
      if (!name || !isFeedFile(file)) return undefined;
      const format = FEED_FORMATS[file];
      return documents.documentFor(feedSource(reader, name), {
        form: form(format.form),
        mediaType: format.mediaType,
        links: [linkTo(addresses.feed(name, file), 'self', format.mediaType)],
        hasBreaking,
        async render(head, now) {
          const { document, matchesHead } = await readNews(context, head, now, olderLinkFor[file]);
          return { text: format.render(publication, document, onSkip), matchesHead };
        },
      });
    },

    /** The stories with audio. */
    podcast(): Promise<PublicAnswer> {
      const { mediaType } = FEED_FORMATS['rss.xml'];
      return documents.documentFor(feedSource(reader, 'audio'), {
        form: form('podcast'),
        mediaType,
        links: [linkTo(addresses.podcast, 'self', mediaType)],
        hasBreaking,
        async render(head, now) {
          const { document, matchesHead } = await readNews(context, head, now, noOlderLink);
          return { text: renderPodcast(publication, document, onSkip), matchesHead };
        },
      });
    },
  };
}
