import { html, type Markup } from './markup';

/** A stretch of a list that is too long for one page. */
export interface OlderPages {
  /** The cursor of the page after this one; left out on the last. */
  readonly older?: string;
  /** Whether it is a page of older stories, below the newest. */
  readonly isOlder?: boolean;
}

/** The way to what is older, and back to the newest, from a page at `address`; empty where the page is all there is. */
export function olderPagesLinks(address: string, { older, isOlder = false }: OlderPages): Markup | '' {
  if (older === undefined && !isOlder) return '';
  const newest = isOlder ? html`<a href="${address}">Newest stories</a>\n` : '';
  const next = older === undefined ? '' : html`<a rel="next" href="${address}?before=${older}">Older stories</a>\n`;
  return html`<nav class="further" lang="en" aria-label="Further pages">
${newest}${next}</nav>`;
}
