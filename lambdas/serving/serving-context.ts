import { createHash } from 'node:crypto';
import type { Publication } from '../formats/feed-document';
import { RENDERERS } from '../formats/renderers';
import type { Instant } from '../news/values/instant';
import type { Reader } from '../store/read/reader';
import { createDocumentCache, type DocumentCache, type Report } from './document-cache';
import type { DocumentForm } from './validators';

/** What every document of an edition is made with. */
export interface ServingContext {
  readonly reader: Reader;
  readonly publication: Publication;
  readonly clock: () => Instant;
  readonly documents: DocumentCache;
  readonly report: Report;
  /** The form of a document made by this release with these settings. */
  form(name: string): DocumentForm;
}

export interface ServingNeeds extends Pick<ServingContext, 'reader' | 'publication' | 'clock' | 'report'> {
  /** Shared by the editions of one process that differ in their public address only; else one is made. */
  readonly documents?: DocumentCache;
}

export function createServingContext({ documents: shared, ...needs }: ServingNeeds): ServingContext {
  const made = createHash('sha256')
    .update(JSON.stringify([RENDERERS, needs.publication]))
    .digest('base64url')
    .slice(0, 8);
  return {
    ...needs,
    documents: shared ?? createDocumentCache(needs.report, needs.clock),
    form: (name) => ({ name, made }),
  };
}
