import { addressesOf } from '../addresses';
import type { Publication } from '../feed-document';
import { WITHDRAWN_LABEL } from '../feeds/labels';
import { html } from './markup';
import { pageGraph } from './open-graph';
import { renderPage } from './page';

const TITLE = 'Withdrawn stories';

/** The page that explains withdrawals. Items of withdrawn stories link to it, because their own address may repeat a headline. */
export function renderWithdrawnPage(publication: Publication): string {
  const { frontPage, withdrawnPage } = addressesOf(publication.url);
  const main = html`<div class="text" lang="en" dir="ltr">
<h1 class="title">${TITLE}</h1>
<p class="standfirst">A publisher withdraws a story that should not stand: it was wrong, it does harm, or a court forbids it.</p>
<p>The story is gone from this site, from its feeds and from its archive. Its address answers that the story was withdrawn. If the publisher reinstates the story, it returns to the same address.</p>
<p>In the feeds that had the story, an item named “${WITHDRAWN_LABEL}” takes its place for a time. The item says when the story was published and when it was withdrawn. If the publisher gives readers a reason, the item has it, and so has the story’s address. The item repeats no word of the story.</p>
<h2>For feed readers and programs</h2>
<p>The item has the <code>guid</code> of the story, so it replaces the story in a feed reader. In JSON Feed its <code>id</code> is that <code>guid</code>, and <code>_bulletin.withdrawn</code> marks it. Atom has a tombstone in place of the item (<code>at:deleted-entry</code>, RFC 6721), whose <code>ref</code> is the id of the entry. A program that keeps copies deletes its copy of the story.</p>
<p>The address of a withdrawn story answers with the HTTP status 410. <code>${frontPage}api/changes</code> lists each withdrawal.</p>
</div>`;
  const graph = pageGraph(publication, { title: TITLE, url: withdrawnPage });
  return renderPage(publication, { title: TITLE, canonical: withdrawnPage, metadata: graph, main });
}
