import { html, type Markup } from './markup';

/** The place of a page in a list of several pages. */
export interface OlderPages {
  /** The cursor of the next page; left out on the last page. */
  readonly older?: string;
  /** Whether this is not the first page. */
  readonly isOlder?: boolean;
}

/** Links to older stories and back to the newest. `address` is the first page. Empty for the only page. */
export const olderPagesLinks = (address: string, { older, isOlder = false }: OlderPages): Markup | '' =>
  furtherPagesLinks({
    first: isOlder ? { address, text: 'Newest stories' } : undefined,
    next: older === undefined ? undefined : { address: `${address}?before=${older}`, text: 'Older stories' },
  });

interface PageLink {
  readonly address: string;
  readonly text: string;
}

/** Links to the first page and to the next one, where there are such pages. */
export function furtherPagesLinks({ first, next }: { first?: PageLink; next?: PageLink }): Markup | '' {
  if (!first && !next) return '';
  return html`<nav class="further" lang="en" aria-label="Further pages">
${first ? html`<a href="${first.address}">${first.text}</a>\n` : ''}${next ? html`<a rel="next" href="${next.address}">${next.text}</a>\n` : ''}</nav>`;
}
