import { feedOf } from '../../news/feed/feed';
import { type Author, lastUpdate, type Story } from '../../news/story/story';
import { type Addresses, addressesOf } from '../addresses';
import type { Publication } from '../feed-document';
import { pictureOf } from '../feeds/story-picture';
import { renderJson } from '../json/render-json';
import { optionalWebAddress } from '../require-web-address';
import { html, type Markup, raw } from './markup';

/** A story for search engines: a NewsArticle of https://schema.org as JSON-LD. It is data and never runs. */
export function renderStructuredData(publication: Publication, story: Story, url: string | undefined): Markup {
  const addresses = addressesOf(publication.url);
  const publisher = { '@type': 'NewsMediaOrganization', name: publication.title, url: addresses.frontPage };
  const text = renderJson({
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    identifier: story.guid,
    url,
    mainEntityOfPage: url,
    headline: story.headline,
    description: story.summary || undefined,
    inLanguage: story.language,
    datePublished: story.publishedAt,
    dateModified: lastUpdate(story),
    articleSection: story.section,
    keywords: story.tags.length > 0 ? story.tags : undefined,
    isAccessibleForFree: true,
    author: story.authors.length > 0 ? story.authors.map((author) => person(addresses, author)) : publisher,
    publisher,
    copyrightNotice: publication.copyright,
    license: publication.license,
    image: image(story),
    audio: audio(story),
    correction: story.correction && {
      '@type': 'CorrectionComment',
      text: story.correction.note,
      datePublished: story.correction.at,
    },
  });
  // HTML, "Restrictions for contents of script elements": only a `<` can end the element or begin a comment.
  return html`<script type="application/ld+json">${raw(text.replaceAll('<', '\\u003c'))}</script>`;
}

const person = (addresses: Addresses, { name, url }: Author) => ({
  '@type': 'Person',
  name,
  url: optionalWebAddress(url) ?? addresses.feedPage(feedOf('author', name)),
});

function image(story: Story) {
  const picture = pictureOf(story);
  if (!picture) return undefined;
  const { url, alt, credit, width, height } = picture;
  return { '@type': 'ImageObject', url, caption: alt, creditText: credit, width, height };
}

function audio({ audio }: Story) {
  const contentUrl = optionalWebAddress(audio?.url);
  return (
    contentUrl && {
      '@type': 'AudioObject',
      contentUrl,
      encodingFormat: audio?.type,
      duration: audio?.duration === undefined ? undefined : `PT${audio.duration}S`,
    }
  );
}
