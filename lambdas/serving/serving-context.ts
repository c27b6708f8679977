import { type Addresses, addressesOf } from '../formats/addresses';
import type { Publication } from '../formats/feed-document';
import type { RenderedPieces } from '../formats/feeds/rendered-pieces';
import { RENDERERS } from '../formats/renderers';
import type { Instant } from '../news/values/instant';
import type { Reader } from '../store/read/reader';
import { type DocumentForm, etagHash } from './etag';
import { DocumentCache, type Report } from './memory/document-cache';
import { ExcerptCache } from './memory/excerpt-cache';
import { PieceCache } from './memory/piece-cache';

/** Everything that the documents of a publication are made with. */
export interface ServingContext {
  readonly reader: Reader;
  readonly publication: Publication;
  readonly addresses: Addresses;
  readonly clock: () => Instant;
  readonly documents: DocumentCache;
  readonly excerpts: ExcerptCache;
  readonly pieces: RenderedPieces;
  readonly report: Report;
  /** The form of a document, from its name and the hash of this release and these settings. */
  form(name: string): DocumentForm;
}

interface ServingNeeds extends Pick<ServingContext, 'reader' | 'publication' | 'clock' | 'report'> {
  /** Shared by publications that differ only in their public address; new ones if left out. */
  readonly documents?: DocumentCache;
  readonly excerpts?: ExcerptCache;
  readonly pieces?: RenderedPieces;
}

export function createServingContext({ documents, excerpts, pieces, ...needs }: ServingNeeds): ServingContext {
  const { publication, report, clock } = needs;
  const hash = etagHash(JSON.stringify([RENDERERS, publication]), 8);
  return {
    ...needs,
    addresses: addressesOf(publication.url),
    documents: documents ?? new DocumentCache(report, clock),
    excerpts: excerpts ?? new ExcerptCache(needs.reader),
    pieces: pieces ?? new PieceCache(),
    form: (name) => ({ name, hash }),
  };
}
