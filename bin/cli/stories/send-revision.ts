import type { FileToSend } from '../commands/file-to-send';
import { readFileAnswer } from '../commands/file-answer';
import { newsroomPath } from '../../../lambdas/http/routes';
import { EditAnswer } from '../server/story-schemas';
import type { StoryFile } from '../story-file/story-file';
import type { Surroundings } from './find-story';

interface Revision {
  readonly id: string;
  readonly file: FileToSend;
  /** If-Match: a revision, or `*` for any. */
  readonly expected: number | '*';
  /** Why; the history shows it. */
  readonly reason?: string;
  /** Keeps the date of the last change. */
  readonly minor?: boolean;
}

/** Sends a file as the next revision of a story. Prints its notes and warnings. Throws a FileRefusal for a refusal. */
export async function sendRevision(revision: Revision, surroundings: Surroundings) {
  return readFileAnswer(await put(revision, '', surroundings), EditAnswer, revision.file, surroundings);
}

/** The answer to the same request, of which the server stores nothing. Prints no warnings: sendRevision does. */
export async function previewRevision(revision: Revision, surroundings: Surroundings) {
  const quiet = { ...surroundings, shell: { ...surroundings.shell, err: () => {} } };
  return readFileAnswer(await put(revision, '?dry-run=true', surroundings), EditAnswer, revision.file, quiet);
}

function put({ id, file, expected, reason, minor }: Revision, query: string, { server }: Surroundings) {
  const { value } = file;
  const more = { ...(reason !== undefined && { reason }), ...(minor && { significant: false }) };
  const body = typeof value === 'object' ? { ...value, ...more } : value;
  const headers = { 'if-match': expected === '*' ? '*' : `"${expected}"` };
  return server.ask('PUT', newsroomPath('story', { id }) + query, { body, headers });
}

/** The revision that a file names, as `show --json` writes it; undefined for none. */
export function revisionInFile({ value }: StoryFile): number | undefined {
  const revision: unknown = Object(value).revision;
  return typeof revision === 'number' ? revision : undefined;
}
