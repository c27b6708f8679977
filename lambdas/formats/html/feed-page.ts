import { isBreaking } from '../../newsroom/story';
import { BREAKING_NEWS } from '../breaking';
import type { FeedDocument, Publication } from '../document';
import { feedHome } from '../feed-title';
import { html, lines } from './markup';
import { page } from './page';
import { teaser } from './teaser';

/** A feed as its page shows it: what was withdrawn is not there. */
export type StoriesOfFeed = Pick<FeedDocument, 'feed' | 'entries' | 'now'>;

/** The page that a feed's documents name as their home: the same stories, for people. */
export function renderFeedPage(publication: Publication, { feed, entries, now }: StoriesOfFeed): string {
  const title = feed.name === 'breaking' ? BREAKING_NEWS : feed.title;
  const main = html`<section aria-labelledby="feed">
<h1 id="feed">${title}</h1>
${
  entries.length > 0
    ? lines(entries.map((story) => teaser(publication, story, feed.name !== 'breaking' && isBreaking(story, now))))
    : html`<p lang="en">There are no stories here now.</p>`
}
</section>`;
  return page(publication, { title, canonical: feedHome(publication, feed), feed, main });
}
