import * as z from 'zod';
import { CommandError, EXIT, programName, type Shell } from '../terminal/shell';
import type { Answer, Endpoint } from './endpoint';

const Problem = z.object({
  status: z.number(),
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** What the server answered that was not what was asked for. */
export class Refusal extends CommandError {
  override name = 'CommandError';
  constructor(
    readonly problem: Problem,
    message: string,
  ) {
    super(message);
  }
}

/** What a 2xx holds. Throws a Refusal for any other answer, and a CommandError for one that is none of Bulletin's. */
export function readAnswer<T>(answer: Answer, shape: z.ZodType<T>, server: Endpoint, shell: Shell): T {
  const value = json(answer.text);
  if (answer.status >= 200 && answer.status < 300) {
    const read = shape.safeParse(value);
    if (read.success) return read.data;
  } else {
    const problem = Problem.safeParse(value);
    if (problem.success) throw new Refusal(problem.data, told(problem.data, shell));
  }
  throw new CommandError(
    `${server.address} answers ${answer.status} and nothing that Bulletin says: is it the right address (--url, BULLETIN_URL)?`,
    EXIT.usage,
  );
}

/** A refusal in lines: what happened, each field that is wrong, and what to do where the server cannot know that. */
function told({ status, detail, errors = [] }: Problem, shell: Shell): string {
  const fields = errors.map((error) => `  ${fieldPath(error.pointer)}: ${error.detail}`);
  // With fields, the server's own sentence says no more than that there are some.
  return fields.length > 0 ? ['Refused:', ...fields].join('\n') : `${detail}${remedy(status, shell)}`;
}

function remedy(status: number, shell: Shell): string {
  const create = `${programName(shell)} token create NAME --scope …`;
  if (status === 401) {
    return shell.env.BULLETIN_TOKEN?.trim()
      ? ` BULLETIN_TOKEN holds one that it does not know: ${create} makes one, npm start prints the local server's.`
      : ' The one in the data folder is not its own: is another server running at this address?';
  }
  if (status === 404) return ` Those there are: ${programName(shell)} list.`;
  return status === 403 ? ` Tokens keep the scopes they were made with: ${create} makes another.` : '';
}

/** `#/authors/0/name` as people write it: `authors/0/name`; the whole is `story`. */
export const fieldPath = (pointer: string): string =>
  pointer.replace(/^#\/?/, '').split('/').map(unescapePointerPart).join('/') || 'story';

/** RFC 6901 §4 and §6: what a step of a pointer in a URI fragment means. */
export const unescapePointerPart = (step: string): string =>
  (isPercentEncoded(step) ? decodeURIComponent(step) : step).replaceAll('~1', '/').replaceAll('~0', '~');

function isPercentEncoded(step: string): boolean {
  try {
    decodeURIComponent(step);
    return true;
  } catch {
    return false;
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
