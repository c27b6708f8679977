import type { FeedEntry } from '../../news/story/feed-entry';
import { isBreaking } from '../../news/story/status';
import { addressesOf } from '../addresses';
import type { FeedDocument, Publication } from '../feed-document';
import { feedLabel, feedLanguage } from '../feeds/labels';
import { followBreaking } from './follow-breaking';
import { html, joinLines } from './markup';
import { OLDER_STORIES, type OlderPages, olderPagesLinks, spanOfPage } from './older-pages-links';
import { pageGraph } from './open-graph';
import { renderPage } from './page';
import { teasers } from './teaser';

/** The stories of a feed as a page lists them. */
export interface StoriesOfFeed extends Pick<FeedDocument, 'feed' | 'now'> {
  readonly entries: readonly FeedEntry[];
  /** Whether the head of the feed says that one of its stories breaks. */
  readonly hasBreaking?: boolean;
}

/** The page of a feed: its newest stories, or a page of older ones. */
export function renderFeedPage(
  publication: Publication,
  { feed, entries, hasBreaking, now }: StoriesOfFeed,
  place: OlderPages = {},
): string {
  const { isOlder = false } = place;
  const title = feedLabel(feed);
  const addresses = addressesOf(publication.url);
  const isFlagged = (story: FeedEntry) => feed.name !== 'breaking' && isBreaking(story, now);
  const canonical = addresses.feedPage(feed.name);
  const main = joinLines(
    html`<h1 class="title"><bdi>${title}</bdi></h1>`,
    feed.name === 'breaking' && followBreaking(addresses),
    html`<section aria-labelledby="latest">
<h2 id="latest" lang="en">${isOlder ? OLDER_STORIES : 'Latest'}</h2>
${joinLines(
  spanOfPage(entries, place),
  entries.length > 0
    ? teasers(addresses, entries, { feed, isFlagged })
    : html`<p lang="en" dir="ltr">There are no ${isOlder ? 'older stories' : 'stories here now'}.</p>`,
)}
</section>`,
    olderPagesLinks(canonical, place),
  );
  return renderPage(publication, {
    title,
    part: isOlder ? OLDER_STORIES : undefined,
    language: feedLanguage(publication, feed),
    feed,
    hasBreaking,
    canonical: isOlder ? undefined : canonical,
    metadata: isOlder ? undefined : pageGraph(publication, { title, url: canonical }),
    main,
  });
}
