import { type Problem, ProblemError } from './problem-details';
import { problemNamed } from './problems';

/** Seconds until a client may repeat a request that a busy or unreachable store refused (RFC 9110 §10.2.3). */
const RETRY_AFTER = 2;

/** The problem that a client reads for an error. For a fault of ours it learns the id of its request and nothing more. */
export function problemFromError(error: Error, requestId: string): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (isStoreTrouble(error)) return problemNamed('storeUnavailable', { seconds: RETRY_AFTER, requestId });
  return problemNamed('fault', { requestId });
}

/** The store's own error, throttling, a time-out, a failed connection, a 5xx, and an attempt of the SDK without any answer. */
const isStoreTrouble = (error: Error & { code?: unknown; $metadata?: { httpStatusCode?: number } }): boolean =>
  /^(?:StoreUnavailable|TimeoutError|ThrottlingException|ProvisionedThroughputExceededException|RequestLimitExceeded|InternalServerError|ServiceUnavailable)/.test(
    error.name,
  ) ||
  /^E(?:CONN|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)/.test(String(error.code)) ||
  (error.$metadata !== undefined && (error.$metadata.httpStatusCode ?? 503) >= 500);
