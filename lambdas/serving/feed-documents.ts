import type { FeedFile } from '../formats/addresses';
import { FEED_FORMATS } from '../formats/feeds/feed-formats';
import { renderPodcast } from '../formats/feeds/podcast';
import { renderSubscribePage, type SubscriptionFile } from '../formats/html/subscribe-page';
import type { PublicDocuments } from '../http/find-document';
import type { FeedName } from '../news/feed/feed';
import { type FeedHead, hasBreaking } from '../news/feed/feed-head';
import { answerForClosedFeed } from './closed-feed';
import { feedAtAddress, isFeedFile } from './feed-at-address';
import { readNews, readPage } from './feed-content';
import { feedSource } from './head-sources';
import { autodiscovery, HTML, linkTo } from './link-headers';
import type { DocumentSpec } from './memory/document-cache';
import { noOlderLink, type OlderLink, olderLinkFor } from './older-links';
import type { ServingContext } from './serving-context';

type FeedFormat = Record<'form' | 'mediaType', string> & Pick<(typeof FEED_FORMATS)['rss.xml'], 'render'>;

/** How many headlines the page that explains a feed has. */
const HEADLINES = 10;

/** The documents for reader software and podcast apps, and the pages that explain them to people. */
export function feedDocuments(context: ServingContext): Pick<PublicDocuments, 'feed' | 'podcast' | 'subscribePage'> {
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

  const pageOf = (name: FeedName, file: SubscriptionFile, gone?: DocumentSpec<FeedHead>['gone']) =>
    documents.documentFor(feedSource(reader, name), {
      form: form(`subscribe-${file.replace('.', '-')}`),
      mediaType: HTML,
      links: autodiscovery(addresses, name),
      hasBreaking,
      gone,
      async render(head, now) {
        const { entries, matchesHead } = await readPage(context, head, { now, limit: HEADLINES });
        return {
          text: renderSubscribePage(publication, { feed: head, file, entries, hasBreaking: hasBreaking(head, now) }),
          matchesHead,
        };
      },
    });

  const closedAnswer =
    (file: FeedFile): DocumentSpec<FeedHead>['gone'] =>
    (head, now) =>
      answerForClosedFeed(head, now, (other) => addresses.feed(other, file));

  return {
    async feed(folder, slug, file) {
      const feed = feedAtAddress(folder, slug);
      if (!feed || !isFeedFile(file)) return undefined;
      const { name, isOtherSpelling } = feed;
      if (isOtherSpelling) return { movedTo: addresses.feed(name, file) };
      const format = FEED_FORMATS[file];
      return documentOf(name, format, addresses.feed(name, file), olderLinkFor[file], closedAnswer(file));
    },

    podcast: () => documentOf('audio', PODCAST, addresses.podcast, noOlderLink),

    async subscribePage(folder, slug, file) {
      const feed = feedAtAddress(folder, slug);
      if (!feed) return undefined;
      const { name, isOtherSpelling } = feed;
      if (file === 'podcast.xml') return pageOf(name, file);
      if (!isFeedFile(file)) return undefined;
      return isOtherSpelling ? { movedTo: addresses.feed(name, file) } : pageOf(name, file, closedAnswer(file));
    },
  };
}

const PODCAST: FeedFormat = { ...FEED_FORMATS['rss.xml'], form: 'podcast', render: renderPodcast };
