import { ProblemError, problem } from './problem';

/** Bytes of a request's body, at most: 1 MB. */
export const MAX_BODY_BYTES = 1_000_000;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The body as text. Throws a 413 for one that is too large, a 415 for a compressed one, and a 400 for one that is not UTF-8. */
export async function readBodyText(request: Request): Promise<string> {
  const coding = request.headers.get('content-encoding') ?? 'identity';
  if (!/^identity$/i.test(coding)) {
    // RFC 9110 §15.5.16: Accept-Encoding says that it was the coding, and which would do.
    throw new ProblemError(
      problem(415, 'Send the body as it is, without Content-Encoding.', { headers: { 'accept-encoding': 'identity' } }),
    );
  }
  const tooLarge = () =>
    new ProblemError(
      problem(
        413,
        `The body is over ${MAX_BODY_BYTES} bytes: shorten the story, and link to media instead of embedding them.`,
      ),
    );
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const parts: Uint8Array[] = [];
  let length = 0;
  // A body without Content-Length is read no further than it may be long.
  for await (const part of request.body ?? []) {
    length += part.byteLength;
    if (length > MAX_BODY_BYTES) throw tooLarge();
    parts.push(part);
  }
  try {
    return utf8.decode(Buffer.concat(parts));
  } catch {
    throw new ProblemError(problem(400, 'The body is not UTF-8: send JSON in UTF-8 (RFC 8259 §8.1).'));
  }
}

/** What a JSON body holds. Throws a 415 for a body of another type, and a 400 for broken JSON. An empty body may be `otherwise`. */
export function parseJsonBody(request: Request, text: string, otherwise?: unknown): unknown {
  if (text === '' && otherwise !== undefined) return otherwise;
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw new ProblemError(
      problem(415, 'Send JSON, with the header "Content-Type: application/json".', {
        headers: { accept: 'application/json' },
      }),
    );
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const at = error instanceof SyntaxError ? / at position (\d+)/.exec(error.message)?.[1] : undefined;
    const where = at === undefined ? '' : ` (character ${Number(at) + 1})`;
    throw new ProblemError(problem(400, `The body is not JSON${where}: check commas, quotation marks and brackets.`));
  }
}
