import * as z from 'zod';
import { CommandError, EXIT, programName, type Shell } from '../terminal/shell';
import type { Answer, Endpoint } from './endpoint';
import { parseJson } from './parse-json';

const Problem = z.object({
  status: z.number(),
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** The server refused the request, with problem details (RFC 9457). */
export class Refusal extends CommandError {
  override name = 'CommandError';
  constructor(
    readonly problem: Problem,
    message: string,
  ) {
    super(message);
  }
}

/** Reads a 2xx. Throws a Refusal for problem details, and a CommandError (EXIT.usage) for another kind of server. */
export function readAnswer<T>(answer: Answer, shape: z.ZodType<T>, server: Endpoint, shell: Shell): T {
  const value = parseJson(answer.text);
  if (answer.status >= 200 && answer.status < 300) {
    const read = shape.safeParse(value);
    if (read.success) return read.data;
  } else {
    const problem = Problem.safeParse(value);
    if (problem.success) throw new Refusal(problem.data, formatRefusal(problem.data, answer, server, shell));
  }
  throw notBulletin(server.address, answer.status);
}

/** The error for an address where another server answers. */
export const notBulletin = (address: string, status: number): CommandError =>
  new CommandError(
    `${address} answers ${status}, but not as a Bulletin server: check the address in --url or BULLETIN_URL.`,
    EXIT.usage,
  );

/** The problem in lines: each wrong field, or the detail with a remedy that only the command line knows. */
function formatRefusal(
  { status, detail, errors = [] }: Problem,
  answer: Answer,
  server: Endpoint,
  shell: Shell,
): string {
  const fields = errors.map((error) => `  ${fieldPath(error.pointer)}: ${error.detail}`);
  // With fields, the server's detail adds nothing.
  if (fields.length > 0) return ['Refused:', ...fields].join('\n');
  // The server's words about a token speak of headers.
  if (status === 401 && answer.remedy !== undefined) return answer.remedy;
  if (status === 403) return `${server.address}: ${detail}${answer.remedy === undefined ? '' : ` ${answer.remedy}`}`;
  // The story may be at another server.
  return status === 404 ? `${server.address}: ${detail} To see all ids: ${programName(shell)} list.` : detail;
}

/** `#/authors/0/name` as `authors/0/name`; the whole document is `story`. */
export const fieldPath = (pointer: string): string =>
  pointer.replace(/^#\/?/, '').split('/').map(unescapePointerPart).join('/') || 'story';

/** One part of a JSON Pointer in a URI fragment, decoded (RFC 6901 §4 and §6). */
export function unescapePointerPart(part: string): string {
  const decode = (text: string) => text.replaceAll('~1', '/').replaceAll('~0', '~');
  try {
    return decode(decodeURIComponent(part));
  } catch {
    return decode(part);
  }
}
