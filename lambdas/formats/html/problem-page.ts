import type { Publication } from '../document';
import { html, lines } from './markup';
import { page } from './page';

/** What went wrong, in the terms of a problem document (RFC 9457 §3.1). */
export interface Problem {
  /** The HTTP status. */
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
}

/** The page that stands where a page was asked for and cannot be given. */
export function renderProblemPage(publication: Publication, { status, title, detail }: Problem): string {
  const main = html`<div lang="en" dir="ltr">
${lines(
  html`<h1>${title}</h1>`,
  detail && html`<p>${detail}</p>`,
  html`<p class="filed">HTTP status ${status}</p>`,
  html`<p><a href="${publication.url}/">Go to the front page</a></p>`,
)}
</div>`;
  return page(publication, { title, main });
}
