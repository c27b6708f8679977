import { FEED_KINDS, type Feed, type FeedKind, partsOf } from '../../newsroom/feed';
import { feedPath } from '../addresses';
import { BREAKING_NEWS } from '../breaking';
import type { Publication } from '../document';
import { FEED_FORMS } from './feed-forms';
import { html, lines, type Markup } from './markup';
import { page } from './page';

const HEADINGS = {
  section: 'Sections',
  tag: 'Tags',
  author: 'Authors',
  language: 'Languages',
} as const satisfies Record<FeedKind, string>;

/** Every feed there is, in the order given within its kind, and how to subscribe for someone who never has. */
export function renderFeedsPage(publication: Publication, feeds: readonly Feed[]): string {
  const of = (kind?: FeedKind) => feeds.filter(({ name }) => partsOf(name)?.kind === kind);
  const main = html`<div lang="en" dir="ltr">
<h1>Feeds</h1>
<p>A feed reader is an app that gathers new stories from all the sites you choose. Copy the address of a feed below, in whichever of its three forms, into your reader, and its stories come to you from then on.</p>
<p>All stories, for example, are at <code>${publication.url}${feedPath('all', 'rss.xml')}</code>; your reader can also import <a href="${publication.url}/feeds.opml">all of these feeds at once (OPML)</a>.</p>
${lines(
  listing(publication, of()),
  FEED_KINDS.filter((kind) => of(kind).length > 0).map(
    (kind) => html`<h2>${HEADINGS[kind]}</h2>\n${listing(publication, of(kind))}`,
  ),
)}
<h2 id="json-feed">For programs</h2>
<p>Each item of a JSON Feed carries an extension, <code>_bulletin</code>. It says whether the story is <code>breaking</code> and until when (<code>breaking_until</code>, null until an editor ends it), and gives its <code>section</code>, its <code>revision</code> and the last <code>correction</code>.</p>
</div>`;
  return page(publication, { title: 'Feeds', canonical: `${publication.url}/feeds`, main });
}

const listing = (publication: Publication, feeds: readonly Feed[]): Markup =>
  html`<ul class="feeds">
${lines(feeds.map((feed) => html`<li><bdi>${called(feed)}</bdi> <span class="forms">${forms(publication, feed)}</span></li>`))}
</ul>`;

const called = ({ name, title }: Feed): string =>
  name === 'all' ? 'All stories' : name === 'breaking' ? BREAKING_NEWS : title;

/** A link for each form. It names the feed too, for whoever hears the links of a page without what stands around them. */
const forms = (publication: Publication, feed: Feed): Markup[] =>
  FEED_FORMS.map(
    ({ file, name }) =>
      html` <a href="${publication.url}${feedPath(feed.name, file)}">${name}<span class="unseen"> of ${called(feed)}</span></a>`,
  );
