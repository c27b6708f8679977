import { type Feed, feedOf } from '../../news/feed/feed';
import type { FeedEntry } from '../../news/story/feed-entry';
import type { Addresses } from '../addresses';
import { BREAKING_NEWS } from '../feeds/labels';
import { dateline } from './dateline';
import { direction } from './direction';
import { html, joinLines, type Markup } from './markup';
import { nameLink } from './name-link';

/** Facts that the list already shows, so its teasers do not repeat them. */
export interface TeaserSetting {
  /** The feed of all the stories. */
  readonly feed?: Feed;
  /** Whether a teaser must say that its story is breaking. */
  readonly isFlagged?: (story: FeedEntry) => boolean;
}

/** A list of stories. The stylesheet makes the first one the lead. */
export const teasers = (addresses: Addresses, stories: readonly FeedEntry[], setting: TeaserSetting = {}): Markup =>
  html`<div class="stories">
${joinLines(stories.map((story) => teaser(addresses, story, setting)))}
</div>`;

const teaser = (addresses: Addresses, story: FeedEntry, { feed, isFlagged }: TeaserSetting): Markup =>
  html`<article lang="${story.language}" dir="${direction(story.language)}">
${joinLines(
  isFlagged?.(story) && html`<p class="breaking" lang="en">${BREAKING_NEWS}</p>`,
  kicker(addresses, story, feed),
  html`<h3><a href="${addresses.story(story.id)}">${story.headline}</a></h3>`,
  story.summary && html`<p>${story.summary}</p>`,
  html`<p class="filed">${dateline(story.publishedAt)}</p>`,
)}
</article>`;

/** The section of a story, unless it is the heading of the list, in the same spelling. */
function kicker(addresses: Addresses, { section }: FeedEntry, within: Feed | undefined): Markup | '' {
  if (section === undefined) return '';
  const feed = feedOf('section', section);
  if (feed === within?.name && section === within.title) return '';
  return html`<p class="kicker">${nameLink(addresses.feedPage(feed), section)}</p>`;
}
