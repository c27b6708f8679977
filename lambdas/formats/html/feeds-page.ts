import { FEED_KINDS, type Feed, type FeedKind, feedParts } from '../../news/feed/feed';
import { type Addresses, addressesOf, FEED_FORMS } from '../addresses';
import type { Publication } from '../feed-document';
import { feedLabel, KIND_LABELS } from '../feeds/labels';
import { html, joinLines, type Markup } from './markup';
import { nameLink } from './name-link';
import { furtherPagesLinks } from './older-pages-links';
import { pageGraph } from './open-graph';
import { renderPage } from './page';

/** A description of each feed that is not named for a section, tag, author or language. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  all: 'Every story, newest first',
  breaking: 'What breaks now; a story leaves when it no longer does',
  audio: 'Stories to listen to',
};

/** The place of a page in the list of feeds. */
interface FeedsPlace {
  /** The cursor of the next page; left out on the last page. */
  readonly next?: string;
  /** Whether this is not the first page. */
  readonly isLater?: boolean;
}

/** Feeds by kind, in the given order, with an introduction to subscribing. */
export function renderFeedsPage(
  publication: Publication,
  feeds: readonly Feed[],
  { next, isLater = false }: FeedsPlace = {},
): string {
  const addresses = addressesOf(publication.url);
  const ofKind = (kind?: FeedKind) => feeds.filter(({ name }) => feedParts(name)?.kind === kind);
  const hasAudio = feeds.some(({ name }) => name === 'audio');
  const canonical = addresses.feedsPage;
  const main = html`<div class="text" lang="en" dir="ltr">
<h1 class="title">Feeds</h1>
<p class="standfirst">A feed reader is an app that gathers new stories from all the sites you choose. Copy the address of a feed below into your reader, and its stories come to you from then on.</p>
<p>If you do not know which feed to take, take RSS of all stories: ${addressText(addresses.feed('all', 'rss.xml'))}. Atom and JSON Feed have the same stories: the address ends in <code>atom.xml</code> or <code>feed.json</code> instead.</p>
<p>A story is in several feeds: in all stories, and in the feeds of its section, language, authors and tags. Many readers show such a story only once, in one of these feeds, and another of them can look empty. So subscribe to all stories, or to the parts that you want.</p>
<p>A reader can import several feeds at once (OPML): <a href="${addresses.opml}">all stories, breaking news and the sections</a>, or <a href="${addresses.opmlOfAllFeeds}">every feed, up to 2,000</a>.</p>
${joinLines(
  hasAudio &&
    html`<p>A podcast app takes the stories to listen to from <a href="${addresses.podcast}">${addresses.podcast}</a>.</p>`,
  ofKind().length > 0 && feedList(addresses, ofKind()),
  FEED_KINDS.filter((kind) => ofKind(kind).length > 0).map(
    (kind) => html`<h2>${KIND_LABELS[kind]}</h2>\n${feedList(addresses, ofKind(kind))}`,
  ),
)}
<h2 id="json-feed">For programs</h2>
<p>Each item of a JSON Feed carries an extension, <code>_bulletin</code>. It says whether the story is <code>breaking</code> and until when (<code>breaking_until</code>, null until an editor ends it), and gives its <code>section</code>, its <code>revision</code> and the last <code>correction</code>. The item of a withdrawn story has <code>withdrawn</code> instead. Of the whole feed, <code>_bulletin</code> gives the moment of its last update, and the <code>copyright</code> and <code>license</code> if the publisher names them.</p>
</div>`;
  const links = furtherPagesLinks({
    first: isLater ? { address: canonical, text: 'First feeds' } : undefined,
    next: next === undefined ? undefined : { address: `${canonical}?after=${next}`, text: 'More feeds' },
  });
  return renderPage(publication, {
    title: 'Feeds',
    canonical: isLater ? undefined : canonical,
    metadata: isLater ? undefined : pageGraph(publication, { title: 'Feeds', url: canonical }),
    main: joinLines(main, links),
  });
}

const feedList = (addresses: Addresses, feeds: readonly Feed[]): Markup =>
  html`<ul class="feeds">
${joinLines(feeds.map((feed) => html`<li>${feedName(addresses, feed)} <span class="forms">${formatLinks(addresses, feed)}</span> ${addressText(addresses.feed(feed.name, 'rss.xml'))}</li>`))}
</ul>`;

/** The name of a feed, with a link to its page, and its description if it has one. */
function feedName(addresses: Addresses, feed: Feed): Markup {
  const description = DESCRIPTIONS[feed.name];
  return html`<span>${nameLink(addresses.feedPage(feed.name), feedLabel(feed))}${description ? html` <small>${description}</small>` : ''}</span>`;
}

/** An address to copy. One click selects it whole. */
export const addressText = (address: string): Markup => html`<code class="address">${address}</code>`;

/** A link for each format. Its text names the feed too: a screen reader may list links without their context. */
const formatLinks = (addresses: Addresses, feed: Feed): Markup[] =>
  FEED_FORMS.map(
    ({ file, name }) =>
      html` <a href="${addresses.feed(feed.name, file)}">${name}<span class="unseen"> of ${feedLabel(feed)}</span></a>`,
  );
