import { renderProblemPage } from '../formats/html/problem-page';
import type { PublicDocuments } from '../http/public';
import { archiveDocuments } from './archive';
import { changeDocuments } from './changes';
import { contractDocument, type LoadContract } from './contract';
import type { Edition } from './edition';
import { feedDocuments } from './feeds';
import { fixedDocuments } from './fixed';
import { neighbours } from './neighbour';
import { newsSitemaps } from './news-sitemap';
import { registerDocuments } from './register';
import { sitemaps } from './sitemaps';
import { storyDocuments } from './stories';

/** What stands at each kind of address of an edition. */
export function publicDocuments(today: Edition, loadContract: LoadContract): PublicDocuments {
  const { page: feedPage, list, ...feeds } = feedDocuments(today);
  const { page: story, json: storyJson } = storyDocuments(today);
  const { page: register, opml } = registerDocuments(today);
  const maps = sitemaps(today);
  return {
    ...feeds,
    ...archiveDocuments(today),
    ...changeDocuments(today),
    ...contractDocument(today.publication, loadContract),
    ...fixedDocuments(today),
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
