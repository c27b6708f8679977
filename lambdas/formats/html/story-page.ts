import { type FeedKind, feedOf } from '../../news/feed/feed';
import { isBreaking } from '../../news/story/status';
import { lastUpdate, type Story } from '../../news/story/story';
import type { Instant } from '../../news/values/instant';
import { type Addresses, addressesOf } from '../addresses';
import type { Publication } from '../feed-document';
import { entryLink, originalLinkText, PICTURE_CREDIT } from '../feeds/entry-body';
import { BREAKING_NEWS } from '../feeds/labels';
import { bodyWithAlt, creditApart } from '../feeds/story-picture';
import { optionalWebAddress } from '../require-web-address';
import { dateline } from './dateline';
import { html, joinLines, type Markup, raw } from './markup';
import { nameLink } from './name-link';
import { storyGraph } from './open-graph';
import { renderPage } from './page';
import { picture, player } from './picture-and-player';
import { standfirst } from './standfirst';
import { renderStructuredData } from './structured-data';

/** The page of one published story. */
export function renderStoryPage(publication: Publication, story: Story, now: Instant): string {
  const addresses = addressesOf(publication.url);
  const link = (kind: FeedKind, name: string): Markup => nameLink(addresses.feedPage(feedOf(kind, name)), name);
  const authors = story.authors.map(({ name }) => link('author', name));
  const tags = story.tags.map((tag) => link('tag', tag));
  const summary = standfirst(story.summary, story.body);
  const main = html`<article class="story">
${joinLines(
  isBreaking(story, now) && banner(story.breakingUntil ?? undefined),
  story.section !== undefined && html`<p class="kicker">${link('section', story.section)}</p>`,
  html`<h1>${story.headline}</h1>`,
  summary && html`<p class="standfirst">${summary}</p>`,
  authors.length > 0 && html`<p class="by"><span lang="en" dir="ltr">By</span> ${commaList(authors)}</p>`,
  filedTimes(story),
  story.correction && correctionNote(story.correction),
  picture(story),
  story.audio && player(story.audio),
  // Only the body needs no escaping: it is sanitised before it is stored. The security policy is a second defence.
  story.body === ''
    ? originalLink(story)
    : html`<div class="body">${raw(withFocusableTables(bodyWithAlt(story)))}</div>`,
  pictureCredit(story),
  tags.length > 0 && html`<p class="tags"><span lang="en" dir="ltr">Tags:</span> ${commaList(tags)}</p>`,
)}
</article>
${neighbours(addresses, story)}`;
  const canonical = optionalWebAddress(entryLink(addresses, story));
  return renderPage(publication, {
    title: story.headline,
    description: story.summary,
    language: story.language,
    canonical,
    hasBreaking: isBreaking(story, now),
    metadata: joinLines(storyGraph(publication, story, canonical), renderStructuredData(publication, story, canonical)),
    main,
  });
}

/** The credit of a picture that the body shows without it. */
function pictureCredit(story: Story): Markup | '' {
  const credit = creditApart(story);
  if (credit === undefined) return '';
  return html`<p class="filed"><span lang="en" dir="ltr">${PICTURE_CREDIT}</span> <bdi>${credit}</bdi></p>`;
}

/** Of a story without a body: a link to its own address, if that is elsewhere. */
function originalLink({ canonicalUrl }: Story): Markup | '' {
  const address = optionalWebAddress(canonicalUrl);
  if (address === undefined) return '';
  return html`<p class="body" lang="en" dir="ltr"><a href="${address}">${originalLinkText(address)}</a></p>`;
}

/** A wide table scrolls, so the keyboard has to reach it (WCAG 2.1.1). In a stored body `<` is escaped except in tags. */
const withFocusableTables = (body: string): string => body.replace(/<table(?=[ >])/g, '<table tabindex="0"');

const commaList = (links: readonly Markup[]): Markup => raw(links.join(', '));

const banner = (until: Instant | undefined): Markup =>
  html`<p class="breaking" lang="en"><strong>${BREAKING_NEWS}</strong> <span dir="ltr">until ${until === undefined ? 'further notice' : dateline(until)}</span></p>`;

function filedTimes(story: Story): Markup {
  const [published, updated] = [story.publishedAt, lastUpdate(story)];
  const times = joinLines(
    html`<span dir="ltr">Published ${dateline(published)}</span>`,
    updated !== published && html`<span dir="ltr">Updated ${dateline(updated)}</span>`,
  );
  return html`<p class="filed" lang="en">${times}</p>`;
}

const correctionNote = ({ at, note }: NonNullable<Story['correction']>): Markup =>
  html`<aside class="correction" aria-labelledby="correction">
<h2 id="correction" lang="en">Correction</h2>
<p>${note}</p>
<p class="filed">${dateline(at)}</p>
</aside>`;

/** Links that redirect when somebody follows them, so a new neighbour does not change the page. */
function neighbours(addresses: Addresses, { id, section }: Story): Markup {
  const address = addresses.story(id);
  const among = section === undefined ? 'story' : html`in <bdi>${section}</bdi>`;
  return html`<nav class="neighbours" lang="en" aria-label="Other stories">
<a rel="prev" dir="ltr" href="${address}/previous">Previous ${among}</a>
<a rel="next" dir="ltr" href="${address}/next">Next ${among}</a>
</nav>`;
}
