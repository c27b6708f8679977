import type { Warning } from '../news/upload/field';
import type { StoredRevision } from '../store/table/story-items';

/** The warnings of an upload as its revision stores them; undefined for none. */
export const formatWarnings = (warnings: readonly Warning[]): string | undefined =>
  warnings.length > 0 ? JSON.stringify(warnings) : undefined;

/** The warnings that the uploader of a revision got. */
export const parseWarnings = ({ warnings }: Pick<StoredRevision, 'warnings'>): Warning[] =>
  warnings === undefined ? [] : JSON.parse(warnings);
