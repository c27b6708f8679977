import type { FeedEntry } from '../../newsroom/feed-entry';
import type { Instant } from '../../newsroom/instant';
import { isBreaking } from '../../newsroom/story';
import { BREAKING_NEWS } from '../breaking';
import type { Publication } from '../document';
import { html, lines } from './markup';
import { page } from './page';
import { teaser } from './teaser';

/** What the front page shows, each list newest first. A story that is in both is shown once. */
export interface FrontPage {
  readonly breaking: readonly FeedEntry[];
  readonly latest: readonly FeedEntry[];
  readonly now: Instant;
}

/** The front page: what is breaking now, then the latest. */
export function renderFrontPage(publication: Publication, { breaking, latest, now }: FrontPage): string {
  const alerts = breaking.filter((story) => isBreaking(story, now));
  const shown = new Set(alerts.map(({ id }) => id));
  const others = latest.filter(({ id }) => !shown.has(id));
  const main = lines(
    publication.description && html`<p>${publication.description}</p>`,
    alerts.length > 0 &&
      html`<section aria-labelledby="breaking">
<h2 class="breaking" id="breaking" lang="en">${BREAKING_NEWS}</h2>
${lines(alerts.map((story) => teaser(publication, story)))}
</section>`,
    html`<section aria-labelledby="latest">
<h2 id="latest" lang="en">Latest</h2>
${
  others.length > 0
    ? lines(others.map((story) => teaser(publication, story, isBreaking(story, now))))
    : html`<p lang="en">There are no ${alerts.length > 0 ? 'other ' : ''}stories yet.</p>`
}
</section>`,
  );
  return page(publication, { description: publication.description, canonical: `${publication.url}/`, main });
}
