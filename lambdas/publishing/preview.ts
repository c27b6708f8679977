import type { Publication } from '../formats/feed-document';
import { FEED_FORMATS } from '../formats/feeds/feed-formats';
import { renderStoryPage } from '../formats/html/story-page';
import type { Preview } from '../http/newsroom-operations';
import type { Feed } from '../news/feed/feed';
import { makeFeedEntry } from '../news/story/make-feed-entry';
import { type Story, updatedAt } from '../news/story/story';
import type { Warning } from '../news/upload/read-upload';
import { type Instant, latest } from '../news/values/instant';

/**
 * A story as readers will see it: each document of a feed with this one item, and its page. One under embargo is shown as
 * it will be when that lifts. What a format cannot hold of it is told as a warning, for a feed would leave the story out.
 */
export function previewOf(
  publication: Publication,
  feed: Feed,
  story: Story,
  at: Instant,
): { preview: Preview; warnings: Warning[] } {
  const now = latest(at, story.publishedAt) ?? at;
  const document = { feed, entries: [makeFeedEntry(story)], tombstones: [], updated: updatedAt(story), now };
  const warnings: Warning[] = [];
  const shown = (file: keyof typeof FEED_FORMATS): string =>
    FEED_FORMATS[file].render(publication, document, (_, error) => {
      const why = error instanceof Error ? error.message : String(error);
      warnings.push({ pointer: '#', detail: `${file} would be without this story: ${why}` });
    });
  const preview = {
    rss: shown('rss.xml'),
    atom: shown('atom.xml'),
    json: shown('feed.json'),
    html: renderStoryPage(publication, story, now),
  };
  return { preview, warnings };
}
