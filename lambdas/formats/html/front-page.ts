import { feedOf } from '../../news/feed/feed';
import type { FeedEntry } from '../../news/story/feed-entry';
import { isBreaking } from '../../news/story/status';
import type { Instant } from '../../news/values/instant';
import { type Addresses, addressesOf } from '../addresses';
import type { Publication } from '../feed-document';
import { BREAKING_NEWS } from '../feeds/labels';
import { followBreaking } from './follow-breaking';
import { html, joinLines, type Markup } from './markup';
import { nameLink } from './name-link';
import { OLDER_STORIES, type OlderPages, olderPagesLinks, spanOfPage } from './older-pages-links';
import { pageGraph } from './open-graph';
import { renderPage } from './page';
import { teasers } from './teaser';

/** The stories of the front page, each list newest first. A story in both lists appears once. */
export interface FrontPage extends OlderPages {
  readonly breaking: readonly FeedEntry[];
  readonly latest: readonly FeedEntry[];
  /** Whether the head of all stories says that one breaks. */
  readonly hasBreaking?: boolean;
  readonly now: Instant;
}

/** The front page: breaking stories, then the latest stories; or a page of older stories. */
export function renderFrontPage(publication: Publication, front: FrontPage): string {
  const { breaking, latest, isOlder = false, hasBreaking, now } = front;
  const addresses = addressesOf(publication.url);
  const alerts = breaking.filter((story) => isBreaking(story, now));
  const shown = new Set(alerts.map(({ id }) => id));
  const others = latest.filter(({ id }) => !shown.has(id));
  const main = joinLines(
    !isOlder && publication.description && html`<p class="motto">${publication.description}</p>`,
    sectionLinks(addresses, [...alerts, ...others]),
    alerts.length > 0 &&
      html`<section class="alert" aria-labelledby="breaking">
<h2 class="breaking" id="breaking" lang="en"><a href="${addresses.feedPage('breaking')}">${BREAKING_NEWS}</a></h2>
${teasers(addresses, alerts)}
${followBreaking(addresses)}
</section>`,
    html`<section aria-labelledby="latest">
<h2 id="latest" lang="en">${isOlder ? OLDER_STORIES : 'Latest'}</h2>
${joinLines(
  spanOfPage(others, front),
  others.length > 0
    ? teasers(addresses, others, { isFlagged: (story) => isBreaking(story, now) })
    : html`<p lang="en">There are no ${isOlder ? 'older ' : alerts.length > 0 ? 'other ' : ''}stories${isOlder ? '' : ' yet'}.</p>`,
)}
</section>`,
    olderPagesLinks(addresses.frontPage, front),
  );
  const { description } = publication;
  return renderPage(publication, {
    part: isOlder ? OLDER_STORIES : undefined,
    description,
    hasBreaking: hasBreaking || alerts.length > 0,
    ...(!isOlder && {
      canonical: addresses.frontPage,
      metadata: joinLines(
        // A convention since 2006; no specification has it.
        html`<link rel="outline" type="text/x-opml" title="Feeds" href="${addresses.opml}">`,
        pageGraph(publication, { description, url: addresses.frontPage }),
      ),
    }),
    main,
  });
}

/** Links to the sections of these stories, by the names of their feeds. */
function sectionLinks(addresses: Addresses, stories: readonly FeedEntry[]): Markup | '' {
  const sections = new Map(
    stories.flatMap(({ section }) => (section === undefined ? [] : [[feedOf('section', section), section]])),
  );
  if (sections.size === 0) return '';
  const links = [...sections]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([feed, section]) => nameLink(addresses.feedPage(feed), section));
  return html`<nav class="sections" lang="en" aria-label="Sections">
${joinLines(links)}
</nav>`;
}
