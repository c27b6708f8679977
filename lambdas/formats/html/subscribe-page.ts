import type { Feed } from '../../news/feed/feed';
import type { FeedEntry } from '../../news/story/feed-entry';
import { type Addresses, addressesOf, FEED_FORMS, type FeedFile } from '../addresses';
import type { Publication } from '../feed-document';
import { feedLabel, feedLanguage, feedTitle } from '../feeds/labels';
import { dateline } from './dateline';
import { direction } from './direction';
import { addressText } from './feeds-page';
import { html, joinLines, type Markup } from './markup';
import { nameLink } from './name-link';
import { renderPage } from './page';

/** A document that a person follows a feed by. The podcast is a document of the feed of stories with sound. */
export type SubscriptionFile = FeedFile | 'podcast.xml';

/** A feed, one of its documents, and its newest stories. */
export interface Subscription {
  readonly feed: Feed;
  readonly file: SubscriptionFile;
  readonly entries: readonly FeedEntry[];
  /** Whether a story of the feed breaks. */
  readonly hasBreaking?: boolean;
}

/** The page that explains a feed to a person who opens the address of a document of it. Search engines do not list it. */
export function renderSubscribePage(
  publication: Publication,
  { feed, file, entries, hasBreaking }: Subscription,
): string {
  const addresses = addressesOf(publication.url);
  const address = file === 'podcast.xml' ? addresses.podcast : addresses.feed(feed.name, file);
  const app = file === 'podcast.xml' ? 'podcast app' : 'feed reader';
  const main = html`<div class="text" lang="en" dir="ltr">
${joinLines(
  html`<h1>Follow <bdi>${feedTitle(publication, feed)}</bdi></h1>`,
  html`<p class="standfirst">This is a ${file === 'podcast.xml' ? 'podcast: a list of new stories to listen to' : 'feed: a list of new stories'}, which your ${app} brings to you. It needs no account and no e-mail address.</p>`,
  html`<ol>
<li>${introduction(file)}</li>
<li>Copy this address. One click selects it. ${addressText(address)}</li>
<li>Add the address to your ${app}. It shows the newest stories at once, and each new one from then on.</li>
</ol>`,
  otherDocuments(addresses, feed, file),
  html`<p><a href="${address}?document" download="${file}">Download the document</a> that software reads, or read ${nameLink(addresses.feedPage(feed.name), feedLabel(feed))} here. There are <a href="${addresses.feedsPage}">more feeds</a>.</p>`,
  html`<h2 id="latest">Newest stories</h2>`,
  entries.length > 0
    ? html`<ul class="feeds">\n${joinLines(entries.map((story) => headline(addresses, story)))}\n</ul>`
    : html`<p>There are no stories here now.</p>`,
)}
</div>`;
  return renderPage(publication, {
    hasBreaking,
    title: `Follow ${feedLabel(feed)}`,
    feed,
    language: feedLanguage(publication, feed),
    main,
  });
}

const introduction = (file: SubscriptionFile): string =>
  file === 'podcast.xml'
    ? 'Open a podcast app, one that can add a podcast by its address. Many are free.'
    : 'Get a feed reader: an app or a website that gathers new stories from all the sites that you choose. Look for “RSS reader” in an app store. Many are free.';

/** Links to the other documents with the stories of a feed. */
function otherDocuments(addresses: Addresses, feed: Feed, file: SubscriptionFile): Markup {
  const links = FEED_FORMS.filter((form) => form.file !== file).map(
    ({ file: other, name }) => html`<a href="${addresses.feed(feed.name, other)}">${name}</a>`,
  );
  if (file === 'podcast.xml') return html`<p>A feed reader takes the same stories as ${listOf(links)}.</p>`;
  const form = FEED_FORMS.find((one) => one.file === file)?.name ?? '';
  const podcast =
    feed.name === 'audio' ? html` A podcast app takes the <a href="${addresses.podcast}">podcast</a>.` : '';
  return html`<p>This address is ${form}. The same stories come as ${listOf(links)} too, and most readers take all three.${podcast}</p>`;
}

/** `RSS, Atom and JSON Feed`. */
const listOf = (links: readonly Markup[]): Markup =>
  html`${links.map((link, i) => html`${i === 0 ? '' : i === links.length - 1 ? ' and ' : ', '}${link}`)}`;

const headline = (addresses: Addresses, { id, headline, language, publishedAt }: FeedEntry): Markup =>
  html`<li lang="${language}" dir="${direction(language)}"><a href="${addresses.story(id)}">${headline}</a> <small>${dateline(publishedAt)}</small></li>`;
