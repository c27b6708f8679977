import { CommandError, programName } from '../terminal/shell';
import { FileRefusal } from './file-answer';
import type { FileToSend } from './file-to-send';
import { findStory, readRevision, type Surroundings } from './find-story';
import type { Revision } from './send-revision';

/** The refusal for a file after another editor has revised its story: who, when, and the commands to go on. */
export async function overtakenError(
  file: FileToSend,
  id: string,
  revision: number,
  surroundings: Surroundings,
): Promise<CommandError> {
  const { by, at } = await readRevision(id, revision, surroundings);
  const program = programName(surroundings.shell);
  return new CommandError(
    `${file.name}: has changed on the server since: ${by} made revision ${revision} of ${id} at ${at}. ` +
      `To see the changes: ${program} history ${id} --diff. ` +
      `To replace them by the file: ${program} revise ${id} ${file.name} --revision ${revision}`,
  );
}

/** Runs requests that revise a story. Where If-Match names an old revision, the error says who was faster. */
export async function withFasterEditor<T>(
  { file, id, expected }: Revision,
  surroundings: Surroundings,
  action: () => Promise<T>,
): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof FileRefusal) || error.refusal.problem.status !== 412) throw error;
    const story = await findStory(id, surroundings);
    const isOvertaken = typeof story === 'object' && typeof expected === 'number' && story.revision > expected;
    throw isOvertaken ? await overtakenError(file, id, story.revision, surroundings) : error;
  }
}
