import type { Publication } from '../feed-document';
import { html, joinLines } from './markup';
import { renderPage } from './page';

/** What went wrong, in the terms of a problem document (RFC 9457 §3.1). */
export interface PageProblem {
  /** The HTTP status. */
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
}

/** What people are told in the place of a status's own title. */
const HEADINGS: Readonly<Record<number, string>> = {
  404: 'There is nothing here',
  410: 'This story was withdrawn',
};

/** The page that stands where a page was asked for and cannot be given. */
export function renderProblemPage(publication: Publication, { status, title, detail }: PageProblem): string {
  const heading = HEADINGS[status] ?? title;
  const main = html`<div class="text" lang="en" dir="ltr">
${joinLines(
  html`<h1>${heading}</h1>`,
  detail && html`<p class="standfirst" dir="auto">${detail}</p>`,
  html`<p>Go on to the <a href="${publication.url}/">front page</a> or to <a href="${publication.url}/feeds">all feeds</a>.</p>`,
  html`<p class="filed">HTTP status ${status}</p>`,
)}
</div>`;
  return renderPage(publication, { title: heading, main });
}
