import { type FetchResult, fetchLimited } from '../../lambdas/outgoing/fetch-limited';

/** The Origin of a reader in a browser (Fetch Standard, header Origin). */
export const ORIGIN = 'https://reader.example';
const READER_HEADERS = { 'user-agent': 'Bulletin-doctor', origin: ORIGIN, 'accept-encoding': 'br, gzip' };

export const LIMITS = { bytes: 10_000_000, redirects: 5, milliseconds: 15_000 };

/** Sends one request as reader software does. Never throws: a failure is a result too. */
export const ask = (
  address: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<FetchResult> => fetchLimited(address, { method, headers: { ...READER_HEADERS, ...headers } }, LIMITS);

/** The outcome of a request, in words that follow an address. */
export const describeOutcome = ({ status, failed }: FetchResult): string => failed ?? `answers ${status}`;
