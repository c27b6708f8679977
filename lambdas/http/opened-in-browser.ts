// CloudFront runs this file as well: lib/edge/viewer-request-code.ts puts it into the viewer-request function.

/**
 * Whether a browser opens a path to show its document in a window, and the path is no page. `destination` is the request's
 * `Sec-Fetch-Dest` (Fetch Metadata §2.1). Reader software and scripts never send `document`, and Chromium not for a download. Firefox
 * does, so a download has the parameter `document`. No address reads it, so the CDN drops it, and no copy is added.
 */
export const isOpenedInBrowser = (pages: RegExp, path: string, query: string, destination: string | null): boolean =>
  destination === 'document' && !pages.test(path) && !/(?:^|&)document(?:[=&]|$)/.test(query);
