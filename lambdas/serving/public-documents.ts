import { renderProblemPage } from '../formats/html/problem-page';
import type { PublicDocuments } from '../http/public-side';
import { archiveDocuments } from './archive-documents';
import { changeDocuments } from './change-documents';
import { feedDocuments } from './feed-documents';
import { neighbours } from './neighbouring-story';
import { newsSitemaps } from './news-sitemap-document';
import { type LoadOpenApi, openApiDocument } from './openapi-document';
import { registerDocuments } from './register-documents';
import type { ServingContext } from './serving-context';
import { sitemaps } from './sitemap-documents';
import { staticDocuments } from './static-documents';
import { storyDocuments } from './story-documents';

/** What stands at each kind of address of an edition. */
export function publicDocuments(today: ServingContext, loadContract: LoadOpenApi): PublicDocuments {
  const { page: feedPage, list, ...feeds } = feedDocuments(today);
  const { page: story, json: storyJson } = storyDocuments(today);
  const { page: register, opml } = registerDocuments(today);
  const maps = sitemaps(today);
  return {
    ...feeds,
    ...archiveDocuments(today),
    ...changeDocuments(today),
    ...openApiDocument(today.publication, loadContract),
    ...staticDocuments(today),
    feedPage,
    list: ({ filter, limit, after }) => list(filter, limit, after),
    story,
    storyJson,
    neighbour: neighbours(today),
    feeds: register,
    opml,
    newsSitemap: newsSitemaps(today),
    sitemap: (month) => (month === undefined ? maps.index() : maps.month(month)),
    problemPage: (problem) => renderProblemPage(today.publication, problem),
  };
}
