import { problemError } from './problems';

/** The largest body of a request, in bytes: 1 MB. */
export const MAX_BODY_BYTES = 1_000_000;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The body as text. Throws a 413 for a body that is too large, a 415 for a compressed one, and a 400 for one that is not UTF-8. */
export async function readBodyText(request: Request): Promise<string> {
  const coding = request.headers.get('content-encoding') ?? 'identity';
  if (!/^identity$/i.test(coding)) throw problemError('bodyCompressed');
  const tooLarge = () => problemError('bodyTooLarge', { bytes: MAX_BODY_BYTES });
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const parts: Uint8Array[] = [];
  let length = 0;
  // A body without Content-Length is read up to the limit and no further.
  for await (const part of request.body ?? []) {
    length += part.byteLength;
    if (length > MAX_BODY_BYTES) throw tooLarge();
    parts.push(part);
  }
  try {
    return utf8.decode(Buffer.concat(parts));
  } catch {
    throw problemError('bodyNotUtf8');
  }
}

/** The value of a JSON body; `emptyValue` for an empty one. Throws a 415 for another content type, and a 400 for broken JSON. */
export function parseJsonBody(request: Request, text: string, emptyValue?: unknown): unknown {
  if (text === '' && emptyValue !== undefined) return emptyValue;
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) throw problemError('typeNotJson');
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = error instanceof SyntaxError ? / at position (\d+)/.exec(error.message)?.[1] : undefined;
    throw problemError('bodyNotJson', { where: position === undefined ? '' : ` (character ${Number(position) + 1})` });
  }
}
