import { type FetchResult, fetchLimited } from '../../lambdas/outgoing/fetch-limited';
import { isThisMachine, isWebAddress } from './value';

/** The Origin of a reader in a browser (Fetch Standard, header Origin). */
export const ORIGIN = 'https://reader.example';
const READER_HEADERS = { 'user-agent': 'Bulletin-doctor', origin: ORIGIN, 'accept-encoding': 'br, gzip' };

export const LIMITS = { bytes: 10_000_000, redirects: 5, milliseconds: 15_000 };

/** Sends one request as reader software does. Never throws: a failure is a result too. */
export async function ask(
  address: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<FetchResult> {
  let refusal: string | undefined;
  const mayRedirect = (next: URL): boolean => {
    refusal = refuseRedirect(next.href, address);
    return refusal === undefined;
  };
  const request = { method, headers: { ...READER_HEADERS, ...headers }, mayRedirect };
  const answer = await fetchLimited(address, request, LIMITS);
  return refusal === undefined ? answer : { ...answer, failed: refusal };
}

/** Why a redirect is not followed. A site elsewhere sends nobody to a server of this machine. */
function refuseRedirect(next: string, first: string): string | undefined {
  if (!isWebAddress(next)) return `redirects to an address that is not http or https (${next.slice(0, 100)})`;
  return isThisMachine(next) && !isThisMachine(first) ? `redirects to the machine of its reader (${next})` : undefined;
}

/** The outcome of a request, in words that follow an address. */
export const describeOutcome = ({ status, failed }: FetchResult): string => failed ?? `answers ${status}`;
