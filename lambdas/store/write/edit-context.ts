import type { FeedName } from '../../news/feed/feed';
import type { Edit } from '../../news/feed/feed-edit';
import type { FeedHead } from '../../news/feed/feed-head';
import type { Key } from '../table/keys';
import type { StoryReceipt } from '../table/receipt-items';
import type { StoredRevision } from '../table/story-items';
import type { Action } from '../table/transaction';
import type { actionsOn } from '../table/transaction-actions';
import type { Heads } from './read-heads-for-edit';

/** Random ids that nobody can guess. */
export interface Ids {
  /** A head's version: 12 characters of base64url. */
  version(): string;
  /** `urn:uuid:…` (RFC 9562). */
  guid(): string;
  /** The ClientRequestToken of a transaction. */
  transaction(): string;
}

/** Who made an edit, and why. */
export interface EditRecord extends Pick<StoredRevision, 'reason' | 'request' | 'warnings'> {
  /** The token's name. */
  readonly by: string;
  /** The name of the token that imports a revision made elsewhere. */
  readonly importedBy?: string;
  /** The guids that an import gives to new feeds. Any other new feed gets a fresh one. */
  readonly feedGuids?: ReadonlyMap<FeedName, string>;
  /** The answer to an upload that may be repeated. */
  readonly receipt?: { readonly key: Key; readonly receipt: Omit<StoryReceipt, 'at' | 'expires'> };
}

/** The record of an edit; or a function that makes it from the heads of the edit's feeds, which decide its warnings. */
export type RecordSource = EditRecord | ((feeds: ReadonlyMap<FeedName, FeedHead>) => Promise<EditRecord>);

/**
 * Why nothing was stored: another revision came first, this very upload is stored already, no more flags may be set, or another
 * story has a former address.
 */
export type WriteRefusal = 'conflict' | 'repeated' | 'breaking full' | 'address taken';

/** An edit, and everything that decides what it writes. */
export interface EditToPlan {
  readonly tableName: string;
  readonly edit: Edit;
  readonly record: EditRecord;
  readonly heads: Heads;
  readonly ids: Ids;
  /** How many entries of each feed the same transaction touches before this edit. */
  readonly touchedInBatch?: ReadonlyMap<FeedName, number>;
  /** How many rows of the register the same transaction puts before this edit. */
  readonly rowsInBatch?: number;
}

export interface EditContext extends EditToPlan {
  readonly on: ReturnType<typeof actionsOn>;
}

export type EditActions = Action<WriteRefusal>[];
