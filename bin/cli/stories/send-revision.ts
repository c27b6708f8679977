import { newsroomPath } from '../../../lambdas/http/routes';
import { EditAnswer } from '../server/story-schemas';
import type { StoryFile } from '../story-file/story-file';
import { type DryRunOptions, dryRunQuery } from './dry-run';
import { readFileAnswer } from './file-answer';
import type { FileToSend } from './file-to-send';
import type { Surroundings } from './find-story';

/** A file as the next revision of a story. */
export interface Revision {
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
export async function sendRevision(revision: Revision, surroundings: Surroundings, options: DryRunOptions) {
  const answer = await put(revision, dryRunQuery(options), surroundings);
  return readFileAnswer(answer, EditAnswer, revision.file, surroundings);
}

/** The answer to the same request, of which the server stores nothing. Prints no warnings: sendRevision does. */
export async function previewRevision(revision: Revision, surroundings: Surroundings) {
  const quiet = { ...surroundings, shell: { ...surroundings.shell, err: () => {} } };
  // With its own set of shown notes: sendRevision shows them.
  const file = { ...revision.file, shown: new Set<string>() };
  return readFileAnswer(await put(revision, dryRunQuery({ dryRun: true }), surroundings), EditAnswer, file, quiet);
}

function put({ id, file, expected, reason, minor }: Revision, query: string, { server }: Surroundings) {
  const body = { ...file.value, ...(reason !== undefined && { reason }), ...(minor && { significant: false }) };
  const headers = { 'if-match': expected === '*' ? '*' : `"${expected}"` };
  return server.ask('PUT', newsroomPath('story', { id }) + query, { body, headers });
}

/** The revision that a file names, as `show --json` writes it; undefined for none. */
export function revisionInFile({ value }: StoryFile): number | undefined {
  const { revision } = value;
  return typeof revision === 'number' ? revision : undefined;
}
