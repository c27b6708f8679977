import { html, type Markup } from './markup';

/** The place of a page in a list of several pages. */
export interface OlderPages {
  /** The cursor of the next page; left out on the last page. */
  readonly older?: string;
  /** Whether this is not the first page. */
  readonly isOlder?: boolean;
}

/** Links to older stories and back to the newest. `address` is the first page. Empty for the only page. */
export function olderPagesLinks(address: string, { older, isOlder = false }: OlderPages): Markup | '' {
  if (older === undefined && !isOlder) return '';
  const newest = isOlder ? html`<a href="${address}">Newest stories</a>\n` : '';
  const next = older === undefined ? '' : html`<a rel="next" href="${address}?before=${older}">Older stories</a>\n`;
  return html`<nav class="further" lang="en" aria-label="Further pages">
${newest}${next}</nav>`;
}
