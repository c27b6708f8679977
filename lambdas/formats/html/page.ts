import type { Feed } from '../../news/feed/feed';
import { xmlSafe } from '../../news/values/xml-safe';
import { feedPath } from '../addresses';
import type { Publication } from '../feed-document';
import { feedTitle } from '../feeds/feed-title';
import { direction } from './direction';
import { FEED_FORMS } from './feed-forms';
import { html, joinLines, type Markup, raw } from './markup';
import { STYLESHEET } from './stylesheet';

export interface PageParts {
  /** Left out on the front page, whose heading is the publication's own name. */
  readonly title?: string;
  readonly description?: string;
  /** BCP 47; the publication's where it is left out. */
  readonly language?: string;
  /** The address under which search engines are to know the page; they are to keep a page without one out. */
  readonly canonical?: string;
  /** The feed that the page shows, for readers that look for one; all stories where it is left out. */
  readonly feed?: Feed;
  /** What the page says of itself to machines besides. */
  readonly metadata?: Markup;
  /** What stands between masthead and footer. But on the front page it holds the page's `h1`. */
  readonly main: Markup;
}

/** The layout: what every page has around its `main`. Our own words are English, whatever the page's language. */
export function renderPage(
  publication: Publication,
  { title, description, language, canonical, feed = ALL, metadata, main }: PageParts,
): string {
  const spoken = language ?? publication.language;
  const home = html`<a href="${publication.url}/">${publication.title}</a>`;
  const document = html`<!doctype html>
<html lang="${spoken}" dir="${direction(spoken)}">
<head>
${joinLines(
  html`<meta charset="utf-8">`,
  html`<meta name="viewport" content="width=device-width, initial-scale=1">`,
  html`<title>${title === undefined ? publication.title : `${title} – ${publication.title}`}</title>`,
  description && html`<meta name="description" content="${description}">`,
  canonical === undefined
    ? html`<meta name="robots" content="noindex">`
    : html`<link rel="canonical" href="${canonical}">`,
  alternates(publication, feed),
  html`<link rel="icon" type="image/svg+xml" href="${publication.url}/icon.svg">`,
  html`<link rel="apple-touch-icon" href="${publication.url}/apple-touch-icon.png">`,
  metadata,
  html`<style>${raw(STYLESHEET)}</style>`,
)}
</head>
<body>
<a class="skip" href="#main" lang="en">Skip to main content</a>
<a class="skip" href="#menu" lang="en">Skip to main navigation</a>
<a class="skip" href="#subscribe" lang="en">Skip to feeds</a>
<header>
${title === undefined ? html`<h1 class="masthead">${home}</h1>` : html`<p class="masthead">${home}</p>`}
<nav id="menu" tabindex="-1" lang="en" aria-label="Main">
${menu(publication, canonical)}
</nav>
</header>
<main id="main" tabindex="-1">
${main}
</main>
<footer id="subscribe" tabindex="-1" lang="en" dir="ltr">
${subscribe(publication, feed)}
</footer>
</body>
</html>
`;
  return xmlSafe(String(document));
}

const ALL: Feed = { name: 'all', title: '', guid: '' };

const menu = ({ url }: Publication, here: string | undefined): Markup =>
  joinLines(
    [
      { name: 'Front page', address: `${url}/` },
      { name: 'Feeds', address: `${url}/feeds` },
    ].map(({ name, address }) =>
      address === here
        ? html`<a href="${address}" aria-current="page">${name}</a>`
        : html`<a href="${address}">${name}</a>`,
    ),
  );

const addressOf = (publication: Publication, feed: Feed, { file }: (typeof FEED_FORMS)[number]): string =>
  `${publication.url}${feedPath(feed.name, file)}`;

/** How browsers and readers find a page's feed by themselves. */
const alternates = (publication: Publication, feed: Feed): Markup[] =>
  FEED_FORMS.map((form) => {
    const title = `${feedTitle(publication, feed)} (${form.name})`;
    return html`<link rel="alternate" type="${form.mediaType}" title="${title}" href="${addressOf(publication, feed, form)}">`;
  });

/** The same for people. */
const subscribe = (publication: Publication, feed: Feed): Markup =>
  html`<p>Follow <bdi>${feedTitle(publication, feed)}</bdi> in a feed reader:
${joinLines(FEED_FORMS.map((form) => html`<a href="${addressOf(publication, feed, form)}">${form.name}</a>`))}
</p>
<p><a href="${publication.url}/feeds">All feeds, and how to subscribe</a></p>`;
