import { problemError } from './problems';
import { VIEWER_HOST } from './routes';

/** The public address that documents name, for one request. */
export type PublicAddress = (request: Request) => string;

// RFC 952 and RFC 1123 §2.1, and a port.
const HOST = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?$/i;

/**
 * The configured address. Without one, the viewer's host as the CDN passes it on. Never another header: a client controls
 * those. Throws a 421 for a request that did not come through the CDN.
 */
export const publicAddress =
  (configured: string | undefined): PublicAddress =>
  (request) => {
    if (configured !== undefined) return configured;
    const host = request.headers.get(VIEWER_HOST);
    if (host !== null && HOST.test(host)) return `https://${host.toLowerCase()}`;
    throw problemError('misdirected');
  };
