import { urlIn } from '../../lambdas/news/values/uri';
import { connectionTrouble } from '../cli/server/connection-trouble';
import { bytesOf, documentText } from '../cli/web-document';

/** What came back from one request, at the end of all redirects. */
export interface Answer {
  readonly url: string;
  /** 0 where nothing came. */
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly redirects: readonly Redirect[];
  /** Why nothing came, in words that follow an address. */
  readonly failed?: string;
}

export interface Redirect {
  readonly status: number;
  readonly from: string;
}

/** A reader in a browser, which says where it runs (Fetch Standard, the header Origin), and who really asks. */
export const ORIGIN = 'https://reader.example';
const AS_READER = { 'user-agent': 'Bulletin-doctor', origin: ORIGIN, 'accept-encoding': 'br, gzip' };

/** Bytes of a document once it is unpacked, redirects of one request, and milliseconds for all of it. */
export const LIMITS = { bytes: 10_000_000, redirects: 5, wait: 15_000 };

/** One request as reader software makes it. Throws nothing: whatever goes wrong is the answer. */
export async function ask(
  address: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<Answer> {
  const redirects: Redirect[] = [];
  const nothing = { status: 0, headers: new Headers(), text: '', redirects };
  let url = address;
  try {
    const init = {
      method,
      headers: { ...AS_READER, ...headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(LIMITS.wait),
    } as const;
    for (;;) {
      const response = await fetch(url, init);
      const { status } = response;
      const to = response.headers.get('location');
      if (![301, 302, 303, 307, 308].includes(status) || to === null) {
        const text = await textOf(response);
        const got = { url, status, headers: response.headers, redirects };
        return text === undefined
          ? { ...nothing, url, failed: `is larger than ${LIMITS.bytes / 1e6} MB` }
          : { ...got, text };
      }
      await response.body?.cancel();
      redirects.push({ status, from: url });
      const next = urlIn(to, url);
      if (!next) return { ...nothing, url, failed: 'redirects to no address' };
      url = next.href;
      if (redirects.length > LIMITS.redirects)
        return { ...nothing, url, failed: `redirects more than ${LIMITS.redirects} times` };
    }
  } catch (error) {
    return { ...nothing, url, failed: connectionTrouble(error).said };
  }
}

/** A body as text; undefined where it is too large to be one of a feed. */
async function textOf(response: Response): Promise<string | undefined> {
  const bytes = await bytesOf(response, LIMITS.bytes);
  return bytes && documentText(bytes, response.headers.get('content-type') ?? '');
}

/** What came of a request, in words that follow an address. */
export const describeOutcome = ({ status, failed }: Answer): string => failed ?? `answers ${status}`;
