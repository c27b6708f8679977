import { lastUpdate, type Story } from '../../news/story/story';
import type { Publication } from '../feed-document';
import { pictureOf } from '../feeds/story-picture';
import { optionalWebAddress } from '../require-web-address';
import { html, joinLines, type Markup } from './markup';

/** Metadata for a page that somebody shares (https://ogp.me). */
export const pageGraph = (
  publication: Publication,
  { title = publication.title, description, url }: { title?: string; description?: string; url: string },
): Markup =>
  joinLines(
    property('og:type', 'website'),
    property('og:site_name', publication.title),
    property('og:title', title),
    property('og:description', description),
    property('og:url', url),
    html`<meta name="twitter:card" content="summary">`,
  );

/** Metadata for a story that somebody shares: an article with its image and audio. */
export function storyGraph(publication: Publication, story: Story, url: string | undefined): Markup {
  const image = pictureOf(story);
  const [published, updated] = [story.publishedAt, lastUpdate(story)];
  return joinLines(
    property('og:type', 'article'),
    property('og:site_name', publication.title),
    property('og:title', story.headline),
    property('og:description', story.summary),
    property('og:url', url),
    property('og:image', image?.url),
    property('og:image:type', image?.type),
    property('og:image:width', image?.width?.toString()),
    property('og:image:height', image?.height?.toString()),
    property('og:image:alt', image?.alt),
    property('og:audio', optionalWebAddress(story.audio?.url)),
    property('article:published_time', published),
    updated !== published && property('article:modified_time', updated),
    property('article:section', story.section),
    story.tags.map((tag) => html`<meta property="article:tag" content="${tag}">`),
    html`<meta name="twitter:card" content="${image === undefined ? 'summary' : 'summary_large_image'}">`,
    image?.alt && html`<meta name="twitter:image:alt" content="${image.alt}">`,
  );
}

const property = (name: string, content: string | undefined): Markup | '' =>
  content ? html`<meta property="${name}" content="${content}">` : '';
