import type { FeedEntry } from '../../news/story/feed-entry';
import { timeSpan } from './dateline';
import { html, type Markup } from './markup';

/** The place of a page in a list of several pages. */
export interface OlderPages {
  /** The cursor of the next page; left out on the last page. */
  readonly older?: string;
  /** Of an older page: the cursor of the page before it; left out where that is the first page. */
  readonly newer?: string;
  /** Whether this is not the first page. */
  readonly isOlder?: boolean;
}

/** The name of every page of a list but the first one. */
export const OLDER_STORIES = 'Older stories';

/** Links to older and newer stories, and back to the newest. `address` is the first page. Empty for the only page. */
export function olderPagesLinks(address: string, { older, newer, isOlder = false }: OlderPages): Markup | '' {
  const pageBelow = (cursor: string): string => `${address}?before=${cursor}`;
  return furtherPagesLinks({
    // The page before an older one may be the first. One link leads there.
    first: newer === undefined ? undefined : { address, text: 'Newest stories' },
    previous: isOlder
      ? { address: newer === undefined ? address : pageBelow(newer), text: 'Newer stories' }
      : undefined,
    next: older === undefined ? undefined : { address: pageBelow(older), text: OLDER_STORIES },
  });
}

/** When the stories of an older page were published. `entries` are newest first. Empty for the first page, and without stories. */
export function spanOfPage(entries: readonly FeedEntry[], { isOlder = false }: OlderPages): Markup | '' {
  const [newest, oldest] = [entries[0], entries.at(-1)];
  if (!isOlder || !newest || !oldest) return '';
  return html`<p class="filed" lang="en" dir="ltr">${timeSpan(oldest.publishedAt, newest.publishedAt)}</p>`;
}

interface PageLink {
  readonly address: string;
  readonly text: string;
}

/** The pages that a page leads to. */
interface PageLinks {
  readonly first?: PageLink;
  readonly previous?: PageLink;
  readonly next?: PageLink;
}

/** Links to the first page, to the one before and to the next one, where there are such pages. */
export function furtherPagesLinks({ first, previous, next }: PageLinks): Markup | '' {
  if (!first && !previous && !next) return '';
  return html`<nav class="further" lang="en" aria-label="Further pages">
${first ? html`<a href="${first.address}">${first.text}</a>\n` : ''}${previous ? html`<a rel="prev" href="${previous.address}">${previous.text}</a>\n` : ''}${next ? html`<a rel="next" href="${next.address}">${next.text}</a>\n` : ''}</nav>`;
}
