import type { PublicDocuments } from '../http/find-document';
import { archiveDocuments } from './archive-documents';
import { calendarDocuments } from './calendar-documents';
import { changeDocuments } from './change-documents';
import { feedDocuments } from './feed-documents';
import { neighbouringStory } from './neighbouring-story';
import { type LoadOpenApi, openApiDocument } from './openapi-document';
import { pageDocuments } from './page-documents';
import { problemPages } from './problem-pages';
import { registerDocuments } from './register-documents';
import type { ServingContext } from './serving-context';
import { sitemapDocuments } from './sitemap-documents';
import { staticDocuments } from './static-documents';
import { storyDocuments } from './story-documents';

/** The documents at all public addresses. */
export const publicDocuments = (context: ServingContext, loadOpenApi: LoadOpenApi) =>
  ({
    ...feedDocuments(context),
    ...pageDocuments(context),
    ...calendarDocuments(context),
    ...storyDocuments(context),
    ...archiveDocuments(context),
    ...changeDocuments(context),
    ...registerDocuments(context),
    ...sitemapDocuments(context),
    ...staticDocuments(context),
    ...openApiDocument(context.publication, loadOpenApi),
    neighbour: neighbouringStory(context),
    problemPage: problemPages(context),
  }) satisfies PublicDocuments;
