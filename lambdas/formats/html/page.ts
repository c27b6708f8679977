import type { Feed } from '../../news/feed/feed';
import { isolate } from '../../news/values/isolate';
import { xmlSafe } from '../../news/values/xml-safe';
import { type Addresses, addressesOf, FEED_FORMS } from '../addresses';
import type { Publication } from '../feed-document';
import { feedTitle } from '../feeds/labels';
import { direction } from './direction';
import { html, joinLines, type Markup, raw } from './markup';
import { STYLESHEET } from './stylesheet';

export interface PageParts {
  /** Left out on the front page: its heading is the name of the publication. */
  readonly title?: string;
  /** The name of a page of a list, but for the first one. Tabs and history show it first (WCAG 2.4.2); the `h1` stays. */
  readonly part?: string;
  readonly description?: string;
  /** BCP 47; the publication's if left out. */
  readonly language?: string;
  /** The address for search engines. A page without one asks them not to index it. */
  readonly canonical?: string;
  /** The feed of the page, for reader software; all stories if left out. */
  readonly feed?: Feed;
  /** Whether the page knows of a story that breaks now. The menu then leads to breaking news. */
  readonly hasBreaking?: boolean;
  /** More elements of the head. */
  readonly metadata?: Markup;
  /** STYLESHEET if left out. The Content-Security-Policy names each stylesheet. */
  readonly stylesheet?: string;
  /** The content between masthead and footer. It holds the `h1`, except on the front page. */
  readonly main: Markup;
}

/** The layout of every page. Bulletin's own words are English, in a page of any language. */
export function renderPage(publication: Publication, parts: PageParts): string {
  const { title, description, language, canonical, feed = ALL, metadata, stylesheet = STYLESHEET, main } = parts;
  const addresses = addressesOf(publication.url);
  const { license } = publication;
  const pageLanguage = language ?? publication.language;
  const home = html`<a href="${addresses.frontPage}">${publication.title}</a>`;
  const document = html`<!doctype html>
<html lang="${pageLanguage}" dir="${direction(pageLanguage)}">
<head>
${joinLines(
  html`<meta charset="utf-8">`,
  html`<meta name="viewport" content="width=device-width, initial-scale=1">`,
  html`<title>${titleOf(publication, parts)}</title>`,
  description && html`<meta name="description" content="${description}">`,
  canonical === undefined
    ? html`<meta name="robots" content="noindex">`
    : html`<link rel="canonical" href="${canonical}">`,
  license !== undefined && html`<link rel="license" href="${license}">`,
  feedAlternates(addresses, feed, feedTitle(publication, feed)),
  html`<link rel="icon" type="image/svg+xml" href="${addresses.icon}">`,
  html`<link rel="apple-touch-icon" href="${addresses.touchIcon}">`,
  metadata,
  html`<style>${raw(stylesheet)}</style>`,
)}
</head>
<body>
<a class="skip" href="#main" lang="en">Skip to main content</a>
<a class="skip" href="#menu" lang="en">Skip to main navigation</a>
<a class="skip" href="#subscribe" lang="en">Skip to feeds</a>
<header>
${title === undefined ? html`<h1 class="masthead">${home}</h1>` : html`<p class="masthead">${home}</p>`}
<nav id="menu" tabindex="-1" lang="en" aria-label="Main">
${menu(addresses, parts)}
</nav>
</header>
<main id="main" tabindex="-1">
${main}
</main>
<footer id="subscribe" tabindex="-1" lang="en" dir="ltr">
${joinLines(feedLinks(addresses, feed, feedTitle(publication, feed)), rightsLine(publication))}
</footer>
</body>
</html>
`;
  return xmlSafe(String(document));
}

const titleOf = ({ title: name }: Publication, { part, title }: PageParts): string =>
  [part, title === undefined ? undefined : isolate(title), name].filter((text) => text !== undefined).join(' – ');

const ALL: Feed = { name: 'all', title: '', guid: '' };

const menu = (
  { frontPage, feedPage, archivePage, feedsPage }: Addresses,
  { canonical: here, hasBreaking = false }: PageParts,
): Markup =>
  joinLines(
    [
      { name: 'Front page', address: frontPage },
      ...(hasBreaking ? [{ name: 'Breaking', address: feedPage('breaking') }] : []),
      { name: 'Archive', address: archivePage },
      { name: 'Feeds', address: feedsPage },
    ].map(({ name, address }) =>
      address === here
        ? html`<a href="${address}" aria-current="page">${name}</a>`
        : html`<a href="${address}">${name}</a>`,
    ),
  );

/** Links to the page's feed, for browsers and reader software. */
const feedAlternates = (addresses: Addresses, feed: Feed, title: string): Markup[] =>
  FEED_FORMS.map(
    ({ file, name, mediaType }) =>
      html`<link rel="alternate" type="${mediaType}" title="${isolate(title)} (${name})" href="${addresses.feed(feed.name, file)}">`,
  );

/** Links to the page's feed, for people. */
const feedLinks = (addresses: Addresses, feed: Feed, title: string): Markup =>
  html`<p>Follow <bdi>${title}</bdi> in a feed reader:
${joinLines(FEED_FORMS.map(({ file, name }) => html`<a href="${addresses.feed(feed.name, file)}">${name}</a>`))}
</p>
<p><a href="${addresses.feedsPage}">All feeds, and how to subscribe</a></p>`;

/** The owner of the rights, in the publisher's words, and the license; empty without both. */
function rightsLine({ copyright, license }: Publication): Markup | '' {
  if (copyright === undefined && license === undefined) return '';
  const owner = copyright === undefined ? '' : html`<bdi>${copyright}</bdi>`;
  const terms = license === undefined ? '' : html` <a rel="license" href="${license}">License</a>`;
  return html`<p>${owner}${terms}</p>`;
}
