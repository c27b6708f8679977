import type { Story } from './story';

/** A story as a feed shows it: its body may be an excerpt. */
export interface FeedEntry extends Story {
  /** False for an excerpt: the feed then links to the whole story. */
  readonly whole: boolean;
}
