import { LRUCache } from 'lru-cache';
import { renderProblemPage } from '../formats/html/problem-page';
import type { PublicDocuments } from '../http/find-document';
import { type EncodedDocument, encodeDocument } from './encode-document';
import type { ServingContext } from './serving-context';

/** Every public refusal without a note or a request id has one text, so a process compresses each of these pages once. */
const MAX_PAGES = 16;

/** The pages of problems. */
export function problemPages({ publication }: Pick<ServingContext, 'publication'>): PublicDocuments['problemPage'] {
  const pages = new LRUCache<string, EncodedDocument>({ max: MAX_PAGES });
  return (problem) => {
    const key = `${problem.status} ${problem.detail}`;
    const page = pages.get(key) ?? encodeDocument(renderProblemPage(publication, problem));
    pages.set(key, page);
    return page;
  };
}
