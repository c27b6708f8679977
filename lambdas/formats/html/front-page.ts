import { feedOf } from '../../news/feed/feed';
import type { FeedEntry } from '../../news/story/feed-entry';
import { isBreaking } from '../../news/story/story';
import type { Instant } from '../../news/values/instant';
import { feedFolder } from '../addresses';
import type { Publication } from '../feed-document';
import { BREAKING_NEWS } from '../feeds/breaking';
import { html, joinLines, type Markup } from './markup';
import { type OlderPages, olderPagesLinks } from './older-pages-links';
import { openGraph } from './open-graph';
import { renderPage } from './page';
import { teasers } from './teaser';

/** What the front page shows, each list newest first. A story that is in both is shown once. */
export interface FrontPage extends OlderPages {
  readonly breaking: readonly FeedEntry[];
  readonly latest: readonly FeedEntry[];
  readonly now: Instant;
}

/** The front page: what is breaking now, then the latest; or a page of older stories behind it. */
export function renderFrontPage(publication: Publication, front: FrontPage): string {
  const { breaking, latest, isOlder = false, now } = front;
  const alerts = breaking.filter((story) => isBreaking(story, now));
  const shown = new Set(alerts.map(({ id }) => id));
  const others = latest.filter(({ id }) => !shown.has(id));
  const address = `${publication.url}/`;
  const main = joinLines(
    !isOlder && publication.description && html`<p class="motto">${publication.description}</p>`,
    sections(publication, [...alerts, ...others]),
    alerts.length > 0 &&
      html`<section class="alert" aria-labelledby="breaking">
<h2 class="breaking" id="breaking" lang="en"><a href="${publication.url}${feedFolder('breaking')}">${BREAKING_NEWS}</a></h2>
${teasers(publication, alerts)}
</section>`,
    html`<section aria-labelledby="latest">
<h2 id="latest" lang="en">${isOlder ? 'Older stories' : 'Latest'}</h2>
${
  others.length > 0
    ? teasers(publication, others, { isFlagged: (story) => isBreaking(story, now) })
    : html`<p lang="en">There are no ${isOlder ? 'older ' : alerts.length > 0 ? 'other ' : ''}stories${isOlder ? '' : ' yet'}.</p>`
}
</section>`,
    olderPagesLinks(address, front),
  );
  const { description } = publication;
  return renderPage(publication, {
    description,
    ...(!isOlder && {
      canonical: address,
      metadata: joinLines(
        // As pages have announced OPML since 2006; no specification tells how.
        html`<link rel="outline" type="text/x-opml" title="All feeds" href="${publication.url}/feeds.opml">`,
        openGraph(publication, { description, url: address }),
      ),
    }),
    main,
  });
}

/** The sections of the stories that are shown, by name. */
function sections(publication: Publication, stories: readonly FeedEntry[]): Markup | '' {
  const named = new Map(
    stories.flatMap(({ section }) => (section === undefined ? [] : [[feedOf('section', section), section]])),
  );
  if (named.size === 0) return '';
  const links = [...named]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([feed, section]) => html`<a href="${publication.url}${feedFolder(feed)}">${section}</a>`);
  return html`<nav class="sections" lang="en" aria-label="Sections">
${joinLines(links)}
</nav>`;
}
