// CloudFront runs this file as well: lib/edge/viewer-request-code.ts puts it into the viewer-request function.

/**
 * Whether a browser opens a path to show its document in a window, and the path is no page. `destination` is the request's
 * `Sec-Fetch-Dest` (Fetch Metadata §2.1). Reader software, scripts and downloads never send `document`.
 */
export const isOpenedInBrowser = (pages: RegExp, path: string, destination: string | null): boolean =>
  destination === 'document' && !pages.test(path);
