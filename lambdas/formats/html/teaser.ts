import { type FeedName, feedOf } from '../../news/feed/feed';
import type { FeedEntry } from '../../news/story/feed-entry';
import { feedFolder, storyPath } from '../addresses';
import type { Publication } from '../feed-document';
import { BREAKING_NEWS } from '../feeds/breaking';
import { dateline } from './dateline';
import { direction } from './direction';
import { html, joinLines, type Markup } from './markup';

/** What a list says around its stories, which they need not say themselves. */
export interface TeaserSetting {
  /** The feed that all of them are in. */
  readonly feed?: FeedName;
  /** Whether nothing around a story says that it breaks. */
  readonly isFlagged?: (story: FeedEntry) => boolean;
}

/** Stories one after the other. The stylesheet sets the first of them as the lead, in columns where there is room. */
export const teasers = (publication: Publication, stories: readonly FeedEntry[], setting: TeaserSetting = {}): Markup =>
  html`<div class="stories">
${joinLines(stories.map((story) => teaser(publication, story, setting)))}
</div>`;

const teaser = (publication: Publication, story: FeedEntry, { feed, isFlagged }: TeaserSetting): Markup =>
  html`<article lang="${story.language}" dir="${direction(story.language)}">
${joinLines(
  isFlagged?.(story) && html`<p class="breaking" lang="en">${BREAKING_NEWS}</p>`,
  kicker(publication, story, feed),
  html`<h3><a href="${publication.url}${storyPath(story.id)}">${story.headline}</a></h3>`,
  story.summary && html`<p>${story.summary}</p>`,
  html`<p class="filed">${dateline(story.publishedAt)}</p>`,
)}
</article>`;

function kicker({ url }: Publication, { section }: FeedEntry, within: FeedName | undefined): Markup | '' {
  if (section === undefined) return '';
  const feed = feedOf('section', section);
  return feed === within ? '' : html`<p class="kicker"><a href="${url}${feedFolder(feed)}">${section}</a></p>`;
}
