import { type FeedKind, feedOf } from '../../newsroom/feed';
import type { Instant } from '../../newsroom/instant';
import { isBreaking, type Story, updatedAt } from '../../newsroom/story';
import { feedPath } from '../addresses';
import { BREAKING_NEWS } from '../breaking';
import type { Publication } from '../document';
import { entryLink } from '../feed-title';
import { optionalWebAddress } from '../web-address';
import { dateline } from './dateline';
import { html, lines, type Markup, raw } from './markup';
import { picture, player } from './media';
import { page } from './page';

/** The page of one story that readers may see. */
export function renderStoryPage(publication: Publication, story: Story, now: Instant): string {
  const link = (kind: FeedKind, name: string): Markup =>
    html`<a href="${publication.url}${feedPath(feedOf(kind, name), 'rss.xml')}">${name}</a>`;
  const authors = story.authors.map(({ name }) => link('author', name));
  const tags = story.tags.map((tag) => link('tag', tag));
  const main = html`<article>
${lines(
  isBreaking(story, now) && html`<p class="breaking" lang="en">${BREAKING_NEWS}</p>`,
  story.section !== undefined && html`<p class="section">${link('section', story.section)}</p>`,
  html`<h1>${story.headline}</h1>`,
  authors.length > 0 && html`<p class="by"><span lang="en">By</span> ${listed(authors)}</p>`,
  filed(story),
  story.correction && correctionNote(story.correction),
  story.image && picture(story.image),
  story.audio && player(story.audio),
  // A body is sanitised before it is stored, so it alone goes in as it is; the security policy stands behind that.
  html`<div class="body">${raw(story.body)}</div>`,
  tags.length > 0 && html`<p class="tags"><span lang="en">Tags:</span> ${listed(tags)}</p>`,
)}
</article>`;
  return page(publication, {
    title: story.headline,
    description: story.summary,
    language: story.language,
    canonical: optionalWebAddress(entryLink(publication, story)),
    main,
  });
}

const listed = (links: readonly Markup[]): Markup => raw(links.join(', '));

function filed(story: Story): Markup {
  const [published, updated] = [story.publishedAt, updatedAt(story)];
  if (updated === published) return html`<p class="filed">${dateline(published)}</p>`;
  return html`<p class="filed">${dateline(published)} · <span lang="en" dir="ltr">Updated ${dateline(updated)}</span></p>`;
}

const correctionNote = ({ at, note }: NonNullable<Story['correction']>): Markup =>
  html`<aside class="correction" aria-labelledby="correction">
<h2 id="correction" lang="en">Correction</h2>
<p>${note}</p>
<p class="filed">${dateline(at)}</p>
</aside>`;
