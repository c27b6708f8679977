import { type Problem, ProblemError, problem } from './problem';

/** Seconds after which a client may try again what a busy or unreachable store refused (RFC 9110 §10.2.3). */
const RETRY_AFTER = 2;

/**
 * What a client is told of an error. Only a ProblemError speaks to it; all else is a fault of ours, of which it learns
 * the request's id and nothing more. Trouble with the store passes, so that is a 503.
 */
export function problemFromError(error: Error, requestId: string): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (isStoreTrouble(error)) {
    const detail = `The stories cannot be reached for the moment. Try again in ${RETRY_AFTER} seconds (request ${requestId}).`;
    return problem(503, detail, { headers: { 'retry-after': String(RETRY_AFTER) } });
  }
  return problem(500, `Something went wrong here. Tell the publisher, with the request's id: ${requestId}`);
}

/**
 * The store's own word for it, the names of throttling and time-outs, a connection that failed, a 5xx of whatever stands
 * before the store, which the SDK gives many names, and an attempt of the SDK's that had no answer at all.
 */
const isStoreTrouble = (error: Error & { code?: unknown; $metadata?: { httpStatusCode?: number } }): boolean =>
  /^(?:StoreUnavailable|TimeoutError|ThrottlingException|ProvisionedThroughputExceededException|RequestLimitExceeded|InternalServerError|ServiceUnavailable)/.test(
    error.name,
  ) ||
  /^E(?:CONN|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)/.test(String(error.code)) ||
  (error.$metadata !== undefined && (error.$metadata.httpStatusCode ?? 503) >= 500);
