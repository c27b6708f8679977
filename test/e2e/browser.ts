import { type Browser, chromium, type Page } from 'playwright-core';

/** Chromium as it is installed: Debian's, or the one that CHROMIUM names. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A request to another host is recorded, and not served.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost',
    ],
  });
}

/** Everything that a page does from now on and no page of ours should: a list that grows. */
export function watch(page: Page, address: string): string[] {
  const pageEvents: string[] = [];
  page.on('dialog', (dialog) => {
    pageEvents.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => pageEvents.push(`error: ${error.message}`));
  page.on('popup', (popup) => pageEvents.push(`window: ${popup.url()}`));
  page.on('download', (download) => pageEvents.push(`download: ${download.url()}`));
  page.on('console', (message) => {
    // Chromium says this of every answer that is an error; tests look at answers themselves.
    if (!message.text().startsWith('Failed to load resource')) pageEvents.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== address && protocol !== 'data:') pageEvents.push(`${request.resourceType()}: ${request.url()}`);
  });
  return pageEvents;
}

/** The text that a person reads there, without hidden parts. */
// biome-ignore lint/performance/useDomNodeTextContent: how it is rendered is the point
export const visibleText = (page: Page, selector: string): Promise<string> => page.locator(selector).innerText();

/** Elements and attributes that Chromium finds in a page and that could run, frame, or lead a reader astray. */
export const dangersIn = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('*')].flatMap((element) => [
    ...(element.matches('script:not([type="application/ld+json"]), iframe, object, embed, form, base, meta[http-equiv], body style, body link, svg, math') ? [element.outerHTML] : []),
    ...[...element.attributes].filter(({ name, value }) =>
      /^(?:on|style$|srcdoc$|ping$)/.test(name) || (/href$/.test(name) && !/^(?:(?:https?|mailto|tel|data):|#)/.test(value))
    ).map(({ name, value }) => name + '=' + value),
  ])`);
