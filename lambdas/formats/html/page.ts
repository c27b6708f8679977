import type { Feed } from '../../newsroom/feed';
import { xmlSafe } from '../../newsroom/text';
import { feedPath } from '../addresses';
import type { Publication } from '../document';
import { feedTitle } from '../feed-title';
import { direction } from './direction';
import { FEED_FORMS } from './feed-forms';
import { html, lines, type Markup, raw } from './markup';
import { STYLESHEET } from './stylesheet';

export interface Page {
  /** Left out on the front page, whose heading is the publication's own name. */
  readonly title?: string;
  readonly description?: string;
  /** BCP 47; the publication's where it is left out. */
  readonly language?: string;
  /** The address under which search engines are to know the page. */
  readonly canonical?: string;
  /** The feed that the page shows, for readers that look for one; all stories where it is left out. */
  readonly feed?: Feed;
  /** What stands between masthead and footer. But on the front page it holds the page's `h1`. */
  readonly main: Markup;
}

/** The layout: what every page has around its `main`. Our own words are English, whatever the page's language. */
export function page(
  publication: Publication,
  { title, description, language, canonical, feed = ALL, main }: Page,
): string {
  const spoken = language ?? publication.language;
  const home = html`<a href="${publication.url}/">${publication.title}</a>`;
  const document = html`<!doctype html>
<html lang="${spoken}" dir="${direction(spoken)}">
<head>
${lines(
  html`<meta charset="utf-8">`,
  html`<meta name="viewport" content="width=device-width, initial-scale=1">`,
  html`<title>${title === undefined ? publication.title : `${title} – ${publication.title}`}</title>`,
  description && html`<meta name="description" content="${description}">`,
  canonical !== undefined && html`<link rel="canonical" href="${canonical}">`,
  alternates(publication, feed),
  // Spares each reader a request for an icon that is not there.
  html`<link rel="icon" href="data:,">`,
  html`<style>${raw(STYLESHEET)}</style>`,
)}
</head>
<body>
<a class="skip" href="#main" lang="en">Skip to the content</a>
<header>
${title === undefined ? html`<h1 class="masthead">${home}</h1>` : html`<p class="masthead">${home}</p>`}
<nav lang="en" aria-label="Site">
<a href="${publication.url}/">Front page</a>
<a href="${publication.url}/feeds">Feeds</a>
</nav>
</header>
<main id="main" tabindex="-1">
${main}
</main>
<footer lang="en" dir="ltr">
<p>Read the news your way: <a href="${publication.url}/feeds">subscribe to a feed</a>.</p>
</footer>
</body>
</html>
`;
  return xmlSafe(String(document));
}

const ALL: Feed = { name: 'all', title: '', guid: '' };

/** How browsers and readers find a page's feed by themselves. */
const alternates = (publication: Publication, feed: Feed): Markup[] =>
  FEED_FORMS.map(({ file, name, mediaType }) => {
    const address = `${publication.url}${feedPath(feed.name, file)}`;
    const title = `${feedTitle(publication, feed)} (${name})`;
    return html`<link rel="alternate" type="${mediaType}" title="${title}" href="${address}">`;
  });
