import type { Story } from './story';

/** Bytes of UTF-8 that a feed entry carries of a body, at most. */
export const EXCERPT_BYTES = 16 * 1024;

/** Bytes of UTF-8 that a feed entry takes as JSON, so that 50 of them with their keys, of up to 800 bytes, fit one Query page of 1 MB. */
export const ENTRY_BYTES = 19.5 * 1024;

/** A story as a feed carries it. */
export interface FeedEntry extends Story {
  /** False where the body is cut and the reader has to be shown the way to the whole story. */
  readonly whole: boolean;
}
