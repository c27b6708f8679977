import { FEED_FORMATS } from '../formats/feeds/feed-formats';
import { renderPodcast } from '../formats/feeds/podcast';
import type { PublicDocuments } from '../http/public-side';
import type { FeedName } from '../news/feed/feed';
import { type FeedHead, hasBreaking } from '../news/feed/feed-head';
import { answerForClosedFeed } from './closed-feed';
import { feedAtAddress, isFeedFile } from './feed-at-address';
import { readNews } from './feed-content';
import { feedSource } from './head-sources';
import { linkTo } from './link-headers';
import type { DocumentSpec } from './memory/document-cache';
import { noOlderLink, type OlderLink, olderLinkFor } from './older-links';
import type { ServingContext } from './serving-context';

type FeedFormat = Record<'form' | 'mediaType', string> & Pick<(typeof FEED_FORMATS)['rss.xml'], 'render'>;

/** The documents for reader software and podcast apps. */
export function feedDocuments(context: ServingContext): Pick<PublicDocuments, 'feed' | 'podcast'> {
  const { reader, publication, addresses, documents, pieces, report, form } = context;
  const onSkip = (id: string, error: unknown) => report(`story ${id} was left out of a feed`, error);

  const documentOf = (
    name: FeedName,
    format: FeedFormat,
    url: string,
    olderLink: OlderLink,
    gone?: DocumentSpec<FeedHead>['gone'],
  ) =>
    documents.documentFor(feedSource(reader, name), {
      form: form(format.form),
      mediaType: format.mediaType,
      links: [linkTo(url, 'self', format.mediaType)],
      hasBreaking,
      gone,
      async render(head, now) {
        const { document, matchesHead } = await readNews(context, head, now, olderLink);
        return { text: format.render(publication, document, onSkip, pieces), matchesHead };
      },
    });

  return {
    async feed(folder, slug, file) {
      const feed = feedAtAddress(folder, slug);
      if (!feed || !isFeedFile(file)) return undefined;
      const { name, isOtherSpelling } = feed;
      if (isOtherSpelling) return { movedTo: addresses.feed(name, file) };
      return documentOf(name, FEED_FORMATS[file], addresses.feed(name, file), olderLinkFor[file], (head, now) =>
        answerForClosedFeed(head, now, (other) => addresses.feed(other, file)),
      );
    },

    podcast: () => documentOf('audio', PODCAST, addresses.podcast, noOlderLink),
  };
}

const PODCAST: FeedFormat = { ...FEED_FORMATS['rss.xml'], form: 'podcast', render: renderPodcast };
