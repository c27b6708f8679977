import { newsroomPath } from '../../../lambdas/http/routes';
import { spellingDistance } from '../../../lambdas/news/values/spelling-distance';
import type { Endpoint } from '../server/endpoint';
import { Refusal, readAnswer } from '../server/refusal';
import { StoriesAnswer } from '../server/story-schemas';
import { CommandError, programName, type Shell } from '../terminal/shell';
import { FileRefusal } from './file-answer';

const MAX_NEAREST = 3;

/** Of which stories the ids are compared: one page of the list, the newest ones. */
const COMPARED = 100;

/** The ids that are most like a wrong one, best first: those that contain it, then those with few other letters. */
export function nearestIds(wrong: string, ids: readonly string[]): string[] {
  const text = wrong.normalize('NFC').toLowerCase();
  const most = Math.max(2, Math.floor(text.length / 3));
  return ids
    .map((id) => ({ id, distance: distanceTo(id.toLowerCase(), text) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MAX_NEAREST)
    .map(({ id }) => id);
}

/** An id that begins with the text is nearest: people type the beginning. */
function distanceTo(id: string, text: string): number {
  if (text === '') return Number.POSITIVE_INFINITY;
  if (id.startsWith(text)) return 0;
  return id.includes(text) ? 0.5 : spellingDistance(id, text);
}

/** Runs requests about a story. Where the server does not know the id, the error names the nearest ids. */
export async function withNearestIds<T>(
  id: string,
  { server, shell }: { readonly server: Endpoint; readonly shell: Shell },
  action: () => Promise<T>,
): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const refusal = error instanceof FileRefusal ? error.refusal : error;
    if (!(refusal instanceof Refusal) || refusal.problem.status !== 404) throw error;
    const ids = await newestIds(server, shell);
    // The story is there, and lacks the revision.
    if (ids.includes(id.normalize('NFC'))) throw error;
    const near = nearestIds(id, ids);
    if (near.length === 0) throw error;
    throw new CommandError(
      `${server.address} has no story with the id ${id}. Did you mean ${joinNames(near)}? To see all ids: ${programName(shell)} list.`,
    );
  }
}

const joinNames = (names: readonly string[]): string =>
  names.length === 1 ? `${names[0]}` : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

/** The ids of the newest stories; none for a token without the scope `read`. */
async function newestIds(server: Endpoint, shell: Shell): Promise<string[]> {
  const answer = await server.ask('GET', `${newsroomPath('stories')}?limit=${COMPARED}`);
  if (answer.status !== 200) return [];
  return readAnswer(answer, StoriesAnswer, server, shell).stories.map(({ id }) => id);
}
