import type { FeedEntry } from '../../news/story/feed-entry';
import { isBreaking } from '../../news/story/story';
import type { FeedDocument, Publication } from '../feed-document';
import { feedHome, feedLabel } from '../feeds/feed-title';
import { html, joinLines } from './markup';
import { type OlderPages, olderPagesLinks } from './older-pages-links';
import { openGraph } from './open-graph';
import { renderPage } from './page';
import { teasers } from './teaser';

/** A feed as its page shows it: what was withdrawn is not there. */
export type StoriesOfFeed = Pick<FeedDocument, 'feed' | 'entries' | 'now'>;

/** The page that a feed's documents name as their home: the same stories, for people, and those before them. */
export function renderFeedPage(
  publication: Publication,
  { feed, entries, now }: StoriesOfFeed,
  stretch: OlderPages = {},
): string {
  const title = feedLabel(feed);
  const isFlagged = (story: FeedEntry) => feed.name !== 'breaking' && isBreaking(story, now);
  const canonical = feedHome(publication, feed);
  const main = joinLines(
    html`<h1 class="title">${title}</h1>`,
    html`<section aria-labelledby="latest">
<h2 id="latest" lang="en">${stretch.isOlder ? 'Older stories' : 'Latest'}</h2>
${
  entries.length > 0
    ? teasers(publication, entries, { feed: feed.name, isFlagged })
    : html`<p lang="en">There are no ${stretch.isOlder ? 'older stories' : 'stories here now'}.</p>`
}
</section>`,
    olderPagesLinks(canonical, stretch),
  );
  return renderPage(publication, {
    title,
    feed,
    ...(!stretch.isOlder && { canonical, metadata: openGraph(publication, { title, url: canonical }) }),
    main,
  });
}
