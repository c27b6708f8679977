/** One field that is wrong, as a JSON pointer in a URI fragment: `#/tags/3` (RFC 6901 §6). */
export interface FieldProblem {
  readonly pointer: string;
  readonly detail: string;
}

/** What the page of a problem says besides. */
export interface ProblemForPeople {
  /** In place of the title. */
  readonly heading: string;
  /** In place of the detail. */
  readonly text?: string;
  /** Whether the page leads to the one that explains withdrawals. */
  readonly isWithdrawal?: true;
}

/** RFC 9457 problem details. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  /** The fact, and its remedy. */
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly page?: ProblemForPeople;
}

/** A request that ends with a problem, thrown from any depth and caught once. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** The title of each status (RFC 9110 §15, RFC 6585 §3). */
export const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  421: 'Misdirected Request',
  422: 'Unprocessable Content',
  428: 'Precondition Required',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** A problem under the title of its status. The sentences of this project are in problems.ts. */
export const problem = (
  status: number,
  detail: string,
  more: Pick<Problem, 'errors' | 'headers' | 'page'> = {},
): Problem => ({
  status,
  title: TITLES[status] ?? 'Error',
  detail,
  ...more,
});

/** `application/problem+json`. No `type`: "about:blank" says that the title is the one of the status (RFC 9457 §4.2.1). */
export function problemJson({ status, title, detail, errors, headers }: Problem): Response {
  const body = JSON.stringify({ status, title, detail, errors });
  const length = String(Buffer.byteLength(body));
  return new Response(body, {
    status,
    headers: { 'content-type': 'application/problem+json', 'content-length': length, ...headers },
  });
}
