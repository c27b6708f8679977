import { MAX_COUNTED_STORIES } from '../store/write/close-feeds';

/** The number of stories of a feed in words: `1 story`, `3 stories`, `more than 100 stories`. */
export const describeCount = ({ stories, more }: { readonly stories: number; readonly more: boolean }): string =>
  more ? `more than ${MAX_COUNTED_STORIES} stories` : stories === 1 ? '1 story' : `${stories} stories`;
