import { FEED_KINDS, type Feed, type FeedKind, feedParts } from '../../news/feed/feed';
import { feedPath } from '../addresses';
import type { Publication } from '../feed-document';
import { feedHome, feedLabel } from '../feeds/feed-title';
import { FEED_FORMS } from './feed-forms';
import { html, joinLines, type Markup } from './markup';
import { openGraph } from './open-graph';
import { renderPage } from './page';

const HEADINGS = {
  section: 'Sections',
  tag: 'Tags',
  author: 'Authors',
  language: 'Languages',
} as const satisfies Record<FeedKind, string>;

/** What a feed holds that no name of a section, tag, author or language tells. */
const HOLDS: Readonly<Record<string, string>> = {
  all: 'Every story, newest first',
  breaking: 'What breaks now; a story leaves when it no longer does',
  audio: 'Stories to listen to',
};

/** Every feed there is, in the order given within its kind, and how to subscribe for someone who never has. */
export function renderFeedsPage(publication: Publication, feeds: readonly Feed[]): string {
  const { url } = publication;
  const of = (kind?: FeedKind) => feeds.filter(({ name }) => feedParts(name)?.kind === kind);
  const hasAudio = feeds.some(({ name }) => name === 'audio');
  const canonical = `${url}/feeds`;
  const main = html`<div class="text" lang="en" dir="ltr">
<h1 class="title">Feeds</h1>
<p class="standfirst">A feed reader is an app that gathers new stories from all the sites you choose. Copy the address of a feed below, in whichever of its three forms, into your reader, and its stories come to you from then on.</p>
<p>All stories, for example, are at <code>${url}${feedPath('all', 'rss.xml')}</code>; your reader can also import <a href="${url}/feeds.opml">all of these feeds at once (OPML)</a>.</p>
${joinLines(
  hasAudio &&
    html`<p>A podcast app takes the stories to listen to from <a href="${url}/podcast.xml">${url}/podcast.xml</a>.</p>`,
  listing(publication, of()),
  FEED_KINDS.filter((kind) => of(kind).length > 0).map(
    (kind) => html`<h2>${HEADINGS[kind]}</h2>\n${listing(publication, of(kind))}`,
  ),
)}
<h2 id="json-feed">For programs</h2>
<p>Each item of a JSON Feed carries an extension, <code>_bulletin</code>. It says whether the story is <code>breaking</code> and until when (<code>breaking_until</code>, null until an editor ends it), and gives its <code>section</code>, its <code>revision</code> and the last <code>correction</code>.</p>
</div>`;
  return renderPage(publication, {
    title: 'Feeds',
    canonical,
    metadata: openGraph(publication, { title: 'Feeds', url: canonical }),
    main,
  });
}

const listing = (publication: Publication, feeds: readonly Feed[]): Markup =>
  html`<ul class="feeds">
${joinLines(feeds.map((feed) => html`<li>${what(publication, feed)} <span class="forms">${forms(publication, feed)}</span></li>`))}
</ul>`;

/** The name of a feed, which leads to its page, and what is in it where the name does not say. */
function what(publication: Publication, feed: Feed): Markup {
  const holds = HOLDS[feed.name];
  return html`<span><a href="${feedHome(publication, feed)}"><bdi>${feedLabel(feed)}</bdi></a>${holds ? html` <small>${holds}</small>` : ''}</span>`;
}

/** A link for each form. It names the feed too, for whoever hears the links of a page without what stands around them. */
const forms = (publication: Publication, feed: Feed): Markup[] =>
  FEED_FORMS.map(
    ({ file, name }) =>
      html` <a href="${publication.url}${feedPath(feed.name, file)}">${name}<span class="unseen"> of ${feedLabel(feed)}</span></a>`,
  );
