import type { Publication } from '../formats/feed-document';
import { FEED_FORMATS } from '../formats/feeds/feed-formats';
import { renderStoryPage } from '../formats/html/story-page';
import type { Preview, StoryResult } from '../http/newsroom-operations';
import type { Feed } from '../news/feed/feed';
import { makeFeedStory } from '../news/story/make-excerpt';
import { lastUpdate, type Story } from '../news/story/story';
import type { Warning } from '../news/upload/field';
import { type Instant, latest } from '../news/values/instant';
import type { PublishingContext } from './publishing-context';
import { storyResult } from './story-result';

/** The answer to the dry run of an upload or a replacement: the story as it would be stored, with a preview of its documents. */
export async function dryRunResult(
  { reader, publication, ids }: PublishingContext,
  story: Story,
  at: Instant,
  warnings: readonly Warning[],
): Promise<StoryResult> {
  // The first story of a publication also creates the feed and its guid.
  const feed = (await reader.feedHead('all', { consistent: false })) ?? { name: 'all', title: '', guid: ids.guid() };
  const rendered = renderPreview(publication, feed, story, at);
  const result = storyResult({ publication }, 200, story, at, [...warnings, ...rendered.warnings]);
  return { ...result, isDryRun: true, preview: rendered.preview };
}

/** A story as readers will see it at its publication, with a warning for each format whose feed would leave it out. */
function renderPreview(publication: Publication, feed: Feed, story: Story, at: Instant) {
  const now = latest(at, story.publishedAt);
  const document = { feed, entries: [makeFeedStory(story)], tombstones: [], updated: lastUpdate(story), now };
  const warnings: Warning[] = [];
  const render = (file: keyof typeof FEED_FORMATS): string =>
    FEED_FORMATS[file].render(publication, document, (_, error) => {
      const reason = error instanceof Error ? error.message : String(error);
      warnings.push({ pointer: '#', detail: `${file} would leave this story out: ${reason}` });
    });
  const html = renderStoryPage(publication, story, now);
  const preview: Preview = { rss: render('rss.xml'), atom: render('atom.xml'), json: render('feed.json'), html };
  return { preview, warnings };
}
