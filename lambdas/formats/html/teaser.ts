import type { FeedEntry } from '../../newsroom/feed-entry';
import { storyPath } from '../addresses';
import { BREAKING_NEWS } from '../breaking';
import type { Publication } from '../document';
import { dateline } from './dateline';
import { direction } from './direction';
import { html, lines, type Markup } from './markup';

/** A story as lists of stories show it; `flagged` where nothing around it says that it breaks. */
export const teaser = (publication: Publication, story: FeedEntry, flagged = false): Markup =>
  html`<article lang="${story.language}" dir="${direction(story.language)}">
${lines(
  flagged && html`<p class="breaking" lang="en">${BREAKING_NEWS}</p>`,
  html`<h3><a href="${publication.url}${storyPath(story.id)}">${story.headline}</a></h3>`,
  story.summary && html`<p>${story.summary}</p>`,
  html`<p class="filed">${dateline(story.publishedAt)}</p>`,
)}
</article>`;
