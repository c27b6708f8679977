import type { Publication } from '../formats/feed-document';
import { formerUrlOf } from '../http/addresses/former-url';
import { MAX_BREAKING_FLAGS } from '../news/limits';
import type { Story } from '../news/story/story';
import type { UploadContext } from '../news/upload/read-upload';
import type { Instant } from '../news/values/instant';
import type { Reader } from '../store/read/reader';
import type { Exporter } from '../store/transfer/exporter';
import type { Importer } from '../store/transfer/importer';
import type { Ids } from '../store/write/edit-context';
import type { Writer } from '../store/write/writer';

/** Everything that an operation of the newsroom works with. */
export interface PublishingContext {
  readonly reader: Reader;
  readonly writer: Writer;
  readonly publication: Publication;
  readonly clock: () => Instant;
  readonly ids: Ids;
  readonly importer: Importer;
  readonly exporter: Exporter;
  /** The default length of a breaking flag: an ISO 8601 duration. */
  readonly breakingFor: string;
  /** How long feeds show the tombstone of a withdrawn story: an ISO 8601 duration. */
  readonly withdrawnFor: string;
  /** The time zone of the publication: an IANA name. */
  readonly timeZone: string;
}

/** The refusal of an edit that adds a flag to `breaking` when no more may be set. */
export const BREAKING_FULL = { refused: 'breaking full', most: MAX_BREAKING_FLAGS } as const;

/** The context in which an upload is read. `replaced` is the story that it replaces. */
export const uploadContext = (
  { publication, breakingFor }: PublishingContext,
  now: Instant,
  replaced?: Pick<Story, 'publishedAt' | 'language'>,
): UploadContext => ({
  now,
  language: publication.language,
  breakingFor,
  baseUrl: publication.url,
  formerUrlOf,
  publishedAt: replaced?.publishedAt,
  storedLanguage: replaced?.language,
});
