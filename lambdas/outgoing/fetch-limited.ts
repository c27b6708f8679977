import { urlIn } from '../news/values/uri';
import { type ConnectionFailure, connectionFailure } from './connection-failure';
import { documentText } from './document-text';

/** The end of one request, after its redirects. It is either a response or a failure. */
export interface FetchResult extends Partial<ConnectionFailure> {
  /** The address of the last request. */
  readonly url: string;
  /** 0 for a failure. */
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly redirects: readonly { readonly status: number; readonly from: string }[];
}

export interface OutgoingRequest {
  /** GET if left out. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends the request early. */
  readonly signal?: AbortSignal;
  /** Sends the requests, such as through a proxy; by default the `fetch` of Node. */
  readonly fetch?: typeof fetch;
  /** Reads the body as text; by default documentText. */
  readonly decode?: typeof documentText;
  /** Whether a redirect to an address may be followed. */
  readonly mayRedirect?: (address: URL) => boolean;
}

export interface FetchLimits {
  /** From the first request to the last byte, with all redirects. */
  readonly milliseconds: number;
  /** Of the body after decompression. */
  readonly bytes: number;
  /** How many redirects to follow, for GET and HEAD. If left out, a redirect is returned like any other response. */
  readonly redirects?: number;
}

const REDIRECTS = [301, 302, 303, 307, 308];

/** Sends one request, within limits. Never throws: a failure is a result too. */
export async function fetchLimited(
  address: string,
  { signal, fetch: send = fetch, decode = documentText, mayRedirect = () => true, ...request }: OutgoingRequest,
  limits: FetchLimits,
): Promise<FetchResult> {
  const timeOut = AbortSignal.timeout(limits.milliseconds);
  const ending = signal ? AbortSignal.any([signal, timeOut]) : timeOut;
  const init = { ...request, redirect: 'manual' as const, signal: ending };
  const redirects: FetchResult['redirects'][number][] = [];
  let url = address;
  const failure = (failed: string, isPermanent = true): FetchResult => {
    return { url, status: 0, headers: new Headers(), text: '', redirects, failed, isPermanent };
  };
  try {
    for (;;) {
      const response = await send(url, init);
      const { status, headers } = response;
      const location = headers.get('location');
      if (limits.redirects === undefined || location === null || !REDIRECTS.includes(status)) {
        const body = await readBody(response, limits.bytes);
        if (!body) return failure(`is larger than ${limits.bytes / 1e6} MB`);
        return { url, status, headers, text: decode(body, headers.get('content-type') ?? ''), redirects };
      }
      await response.body?.cancel();
      redirects.push({ status, from: url });
      const next = urlIn(location, url);
      if (!next) return failure('redirects to no address');
      if (!mayRedirect(next)) return failure(`redirects to another site, ${next.host}`);
      // The credentials in a Location are nobody's, and `fetch` refuses such an address: it would name it in its error.
      [next.username, next.password] = ['', ''];
      // RFC 9110 §15.4: credentials are for the site that the request names.
      if (!mayHaveCredentials(next, new URL(url))) init.headers = withoutCredentials(request.headers);
      url = next.href;
      if (redirects.length > limits.redirects) return failure(`redirects more than ${limits.redirects} times`);
    }
  } catch (error) {
    const { failed, isPermanent } = connectionFailure(error);
    return failure(failed, isPermanent);
  }
}

/** Whether an address may get the credentials of another one: it has the same host and port, and no weaker protocol. */
export const mayHaveCredentials = (to: URL, from: URL): boolean =>
  to.host === from.host && (to.protocol === from.protocol || to.protocol === 'https:');

const withoutCredentials = (headers: OutgoingRequest['headers'] = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));

/** The body; undefined if it is too large. Leaving the loop closes the connection. */
async function readBody({ body }: Response, maxBytes: number): Promise<Buffer | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.length;
    if (size > maxBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
