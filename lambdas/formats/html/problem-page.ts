import { addressesOf } from '../addresses';
import type { Publication } from '../feed-document';
import { html, joinLines } from './markup';
import { renderPage } from './page';
import { PROBLEM_STYLESHEET } from './stylesheet';

/** The members of a problem document (RFC 9457 §3.1) that a page shows. */
export interface PageProblem {
  /** The HTTP status. */
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  /** The words in place of title and detail, and whether the page leads to the one that explains withdrawals. */
  readonly page?: { readonly heading: string; readonly text?: string; readonly isWithdrawal?: true };
}

/** The page of a failed request for a page. */
export function renderProblemPage(publication: Publication, { status, title, detail, page }: PageProblem): string {
  const addresses = addressesOf(publication.url);
  const [heading, text] = [page?.heading ?? title, page?.text ?? detail];
  const main = html`<div class="text" lang="en" dir="ltr">
${joinLines(
  html`<h1>${heading}</h1>`,
  text && html`<p class="standfirst" dir="auto">${text}</p>`,
  page?.isWithdrawal && html`<p><a href="${addresses.withdrawnPage}">What a withdrawal means</a></p>`,
  html`<p>Go on to the <a href="${addresses.frontPage}">front page</a> or to <a href="${addresses.feedsPage}">all feeds</a>.</p>`,
  html`<p class="filed">HTTP status ${status}</p>`,
)}
</div>`;
  return renderPage(publication, { title: heading, stylesheet: PROBLEM_STYLESHEET, main });
}
