import { readFile } from 'node:fs/promises';
import { connectionTrouble } from '../server/connection-trouble';
import { CommandError, EXIT, type Shell } from '../terminal/shell';
import { bytesOf, documentText } from '../web-document';

/** Milliseconds that one document may take. */
const PATIENCE = 60_000;
/** Bytes of one document. */
const LONGEST = 100_000_000;
const TRIES = 3;

/** A document, and where it is from on the web. */
export interface Document {
  readonly text: string;
  readonly address?: string;
}

/** A document from the web, and where it was in the end. Throws a CommandError (EXIT.unreachable) that names the address. */
export async function fetchDocument(address: string, shell: Shell): Promise<Document> {
  for (let tries = 1; ; tries++) {
    try {
      const accept =
        'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5';
      const headers = { 'user-agent': 'bulletin', accept };
      const answer = await fetch(address, { headers, signal: AbortSignal.timeout(PATIENCE) });
      const isPassing = answer.status === 429 || answer.status >= 500;
      if (answer.ok) {
        const bytes = await bytesOf(answer, LONGEST);
        if (!bytes) throw tooLong(address);
        return { text: documentText(bytes, answer.headers.get('content-type') ?? ''), address: answer.url };
      }
      if (!isPassing || tries === TRIES)
        throw new CommandError(`${address} answers ${answer.status}.`, EXIT.unreachable);
    } catch (error) {
      if (error instanceof CommandError) throw error;
      const { said, never } = connectionTrouble(error);
      if (never || tries === TRIES) throw new CommandError(`${address} ${said}.`, EXIT.unreachable);
    }
    await shell.wait?.(1_000 * tries);
  }
}

/** A document from a file. Throws a CommandError for one that is too long. */
export async function readDocument(file: string): Promise<string> {
  const bytes = await readFile(file);
  if (bytes.length > LONGEST) throw tooLong(file);
  return documentText(bytes, '');
}

const tooLong = (name: string): CommandError =>
  new CommandError(`${name}: is over ${LONGEST} bytes, which no feed is.`);
