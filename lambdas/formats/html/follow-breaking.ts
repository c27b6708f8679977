import type { Addresses } from '../addresses';
import { html, type Markup } from './markup';

/** How to follow breaking news: the address as text, so that a person can copy it. */
export function followBreaking(addresses: Addresses): Markup {
  const address = addresses.feed('breaking', 'rss.xml');
  return html`<p class="filed" lang="en" dir="ltr">Follow breaking news in a feed reader: <a href="${address}">${address}</a></p>`;
}
